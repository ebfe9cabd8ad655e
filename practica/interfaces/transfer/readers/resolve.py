"""Where a link leads inside a source: as the old site understood it, with what was unclear in words."""

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from practica.interfaces.transfer.readers import docusaurus
from practica.interfaces.transfer.readers.addresses import (
    Either,
    Names,
    Resolution,
    Target,
    broken,
    distance,
    heading,
    normal,
)
from practica.interfaces.transfer.readers.anchors import plain, python_markdown_slug
from practica.interfaces.transfer.readers.links import Link
from practica.interfaces.transfer.readers.reasons import Reason, because
from practica.interfaces.transfer.readers.site import Site
from practica.kit.markup.outline import slug

_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")
_KEPT_SCHEMES = ("http:", "https:", "mailto:")
_ENDINGS = (".md", ".mdx", ".markdown", ".ipynb", ".MD")
_INDEX_FILES = (
    "index.md",
    "README.md",
    "readme.md",
    "_index.md",
    "index.mdx",
    "index.markdown",
    "index.ipynb",
)
_HOST_PATH = re.compile(r"^/?(?:-/)?(?:blob|tree|raw|edit|src)/[^/]+/(.*)$")


class Resolver:
    """Answers for one source; built once, asked for every link."""

    def __init__(
        self,
        pages: Mapping[str, Target],
        files: set[str],
        left: Mapping[str, Reason],
        site: Site,
        sections: Mapping[str, str],
        indexes: Mapping[str, str],
        names: Names,
    ) -> None:
        self._names = names
        self._pages, self._files, self._left, self._site = pages, files, left, site
        self._sections, self._indexes = sections, indexes
        everything = [*pages, *files, *left]
        self._folded = {_folded(path): path for path in reversed(everything)}
        self._folders = {path[:at] for path in everything for at, letter in enumerate(path) if letter == "/"}
        # Most names are those of one: a list is made for the second only.
        self._by_name: dict[str, str | list[str]] = {}
        for path in [*pages, *files]:
            name = path.rpartition("/")[2].casefold()
            for own in dict.fromkeys((name, name.rsplit(".", 1)[0])) if path in pages else (name,):
                self._name(own, path)
        for path, page in pages.items():
            name = path.rpartition("/")[2].casefold()
            others = dict.fromkeys(_folded(alias) for alias in (page.title, *page.aliases))
            for other in others:
                if other not in (name, name.rsplit(".", 1)[0]):
                    self._name(other, path)
        self._moved = dict(site.redirects)
        for path, page in pages.items():
            for alias in page.aliases:
                self._moved.setdefault(normal(alias.strip("/"), "") or "", path)
        self._shown: dict[str, str] = {}
        if site.kind == "docusaurus":
            for path, page in pages.items():
                for shown in docusaurus.addresses(path, site.docs, page.aliases):
                    self._shown.setdefault(shown, path)

    def _name(self, name: str, path: str) -> None:
        known = self._by_name.setdefault(name, path)
        if isinstance(known, list):
            known.append(path)
        elif known is not path:
            self._by_name[name] = [known, path]

    def _named(self, name: str) -> list[str]:
        """The paths of all that is called ``name``."""
        found = self._by_name.get(name, [])
        return [found] if isinstance(found, str) else list(dict.fromkeys(found))

    def resolve(self, link: Link, source: str) -> Resolution:
        """What ``link`` on the page at path ``source`` means."""
        written = link.target.strip()
        if link.kind == "wiki":
            return self._wiki(written, source)
        if not written or (written.startswith("<") and ">" not in written):
            return broken("link.malformed", written or f"“{link.label}”")
        local = self._own_address(written)
        if local is None and (_SCHEME.match(written) or written.startswith("//")):
            kept = written.startswith("//") or written.lower().startswith(_KEPT_SCHEMES)
            return Resolution("outside") if kept else broken("link.scheme", written)
        path, _, anchor = (written if local is None else local).partition("#")
        path = unquote(path.partition("?")[0]).replace("\\", "/")
        anchor = unquote(anchor)
        if not path and local is None:
            return self._on_page(source, anchor, written)
        return self._local(
            path, anchor, source, written, is_picture=link.kind == "picture", is_address=local is not None
        )

    def _own_address(self, written: str) -> str | None:
        """The path inside the source when ``written`` is an address of the old site or its repository."""
        site_url, repo_url = (
            self._site.site_url.rstrip("/"),
            self._site.repo_url.rstrip("/").removesuffix(".git"),
        )
        if site_url and (written == site_url or written.startswith(site_url + "/")):
            return "/" + written[len(site_url) :].lstrip("/")
        if repo_url and written.startswith(repo_url + "/"):
            parts = urlsplit(written[len(repo_url) :])
            found = _HOST_PATH.match(parts.path)
            if found and unquote(found[1]) in self._all_paths():
                return f"//{found[1]}" + (f"#{parts.fragment}" if parts.fragment else "")
        return None

    def _local(
        self, path: str, anchor: str, source: str, written: str, *, is_picture: bool, is_address: bool
    ) -> Resolution:
        bases = self._bases(path, source)
        wanted = [found for base, rest in bases if (found := normal(rest, base)) is not None]
        if not wanted:
            return broken("link.outside", written)
        for number, place in enumerate(wanted):
            if (hit := self._exact(place)) is not None:
                loose = number > 0 and not path.startswith("/")
                note = because("link.loose", link=written, path=hit) if loose else None
                return self._arrived(hit, anchor, written, note)
        for place in wanted:
            if (moved := self._moved_from(place)) is not None:
                if "://" in moved:
                    return Resolution("outside", key=moved)
                return self._arrived(
                    moved, anchor, written, because("link.redirected", link=written, path=moved)
                )
        for place in wanted:
            folded = self._folded.get(place.casefold()) or self._folded.get((place + ".md").casefold())
            if folded:
                return self._arrived(folded, anchor, written, because("link.case", link=written, path=folded))
        if is_address:
            return Resolution("outside")
        if self._site.kind == "obsidian" and (called := self._called(path)):
            return self._nearest(called, anchor, source, written)
        if any(place in self._folders or not place for place in wanted):
            return broken("link.no-folder", written)
        name = path.rpartition("/")[2]
        is_file = is_picture or (
            "." in name and not name.casefold().endswith((".md", ".mdx", ".html", ".markdown"))
        )
        return broken("link.no-file" if is_file else "link.no-page", written)

    def _bases(self, path: str, source: str) -> list[tuple[str, str]]:
        """Folders from which ``path`` may be meant, the most literal first."""
        site = self._site
        if path.startswith("//"):
            return [("", path.lstrip("/"))]
        if path.startswith("/"):
            roots = [site.docs, site.root, "", f"{site.root}/static".strip("/"), "static", "docs"]
            prefix = urlsplit(site.site_url).path.strip("/")
            rest = path.lstrip("/")
            found = [(root, rest) for root in dict.fromkeys(roots)]
            if prefix and rest.startswith(prefix + "/"):
                found.append((site.docs, rest[len(prefix) + 1 :]))
            return found
        folder, _, name = source.rpartition("/")
        bases = [(folder, path)]
        stem = name.rsplit(".", 1)[0]
        if stem.casefold() not in ("index", "readme", "_index"):
            # An address like /page/ is one level deeper than its file, and authors write links for both.
            bases.append((f"{folder}/{stem}".strip("/"), path))
        if site.kind in ("obsidian", "plain"):
            bases.append(("", path))
        return bases

    def _exact(self, place: str) -> str | None:
        """The item at ``place``: itself, without its ending, as a folder, or as a built address."""
        if place in self._all_paths():
            return place
        if place in self._indexes and (place in self._folders or not place):
            return self._indexes[place]
        if place in self._sections:
            return self._sections[place]
        stem = re.sub(r"\.html?$", "", place)
        for candidate in (
            *(stem + ending for ending in _ENDINGS),
            *(f"{stem}/{name}" for name in _INDEX_FILES),
        ):
            if candidate.lstrip("/") in self._pages:
                return candidate.lstrip("/")
        if stem.endswith("/index") or stem == "index":
            return self._exact(stem[: -len("/index")]) if "/" in stem else self._indexes.get("")
        return self._shown.get(docusaurus.unnumbered(stem)) if self._shown else None

    def _moved_from(self, place: str) -> str | None:
        site_place = place[len(self._site.docs) :].lstrip("/") if self._site.docs else place
        for candidate in (
            place,
            f"{place}.md",
            f"{place}/index.md",
            re.sub(r"\.html$", ".md", place),
            site_place,
        ):
            moved = self._moved.get(candidate) if candidate else None
            if moved and ("://" in moved or moved in self._pages):
                return moved
        return None

    def _arrived(self, path: str, anchor: str, written: str, note: Reason | None) -> Resolution:
        if path in self._left:
            return broken("link.left-out", written)
        if path in self._pages:
            found = self._on_page(path, anchor, written)
            return Resolution(found.kind, found.key, found.anchor, found.problem, note)
        if path in self._files:
            return Resolution("file", path, note=note)
        return Resolution("page", path, note=note)

    def _on_page(self, path: str, anchor: str, written: str) -> Resolution:
        page = self._pages.get(path)
        if page is None:
            return Resolution("page", path)
        if not anchor or anchor.casefold() in ("top", "_top", "__toc", "contents"):
            return Resolution("page", page.keys[0])
        names = [self._names.written(place) for place in page.names]
        for spelling in (anchor.casefold(), slug(plain(anchor)), python_markdown_slug(anchor)):
            if found := heading(names, spelling):
                part, here = found
                return Resolution("page", page.keys[part], here)
        # A site shows the title as a heading even where the text has none.
        if slug(page.title) == slug(plain(anchor)) or python_markdown_slug(page.title) == anchor.casefold():
            return Resolution("page", page.keys[0])
        if anchor.startswith(":~:") or re.fullmatch(r"L\d+(?:-L?\d+)?", anchor):
            return Resolution("page", page.keys[0])
        return Resolution(
            "page", page.keys[0], problem=because("link.no-anchor", link=written, anchor=anchor)
        )

    def _wiki(self, written: str, source: str) -> Resolution:
        """``[[Page#Heading]]``: by path, by name or by title; the nearest when there are several."""
        name, _, anchor = written.partition("#")
        anchor = anchor.rpartition("#")[2].strip()
        name = name.strip().replace("\\", "/")
        if not name:
            return self._on_page(source, anchor, written)
        folder = source.rpartition("/")[0]
        for base in ("", folder):
            place = normal(name.lstrip("/"), base)
            hit = self._exact(place) if place else None
            if hit and hit not in self._left:
                return self._arrived(hit, anchor, written, None)
        found = self._called(name)
        return self._nearest(found, anchor, source, written) if found else broken("link.no-page", written)

    def _called(self, name: str) -> list[str]:
        """The paths of all that ``name`` may mean: a name, a title, or the last parts of a path."""
        found = self._named(name.casefold())
        if "/" in name and not found:
            ending = "/" + name.casefold()
            last = self._named(name.rpartition("/")[2].casefold())
            found = [
                path for path in last if path.casefold().endswith(ending) or _stem(path).endswith(ending)
            ]
        return found

    def _nearest(self, found: list[str], anchor: str, source: str, written: str) -> Resolution:
        """The one of ``found`` that lies nearest, and a note when there were others."""
        folder = source.rpartition("/")[0]
        nearest = min(found, key=lambda path: distance(path, folder))
        note = because("link.ambiguous", link=written) if len(found) > 1 else None
        return self._arrived(nearest, anchor, written, note)

    def _all_paths(self) -> Either:
        return Either(self._pages, self._files, self._left)


def _stem(path: str) -> str:
    return path.casefold().rsplit(".", 1)[0]


def _folded(text: str) -> str:
    """``text`` without case: itself where nothing differs, so that it is in memory once."""
    folded = text.casefold()
    return text if folded == text else folded
