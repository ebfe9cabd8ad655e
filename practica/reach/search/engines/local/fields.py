"""The fields of the index, and how a document is laid out in them."""

from __future__ import annotations

import datetime as dt
import json
import math
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import tantivy

from practica.kit.contracts.search import Document, Part, Passage
from practica.reach.search.engines.local import language

#: Changes with every change of the layout; an index of another version is made anew.
VERSION = 3

#: A title is compared whole up to this many characters.
LONGEST_NAME = 200

#: As-you-type looks at this many letters of each word, and at this many words of a title.
LONGEST_OPENING, OPENINGS_OF = 20, 24

#: The one value of the field ``checked``.
IS_CHECKED = "yes"

# The engine multiplies a score by log2(2 + standing): 2 for a document in good standing, 1.7 (x .85) for one
# that was demoted.
_GOOD_STANDING, _DEMOTED = 2.0, math.pow(2, 1.7) - 2

#: By what the engine multiplies the score of a document in good standing.
WHOLE = math.log2(2 + _GOOD_STANDING)


class Kept(NamedTuple):
    """A passage as the index gives it back: of a hundred that are read for one page of hits twenty are shown,
    and only these are made a ``Passage``."""

    text: str
    anchor: str
    heading: str
    locator: str

    def shown(self) -> Passage:
        """The passage as everybody else knows it."""
        return Passage(text=self.text, anchor=self.anchor, heading=self.heading, locator=self.locator)


@dataclass(frozen=True, kw_only=True)
class Stored:
    """What the index gives back about a document: enough to show it without asking the database."""

    key: str
    entry_uid: str
    kind: str
    title: str
    community_uid: str
    language: str
    passages: tuple[Kept, ...]
    parts: tuple[Part, ...]


def schema() -> tantivy.Schema:
    """The fields of the index.

    ``title``, ``body`` and ``about`` hold stems, ``pairs`` neighbouring stems, ``exact`` words as written.
    ``language`` is the one whose endings are cut, ``written`` the one it says it is in; ``due`` is a day
    counted from the year 1, ``changed`` are seconds since 1970.
    """
    build = tantivy.SchemaBuilder()
    for name in ("key", "entry", "name"):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic")
    build.add_text_field("scope", tokenizer_name="raw", index_option="basic")
    for name in ("kind", "type", "community", "topic", "author", "state", "checked", "written", "language"):
        build.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("title", "body", "about", "pairs", "openings"):
        build.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    build.add_text_field("exact", tokenizer_name="default", index_option="position")
    build.add_float_field("standing", fast=True)
    build.add_integer_field("due", indexed=True, fast=True)
    build.add_integer_field("changed", indexed=True, fast=True)
    build.add_bytes_field("stored", stored=True)
    build.add_boolean_field(f"layout_{VERSION}")
    return build.build()


def teach(index: tantivy.Index) -> None:
    """Cut words as written our way.

    The library's own name is taken over, not a new one given: its aggregations know no others, and they
    cut a word that was cut here into the same word.
    """
    index.register_tokenizer("default", language.analyzer_of_words())


def row(document: Document) -> tantivy.Document:
    """``document`` as the index keeps it."""
    code = language.code_of(document.language)
    title, pieces = language.plain(document.title), _pieces(document)
    titled = language.stems(document.title, code)
    about = " ".join((*document.topics, document.author))
    row = tantivy.Document()
    row.add_text("key", clean(document.key))
    row.add_text("entry", clean(document.entry_uid))
    row.add_text("kind", clean(document.kind))
    if document.type_name:
        row.add_text("type", clean(document.type_name))
    row.add_text("community", clean(document.community_uid))
    row.add_text("language", code)
    row.add_text("written", clean(document.language.replace("_", "-").partition("-")[0].lower()))
    row.add_text("state", clean(document.state))
    for slug in document.topic_slugs:
        row.add_text("topic", clean(slug))
    if document.author_uid:
        row.add_text("author", clean(document.author_uid))
    if document.is_checked:
        row.add_text("checked", IS_CHECKED)
    if document.review_due:
        row.add_integer("due", document.review_due.toordinal())
    row.add_integer("changed", int(document.changed.timestamp()) if document.changed else 0)
    row.add_text("name", name_of(document.title))
    for scope in document.scopes:
        row.add_text("scope", clean(scope))
    row.add_text("title", " ".join(titled))
    row.add_text("about", " ".join(language.stems(about, code)))
    row.add_text("exact", title)
    row.add_text("exact", language.plain(about))
    for piece in pieces:
        # Each for itself: no phrase runs from one into the next.
        row.add_text("exact", language.plain(piece))
    running = titled + language.stems("\n".join(pieces), code)
    row.add_text("body", " ".join(running))
    row.add_text("pairs", " ".join(pairs(running)))
    row.add_text("openings", " ".join(openings(document.title)))
    row.add_float("standing", _DEMOTED if document.demoted else _GOOD_STANDING)
    row.add_bytes("stored", _pack(document, code))
    return row


def start_of(day: dt.date) -> int:
    """The first second of ``day``, as the field ``changed`` counts them."""
    return int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp())


def pairs(running: list[str]) -> list[str]:
    """Each two neighbouring stems as one word."""
    return list(map("_".join, pairwise(running)))


def name_of(title: str) -> str:
    """A title in the form in which two are the same: words only, lower case, no accents."""
    return " ".join(language.words(title))[:LONGEST_NAME]


def openings(title: str) -> list[str]:
    """Every beginning of every word of a title; those of its first word once more, marked with ``^``."""
    found = language.words(title)[:OPENINGS_OF]
    every = [word[:size] for word in found for size in range(1, min(len(word), LONGEST_OPENING) + 1)]
    first = found[0][:LONGEST_OPENING] if found else ""
    return every + [f"^{first[:size]}" for size in range(1, len(first) + 1)]


def unpack(row: tantivy.Document) -> Stored:
    """What was stored about a found document."""
    stored = row.get_first("stored") or b"[]"
    key, entry, kind, title, community, code, passages, parts = json.loads(stored)
    return Stored(
        key=key, entry_uid=entry, kind=kind, title=title, community_uid=community, language=code,
        passages=tuple(map(Kept._make, passages)),
        parts=tuple(Part(person_uid=uid, role=role) for uid, role in parts),
    )  # fmt: skip


def key_of(row: tantivy.Document) -> str:
    """The key of a found document, without reading its passages."""
    stored = row.get_first("stored") or b""
    # A JSON list whose first value it is; a key holds no quotation mark or backslash.
    return bytes(stored[2 : stored.find(b'"', 2)]).decode()


def clean(name: str) -> str:
    """``name`` as the index can keep it: half characters become question marks."""
    return name.encode("utf-8", "replace").decode()


def _pieces(document: Document) -> list[str]:
    """The passages' texts, each new heading once before the passages under it."""
    pieces, heading = [], ""
    for passage in document.passages:
        if passage.heading and passage.heading != heading:
            pieces.append(passage.heading)
        heading = passage.heading
        pieces.append(passage.text)
    return pieces


def _pack(document: Document, code: str) -> bytes:
    passages = [(each.text, each.anchor, each.heading, each.locator) for each in document.passages]
    packed = (document.key, document.entry_uid, document.kind, document.title, document.community_uid, code)
    parts = [(each.person_uid, each.role) for each in document.parts]
    return json.dumps((*packed, passages, parts), ensure_ascii=False).encode("utf-8", "replace")
