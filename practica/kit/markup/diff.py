"""What changed between two bodies, readable by anyone: as the text is read, with words marked inside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from typing import Final, Literal

from practica.kit.markup.blocks import aligned, blocks_of
from practica.kit.markup.html import to_html
from practica.kit.markup.limits import BodyRefused
from practica.kit.markup.links import as_words, links
from practica.kit.markup.marking import Marked, marked, plain, whole
from practica.kit.markup.parse import parse
from practica.kit.markup.safe import SafeHtml, sanitise
from practica.kit.markup.tree import Node, walk

# Unchanged blocks shown around a change.
CONTEXT: Final = 1
# Characters of Markdown that are rendered to be compared; what is beyond is shown as it is written.
_MAX_RENDERED: Final = 30_000
# A block shorter than this turns up elsewhere by chance; it did not move.
_LEAST_MOVED: Final = 24

Kind = Literal["same", "added", "removed", "changed", "moved", "left", "fold"]


@dataclass(frozen=True, slots=True)
class Row:
    """One block beside its other version. ``same`` rows hold the same text twice; ``moved`` ones stand where
    the block is now, ``left`` ones where it was; a ``fold`` stands for unchanged blocks in between."""

    kind: Kind
    old: SafeHtml
    new: SafeHtml


@dataclass(frozen=True)
class Differences:
    """Two bodies compared: ``html`` as one running text with ``ins`` and ``del``, ``rows`` side by side."""

    html: SafeHtml
    drawn: tuple[tuple[Kind, Marked], ...]

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Each block beside its other version."""
        return tuple(_row(kind, marks) for kind, marks in self.drawn)

    @property
    def is_empty(self) -> bool:
        """True when nothing changed."""
        return all(kind in ("same", "fold") for kind, _marks in self.drawn)


@dataclass(frozen=True, slots=True)
class _Change:
    """A block as it was and as it is, in Markdown, and how it changed."""

    kind: Kind
    old: str
    new: str


def differences(old: str, new: str, *, words: Mapping[str, str] | None = None) -> Differences:
    """Compare two bodies as they are written in Markdown. Long unchanged stretches are folded.

    ``words`` may give sentences to stand at blocks: ``moved``, ``left``, ``addresses`` (before addresses that
    changed behind the same words) and ``form`` (where only the marks changed).
    """
    changes = list(_folded(list(_moved(_changes(old, new)))))
    draw = _Drawing(words or {})
    drawn = tuple((change.kind, draw.of(change)) for change in changes)
    html = "".join(f'<div class="{kind}">{marks.both}</div>' for kind, marks in drawn)
    return Differences(sanitise(f'<div class="diff">{html}</div>'), drawn)


def _row(kind: Kind, marks: Marked) -> Row:
    old = sanitise(marks.old)
    return Row(kind, old, old if marks.old == marks.new else sanitise(marks.new))


def _changes(old: str, new: str) -> Iterator[_Change]:
    for before, after in aligned(blocks_of(old), blocks_of(new)):
        if before is None:
            yield _Change("added", "", after or "")
        elif after is None:
            yield _Change("removed", before, "")
        else:
            yield _Change("same" if before == after else "changed", before, after)


def _moved(changes: Iterator[_Change]) -> Iterator[_Change]:
    """A block that went here and came there has moved."""
    found = list(changes)
    gone = {one.old for one in found if one.kind == "removed" and len(one.old) >= _LEAST_MOVED}
    come = {one.new for one in found if one.kind == "added" and one.new in gone}
    for change in found:
        if change.kind == "removed" and change.old in come:
            yield replace(change, kind="left")
        elif change.kind == "added" and change.new in come:
            yield replace(change, kind="moved")
        else:
            yield change


def _folded(changes: list[_Change]) -> Iterator[_Change]:
    changed = [at for at, change in enumerate(changes) if change.kind != "same"]
    shown = {near for at in changed for near in range(at - CONTEXT, at + CONTEXT + 1)}
    folding = False
    for at, change in enumerate(changes):
        if at in shown:
            yield change
        elif not folding:
            yield _Change("fold", "", "")
        folding = at not in shown


class _Drawing:
    """Draws blocks as they are read, as long as that stays cheap."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self.words = words
        self.left = _MAX_RENDERED
        self.done: dict[_Change, Marked] = {}

    def of(self, change: _Change) -> Marked:
        """How ``change`` looks. What is repeated is drawn once."""
        if change not in self.done:
            self.done[change] = self._draw(change)
        return self.done[change]

    def _draw(self, change: _Change) -> Marked:
        match change.kind:
            case "fold":
                return Marked("…", "…", "…")
            case "same" | "moved":
                html, _links = self._rendered(change.new)
                if change.kind == "same":
                    html = plain(html)
                    return Marked(html, html, html)
                html = self._note("moved") + whole("ins", html)
                return Marked("", html, html)
            case "added":
                html = whole("ins", self._rendered(change.new)[0])
                return Marked("", html, html)
            case "removed" | "left":
                html = whole("del", self._rendered(change.old)[0])
                html = self._note("left") + html if change.kind == "left" else html
                return Marked(html, "", html)
            case _:
                return self._changed(change.old, change.new)

    def _changed(self, old: str, new: str) -> Marked:
        (before, old_links), (after, new_links) = self._rendered(old), self._rendered(new)
        marks = marked(before, after)
        note = self._addresses(old_links, new_links)
        if not note and "<ins>" not in marks.both and "<del>" not in marks.both:
            # Nothing a reader would read has changed: what did is shown as it is written.
            note = self._note("form") + marked(_written(old), _written(new)).both
        return Marked(marks.old, marks.new + note, marks.both + note)

    def _rendered(self, block: str) -> tuple[str, list[str]]:
        """The face of a block without colours in code, and where its links lead."""
        self.left -= len(block)
        if self.left < 0:
            return _written(block), []
        try:
            tree = parse(block)
            _forget_languages(tree)
            return to_html(tree, links=as_words), [
                link.href for link in links(tree) if link.kind != "mention"
            ]
        except BodyRefused:
            return _written(block), []

    def _addresses(self, old: list[str], new: list[str]) -> str:
        gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
        if not gone and not come:
            return ""
        marks = [f"<del>{escape(one)}</del>" for one in gone] + [f"<ins>{escape(one)}</ins>" for one in come]
        return f'<p class="diff-note">{escape(self.words.get("addresses", ""))} {" ".join(marks)}</p>'

    def _note(self, name: str) -> str:
        word = self.words.get(name)
        return f'<p class="diff-note">{escape(word)}</p>' if word else ""


def _forget_languages(tree: Node) -> None:
    for node in walk(tree):
        if node["type"] == "codeBlock":
            node["attrs"]["language"] = None


def _written(block: str) -> str:
    lines = escape(block, quote=False).replace("\n", "<br>")
    return f'<p dir="auto">{lines}</p>'
