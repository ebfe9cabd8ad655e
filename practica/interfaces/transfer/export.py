"""A whole community as an open zip: its tree of pages as Markdown, what is said about their passages,
what their fields hold and held, files, threads, a manifest."""

from __future__ import annotations

import json
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO
from urllib.parse import quote

import yaml
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.annotations.carrying import taken_along, talked_about
from practica.content.discussions.models import Post, Thread
from practica.content.pages.models import Page
from practica.core.communities.models import Community
from practica.core.entries.verified import verified_one
from practica.core.files.models import StoredFile
from practica.core.people.models import Person
from practica.core.types import carrying
from practica.core.types.models import KnowledgeType
from practica.interfaces.transfer import access
from practica.interfaces.transfer.pipeline.archive_of_ours import (
    COMMENTS,
    FIELDS,
    FILES,
    FORMAT,
    MANIFEST,
    TALK,
)
from practica.interfaces.transfer.readers.links import Link, rewrite
from practica.kit.access import demand
from practica.kit.models import UID_ALPHABET

_NAMED = re.compile(rf"^/(?:e|c/[\w-]+/[\w-]+)/(?:[^/?#]*-)?([{UID_ALPHABET}]{{12}})/?(?=[?#]|$)")
_FILE = re.compile(rf"^/files/([{UID_ALPHABET}]{{12}})/")
_MEANT = ("index", "readme", "_index")
CHUNK = 256 * 1024
#: A zip knows no earlier day; the manifest says the true one.
FIRST_OF_ZIPS = (1980, 1, 1, 0, 0, 0)


@dataclass
class Summary:
    """How much went out; ``missing`` files could not, for their bytes are not in the store."""

    pages: int = 0
    files: int = 0
    threads: int = 0
    missing: int = 0


class _Writer:
    """Holds the paths everything gets, so that links can be written to them."""

    def __init__(self, community: Community, actor: Person, archive: zipfile.ZipFile) -> None:
        self.community, self.actor, self.archive = community, actor, archive
        self.paths = _page_paths(community, actor)
        files = (
            StoredFile.objects.visible_to(actor)
            .filter(entry__community=community)
            .exclude(entry__state="binned")
        )
        self.files = {uid: f"{FILES}{uid}/{name}" for uid, name in files.values_list("uid", "name")}
        self.stored = files.select_related("entry__author").order_by("pk")
        self.types: dict[int, KnowledgeType] = {}
        self.listed: dict[str, list[dict[str, Any]]] = {
            "pages": [], "files": [], "discussions": [], "missing": []
        }  # fmt: skip

    def write(self) -> Summary:
        """Everything, one after the other."""
        ids = Page.objects.visible_to(self.actor).filter(community=self.community)
        said = talked_about(ids.values_list("entry", flat=True), seen_by=self.actor)
        held = carrying.answered(ids.values_list("entry", flat=True), seen_by=self.actor)
        for page in self._pages():
            self._page(page)
            if page.entry_id in said:
                self._talks(page)
            if page.entry_id in held:
                self._fields(page)
        for stored in self.stored.iterator(chunk_size=200):
            self._stored(stored)
        threads = Thread.objects.visible_to(self.actor).filter(entry__community=self.community)
        for thread in threads.select_related("entry__author").order_by("pk").iterator(chunk_size=100):
            self._thread(thread)
        self._text(MANIFEST, json.dumps(self._manifest(), ensure_ascii=False, indent=1))
        return Summary(*(len(self.listed[kind]) for kind in ("pages", "files", "discussions", "missing")))

    def _pages(self) -> Iterator[Page]:
        pages = Page.objects.visible_to(self.actor).filter(community=self.community)
        rows = (
            pages.select_related("entry__author", "type")
            .prefetch_related("entry__topics")
            .order_by("trail", "position")
        )
        yield from (page for page in rows.iterator(chunk_size=100) if page.entry.uid in self.paths)

    def _fields(self, page: Page) -> None:
        """What the fields of ``page`` hold and held, in a file of the same name."""
        path = f"{FIELDS}{self.paths[page.entry.uid].removesuffix('.md')}.json"
        held = carrying.taken_along(page.entry, page.type, seen_by=self.actor)
        self._text(path, json.dumps(held, ensure_ascii=False, indent=1))

    def _page(self, page: Page) -> None:
        entry = page.entry
        path = self.paths[entry.uid]
        head = {
            "title": entry.title,
            **_authors(entry.author),
            "date": entry.created.isoformat(),
            "updated": entry.changed.isoformat(),
            "tags": [topic.label for topic in entry.topics.all()],
            "order": page.position,
        }
        if entry.audience == entry.Audience.CORE:
            head["draft"] = True
        self._text(path, _front_matter(head) + self._linked(page.body, path) + "\n")
        self.listed["pages"].append(
            {
                "uid": entry.uid,
                "path": path,
                "version": page.version,
                "type": page.type.name,
                **self._about(entry),
            }
        )
        self.types.setdefault(page.type_id, page.type)

    def _talks(self, page: Page) -> None:
        """What is said about passages of ``page``, in a file of the same name."""
        path = f"{COMMENTS}{self.paths[page.entry.uid].removesuffix('.md')}.json"
        talks = taken_along(page.entry, seen_by=self.actor)
        self._text(path, json.dumps(talks, ensure_ascii=False, indent=1))

    def _stored(self, stored: StoredFile) -> None:
        path = self.files[stored.uid]
        try:
            source = default_storage.open(stored.location)
        except FileNotFoundError:
            # One that was lost keeps nobody from taking along all the rest.
            self.listed["missing"].append({"uid": stored.uid, "path": path, **self._about(stored.entry)})
            return
        info = zipfile.ZipInfo(path, max(stored.created.timetuple()[:6], FIRST_OF_ZIPS))
        with source, self.archive.open(info, "w", force_zip64=True) as into:
            while piece := source.read(CHUNK):
                into.write(piece)
        self.listed["files"].append(
            {"uid": stored.uid, "path": path, "sha256": stored.sha256, **self._about(stored.entry)}
        )

    def _thread(self, thread: Thread) -> None:
        entry = thread.entry
        path = f"{TALK}{entry.handle}.md"
        head = {
            "title": entry.title,
            "kind": entry.kind,
            **_authors(entry.author),
            "date": entry.created.isoformat(),
        }
        parts = [_front_matter(head)]
        posts = (
            Post.objects.visible_to(self.actor)
            .standing()
            .filter(thread=thread)
            .select_related("author")
            .order_by("pk")
        )
        for post in posts:
            name = post.author.name if post.author else _("Somebody")
            accepted = " · " + _("Accepted answer") if post.pk == thread.accepted_id else ""
            parts.append(
                f"## {name}, {post.created:%Y-%m-%d %H:%M}{accepted}\n\n{self._linked(post.body, path)}\n\n"
            )
        self._text(path, "".join(parts))
        self.listed["discussions"].append(
            {"uid": entry.uid, "path": path, "kind": entry.kind, **self._about(entry)}
        )

    def _about(self, entry: Any) -> dict[str, Any]:
        said: dict[str, Any] = {
            "title": entry.title,
            "author": entry.author.name if entry.author else "",
            "created": entry.created.isoformat(),
            "changed": entry.changed.isoformat(),
        }
        if verified := verified_one(entry, person=self.actor):
            said["verified"] = {
                "at": verified.at.isoformat(),
                "by": verified.person.name if verified.person else "",
                "note": verified.note,
                "is_current": verified.is_current,
            }
        return said

    def _linked(self, body: str, path: str) -> str:
        """``body`` with links to what is in the archive written as relative paths."""
        return rewrite(body, lambda link: self._relative(link, path))

    def _relative(self, link: Link, path: str) -> str | None:
        if link.kind == "wiki":
            return None
        address, mark, anchor = link.target.partition("#")
        found = _FILE.match(address) or _NAMED.match(address)
        target = self.files.get(found[1]) or self.paths.get(found[1]) if found else None
        if target is None:
            return None
        return quote(posixpath.relpath(target, posixpath.dirname(path) or ".")) + mark + anchor

    def _text(self, path: str, text: str) -> None:
        self.archive.writestr(path, text.encode("utf-8", "replace"))

    def _manifest(self) -> dict[str, Any]:
        community = self.community
        return {
            "format": FORMAT,
            "version": 1,
            "exported": timezone.now().isoformat(),
            "community": {
                "uid": community.uid,
                "slug": community.slug,
                "name": community.name,
                "purpose": community.purpose,
                "language": community.language,
                "created": community.created.isoformat(),
            },
            "types": [carrying.type_taken_along(type) for type in self.types.values()],
            **self.listed,
        }


def write_archive(community: Community, target: BinaryIO, *, actor: Person) -> Summary:
    """Write ``community``, as far as ``actor`` sees it, into ``target`` as a zip. Importing that zip gives
    the same pages. Raises Refused for who may not take it along."""
    demand(access.can_export(actor, community), _("Only leads take a community along."))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        return _Writer(community, actor, archive).write()


def _page_paths(community: Community, actor: Person) -> dict[str, str]:
    """A path for every page: ``pumps/seals.md``, or ``pumps/index.md`` for one with pages below it."""
    pages = Page.objects.visible_to(actor).filter(community=community).order_by("position", "pk")
    rows = list(pages.values_list("pk", "parent", "entry__uid", "entry__slug"))
    here = {pk for pk, _parent, _uid, _slug in rows}
    below: dict[int | None, list[tuple[int, str, str]]] = {}
    for pk, parent, uid, slug in rows:
        # Below a page that is not seen stands nothing that could be placed: it comes to the top.
        below.setdefault(parent if parent in here else None, []).append((pk, uid, slug))
    paths: dict[str, str] = {}
    waiting: list[tuple[int | None, str]] = [(None, "")]
    while waiting:
        parent, folder = waiting.pop()
        taken: set[str] = set()
        for pk, uid, slug in below.get(parent, []):
            name = slug[:60] or uid
            name = f"{name}-{uid[:6]}" if name in taken or name in _MEANT else name
            taken.add(name)
            if pk in below:
                paths[uid] = f"{folder}{name}/index.md"
                waiting.append((pk, f"{folder}{name}/"))
            else:
                paths[uid] = f"{folder}{name}.md"
    return paths


def _front_matter(values: dict[str, Any]) -> str:
    kept = {name: value for name, value in values.items() if value not in ("", [], None)}
    return f"---\n{yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=1000)}---\n\n"


def _authors(author: Person | None) -> dict[str, Any]:
    """The author as front matter; an address only of those who are known by nothing else."""
    if author is None:
        return {}
    email = {"email": author.author_email} if author.author_email and not author.has_account else {}
    return {"authors": [{"name": author.name, **email}]}
