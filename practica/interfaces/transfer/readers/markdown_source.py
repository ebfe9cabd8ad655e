"""One page: bytes of any convention in, a title, settings and a body in our Markdown out."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath

from practica.interfaces.transfer.readers import (
    anchors,
    docusaurus,
    foldables,
    front_matter,
    html,
    notebooks,
    obsidian,
)
from practica.interfaces.transfer.readers.anchors import Heading
from practica.interfaces.transfer.readers.front_matter import Author, FrontMatter
from practica.interfaces.transfer.readers.mkdocs import blocks, definitions, inline, snippets
from practica.interfaces.transfer.readers.reasons import ItemRefused, Reason, because
from practica.interfaces.transfer.readers.site import Site
from practica.interfaces.transfer.readers.text import decode

Include = Callable[[str], str | None]

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"^\d{1,3}[-_. ]+(?=\D)|^\d{4}-\d\d-\d\d[-_ ]+")
_NOTHING_BUT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Draft:
    """A page as it will be imported; links in ``body`` still lead where the source said.

    ``aliases`` are addresses it had before; ``names`` gives our anchor for every name a heading had there
    (lower case); ``order`` is the place among its siblings when the page names one.
    """

    title: str
    body: str
    description: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[Author, ...] = ()
    created: datetime | None = None
    updated: datetime | None = None
    aliases: tuple[str, ...] = ()
    slug: str = ""
    order: float | None = None
    is_draft: bool = False
    outline: tuple[Heading, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Changes when anything a reader would see changes; stable over restarts."""
        parts = (
            self.title,
            self.body,
            self.description,
            self.tags,
            self.authors,
            str(self.created),
            self.is_draft,
        )
        return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def read_page(raw: bytes, path: str, site: Site, *, include: Include, menu_title: str = "") -> Draft:
    """The page whose file is ``raw``. Raises `ItemRefused` for a notebook that is none.

    ``include`` gives the text of another item for snippets, or None.
    """
    decoded = decode(raw)
    losses: list[Reason] = list(decoded.reasons)
    text = decoded.text
    if path.lower().endswith(".ipynb"):
        converted = notebooks.to_markdown(text, losses)
        if converted is None:
            raise ItemRefused(because("lossy.notebook"))
        text = converted
    about, body = front_matter.split(text)
    losses += about.reasons
    body, tags = _in_our_spelling(body, path, site, include, losses)
    body, names, headings = anchors.name_headings(body)
    title, body, headings, removed = _titled(about, menu_title, body, headings, path)
    if about.template or path == site.tags_page:
        losses.append(because("lossy.template", name=about.template or "tags"))
    return Draft(
        title=title[:300],
        body=body.strip("\n") + "\n" if body.strip() else "",
        description=about.description,
        tags=tuple(dict.fromkeys((*about.tags, *tags))),
        authors=about.authors,
        created=about.created,
        updated=about.updated,
        aliases=about.aliases,
        slug=about.slug,
        order=about.position,
        is_draft=about.draft,
        outline=tuple(headings),
        names=tuple(anchors.named_anchors(names, headings, removed).items()),
        reasons=tuple(dict.fromkeys(losses)),
    )


def with_reasons(draft: Draft, *reasons: Reason) -> Draft:
    """``draft`` with more losses."""
    return replace(draft, reasons=tuple(dict.fromkeys((*draft.reasons, *reasons))))


def title_from(path: str) -> str:
    """A title made of a file or folder name: “Setting up” for ``02-setting_up.md``."""
    stem = PurePosixPath(path).name
    stem = stem.rsplit(".", 1)[0] if "." in stem[1:] else stem
    if stem.casefold() in ("index", "readme", "_index") and "/" in path:
        stem = path.split("/")[-2]
    words = _NUMBER.sub("", stem)
    words = words if " " in words or _DAY.fullmatch(words) else words.replace("-", " ").replace("_", " ")
    words = " ".join(words.split()) or stem
    return words[:1].upper() + words[1:]


def same_words(one: str, other: str) -> bool:
    """Whether two titles differ in nothing but case, blanks and punctuation."""
    return _NOTHING_BUT_WORDS.sub("", one).casefold() == _NOTHING_BUT_WORDS.sub("", other).casefold()


def _in_our_spelling(
    body: str, path: str, site: Site, include: Include, losses: list[Reason]
) -> tuple[str, tuple[str, ...]]:
    tags: tuple[str, ...] = ()
    if site.kind == "mkdocs":
        body = snippets.convert(body, path, include, losses)
    body = blocks.convert(body, losses)
    body = docusaurus.admonitions(body)
    if site.kind == "docusaurus" or path.lower().endswith(".mdx"):
        body = docusaurus.without_mdx(body, losses)
    body = foldables.convert(body)
    body = html.convert(body, losses)
    body = obsidian.callouts(body)
    if site.kind == "obsidian" or (site.kind == "plain" and "[[" in body):
        body, tags = obsidian.convert(body, losses)
    if "def_list" in site.extensions:
        body = definitions.convert(body)
    return inline.convert(body, site.extensions, losses), tags


def _titled(
    about: FrontMatter, menu_title: str, body: str, headings: list[Heading], path: str
) -> tuple[str, str, list[Heading], int]:
    """The title; body and outline without the heading that says the same; the place it had (or -1)."""
    place = next(
        (number for number, heading in enumerate(headings) if heading.level == 1 and not heading.is_nested),
        -1,
    )
    words = headings[place].text if headings else ""
    words = words if place >= 0 else ""
    title = about.title or menu_title or words or title_from(path)
    if place < 0 or (words and not same_words(words, title)):
        return title, body, headings, -1
    lines, at = body.split("\n"), headings[place].line
    length = 1 if lines[at].lstrip().startswith("#") else 2
    del lines[at : at + length]
    return title, "\n".join(lines), anchors.without(headings, place, length), place
