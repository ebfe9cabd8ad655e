"""The links of a draft, written for here: pages and files by the uids they are going to have."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from practica.interfaces.transfer.readers.links import Link, rewrite
from practica.interfaces.transfer.readers.markdown_source import Draft
from practica.interfaces.transfer.readers.plan import Material, PageItem
from practica.interfaces.transfer.words import kept
from practica.kit.models import UID_ALPHABET

MOST_REASONS = 100
_ENTRY = re.compile(rf"/e/([{UID_ALPHABET}]{{12}})(?=[#)\s>\"'\]]|$)", re.MULTILINE)


# Our addresses of pages, and of files with the names they go by.
_OURS = re.compile(
    rf"/e/([{UID_ALPHABET}]{{12}})(?![{UID_ALPHABET}])|/files/([{UID_ALPHABET}]{{12}})/[^\s)>\"'\]]*"
)


@dataclass
class Linked:
    """A body with its links written anew. ``words`` is the same with links in words of the source, and
    ``meaning`` says what they lead to: so both stay as they are when something only gets another path."""

    body: str = ""
    words: str = ""
    checked: int = 0
    broken: int = 0
    reasons: list[dict[str, Any]] = field(default_factory=list)
    broken_addresses: list[str] = field(default_factory=list)
    meaning: list[tuple[str, ...]] = field(default_factory=list)


class Linker:
    """Knows the address everything in a source is going to have: ``pages`` are uids by key, ``files``
    addresses by path; ``contents`` tells by path which bytes stand there, so that a page whose picture
    changed is changed. ``idents`` tells by uid what stands for it in fingerprints."""

    def __init__(
        self,
        material: Material,
        pages: Mapping[str, str],
        files: Mapping[str, str],
        contents: Mapping[str, str],
        idents: Mapping[str, str],
    ) -> None:
        self._material, self._pages, self._files, self._contents = material, pages, files, contents
        self._idents = idents

    def linked(self, page: PageItem, draft: Draft) -> Linked:
        """The body of ``draft``; broken links stay as they were written and are listed."""
        found = Linked()
        found.body = rewrite(draft.body, lambda link: self._follow(link, page, found))
        found.words = _OURS.sub(self._in_words, found.body)
        found.reasons = found.reasons[:MOST_REASONS]
        return found

    def _in_words(self, found: re.Match[str]) -> str:
        uid = found[1] or found[2]
        return f"<{self._idents[uid]}>" if uid in self._idents else found[0]

    def _follow(self, link: Link, page: PageItem, found: Linked) -> str | None:
        if not link.target:
            return None
        resolution = self._material.resolve(link, page)
        if resolution.kind == "outside":
            return None
        found.checked += 1
        ident = self._idents.get(self._pages.get(resolution.key, ""), "")
        content = self._contents.get(resolution.key, "")
        found.meaning.append((resolution.kind, ident, resolution.anchor, content))
        if resolution.problem:
            found.broken += 1
            found.reasons.append(kept(resolution.problem))
        elif resolution.note:
            found.reasons.append(kept(resolution.note))
        if resolution.kind == "page" and (uid := self._pages.get(resolution.key)):
            return self._spelled(
                link, self._page_address(link, uid, resolution.anchor, bool(resolution.problem), found)
            )
        if resolution.kind == "file" and (address := self._files.get(resolution.key)):
            return self._spelled(link, address)
        return None

    @staticmethod
    def _page_address(link: Link, uid: str, anchor: str, is_broken: bool, found: Linked) -> str:
        if not is_broken:
            return f"/e/{uid}#{anchor}" if anchor else f"/e/{uid}"
        # The heading is missing: the link still leads to the page, with the anchor as it was written.
        written = re.sub(r"[^\w.~:-]", "-", link.target.rpartition("#")[2])
        found.broken_addresses.append(f"/e/{uid}#{written}")
        return f"/e/{uid}#{written}"

    @staticmethod
    def _spelled(link: Link, address: str) -> str:
        if link.kind != "wiki":
            return address
        label = (link.label or link.target.lstrip("#")).replace("[", "\\[").replace("]", "\\]")
        return f"[{label}]({address})"


def fingerprint(page: PageItem, draft: Draft, linked: Linked) -> str:
    """Changes when the page would change: its words and where its links lead, not where it stands."""
    about = (draft.title, draft.description, draft.tags, str(draft.created), draft.is_draft)
    authors = [(author.name, author.email) for author in draft.authors]
    parts = (about, authors, linked.words, linked.meaning, page.title)
    return hashlib.sha256(json.dumps(parts).encode("utf-8", "surrogatepass")).hexdigest()


def with_addresses(body: str, addresses: Mapping[str, str]) -> str:
    """``body`` with ``/e/<uid>`` of pages in ``addresses`` written as their full address."""
    return _ENTRY.sub(lambda found: addresses.get(found[1], found[0]), body)
