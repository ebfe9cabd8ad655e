"""Making the file: one document of a page or a branch, in the form asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from practica.content.pages.models import Page, Paper
from practica.content.pages.papers.archive import write_archive
from practica.content.pages.papers.branch import Placed
from practica.content.pages.papers.settling import Bag, blocks_of
from practica.content.pages.texts import words_in
from practica.core.types.queries import lines_of
from practica.kit.access import Invalid
from practica.kit.markup import BodyRefused
from practica.kit.paper.document import Block, Chapter, Document
from practica.kit.paper.pdf import PaperFailed, write_pdf
from practica.kit.paper.word import write_docx
from practica.kit.ui.cover import contours

Tell = Callable[[int, int], None]
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}


@dataclass(frozen=True)
class Made:
    """A file and what it holds: the ids of every entry whose words are in it."""

    content: bytes
    name: str
    media_type: str
    holds: frozenset[int] = field(default_factory=frozenset)


def make(form: str, pages: Sequence[Placed], *, person: Any, tell: Tell | None = None) -> Made:
    """The file of ``pages`` as ``person`` may read them. ``tell`` hears after each how many are done.

    Pages are those of :func:`practica.content.pages.papers.branch_of`, or one. Raises Invalid with a sentence
    when it cannot be made.
    """
    first = pages[0].page
    name = f"{first.entry.slug or first.entry.uid}.{form}"
    if form == Paper.Form.MARKDOWN:
        content, holds = write_archive(pages, person=person, tell=tell)
        return Made(content, name, MEDIA_TYPES[form], frozenset(holds))
    document, holds = document_of(pages, person=person, tell=tell)
    try:
        content = write_pdf(document, paper=_paper_size()) if form == Paper.Form.PDF else write_docx(document)
    except PaperFailed as problem:
        raise Invalid(_(str(problem))) from problem
    return Made(content, name, MEDIA_TYPES[form], frozenset(holds))


def document_of(
    pages: Sequence[Placed], *, person: Any, tell: Tell | None = None
) -> tuple[Document, set[int]]:
    """``pages`` as a document for ``person``, and the ids of the entries whose words are in it."""
    first = pages[0].page
    community = first.entry.community
    bag = Bag(person, {placed.page.entry.uid: f"p-{placed.page.entry.uid}" for placed in pages})
    chapters = []
    for number, placed in enumerate(pages, start=1):
        chapters.append(_chapter(placed, bag, is_branch=len(pages) > 1))
        if tell is not None:
            tell(number, len(pages))
    document = Document(
        title=first.entry.title,
        place=community.name,
        byline=_byline_of_all(pages),
        foot=_foot(person),
        language=first.entry.language,
        hue=community.hue,
        contours=contours(community.name),
        chapters=chapters,
        words=_words(first.entry.language),
        pictures=bag.pictures,
    )
    return document, bag.holds


def _chapter(placed: Placed, bag: Bag, *, is_branch: bool) -> Chapter:
    page, name = placed.page, f"p-{placed.page.entry.uid}"
    shift = placed.depth + 1 if is_branch else 0
    try:
        inside = blocks_of(page, bag, named=f"{name}--", shift=shift)
    except BodyRefused as problem:
        inside = [{"t": "paragraph", "c": [{"t": "text", "s": str(problem), "m": [], "href": None}]}]
    return Chapter(
        name=name,
        title=page.entry.title,
        depth=placed.depth,
        byline=_byline(page) if is_branch else "",
        blocks=[*_fields(page, bag.person), *inside],
    )


def _fields(page: Page, person: Any) -> list[Block]:
    """What the page's type asks for, as a table: the words the reader head shows."""
    rows = [
        [_cell(str(line.field.label), head=True), _cell(words)]
        for line in lines_of(page.entry, page.type, seen_by=person)
        if (words := ", ".join(part.text for part in line.parts) or line.words)
    ]
    return [{"t": "table", "fields": True, "width": 2, "rows": rows}] if rows else []


def _cell(text: str, *, head: bool = False) -> Block:
    marks = ["bold"] if head else []
    return {"head": False, "align": None, "c": [{"t": "text", "s": text, "m": marks, "href": None}]}


def _byline(page: Page) -> str:
    entry = page.entry
    who = entry.owner.name if entry.owner else entry.author.name if entry.author else _("Somebody who left")
    when = formats.date_format(timezone.localtime(entry.changed), "DATE_FORMAT")
    said = _("%(who)s · updated %(when)s · version %(number)d")
    return said % {"who": who, "when": when, "number": page.version}


def _byline_of_all(pages: Sequence[Placed]) -> str:
    if len(pages) == 1:
        return _byline(pages[0].page)
    newest = max(placed.page.entry.changed for placed in pages)
    when = formats.date_format(timezone.localtime(newest), "DATE_FORMAT")
    count = ngettext("%(count)d page", "%(count)d pages", len(pages)) % {"count": len(pages)}
    return _("%(count)s · last changed %(when)s") % {"count": count, "when": when}


def _foot(person: Any) -> str:
    today = formats.date_format(timezone.localdate(), "DATE_FORMAT")
    parts = {"site": settings.SITE_NAME, "when": today, "who": person.name}
    return _("%(site)s · %(when)s · as %(who)s reads it") % parts


def _words(language: str) -> dict[str, str]:
    with translation.override(language):
        contents = _("Contents")
    return {**words_in(language), "contents": contents}


def _paper_size() -> str:
    """Letter where people use it; A4 everywhere else."""
    return "us-letter" if (translation.get_language() or "").lower() in ("en-us", "en-ca", "es-mx") else "a4"
