"""What kind of field a column seems to be for, from the cells one has looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from practica.interfaces.transfer.tables import cells as c
from practica.interfaces.transfer.tables.cells import Habits
from practica.interfaces.transfer.tables.reading.shape import Cell, Row

LOOKED_AT = 1_000
# A stray word among a thousand numbers is a mistake in a row, not a column of text.
ENOUGH = 0.97
# Nor is one among as few as this.
FORGIVEN_FROM = 8
# As full as the fullest, a few forgotten cells aside.
NEARLY_FULL = 0.9
MOST_CHOICES = 25
LONGEST_CHOICE = 60
TITLES = ("title", "name", "subject", "topic", "titel", "betreff", "nom", "titre", "nimi", "otsikko")
_LEADING_ZERO = re.compile(r"^0\d")
_TWO_PARTS = re.compile(r"^(\d{1,2})[./\- ](\d{1,2})(?:[./\- ]\d{4}|[./\-]\d{2})$")


@dataclass(frozen=True, kw_only=True)
class Guess:
    """The kind a column seems to have; ``choices`` are the words of a choice, ``filled`` how many cells of
    those looked at hold anything, ``example`` one of them."""

    kind: str
    habits: Habits = field(default_factory=Habits)
    choices: tuple[str, ...] = ()
    filled: int = 0
    example: str = ""


def guesses(rows: Iterable[Row], columns: int, *, decimal_comma: bool = False) -> list[Guess]:
    """A guess for each of ``columns`` columns from ``rows`` (give the first :data:`LOOKED_AT`)."""
    known: list[list[Cell]] = [[] for _column in range(columns)]
    for row in rows:
        if row.problem:
            continue
        for at, cell in enumerate(row.cells):
            if cell is not None:
                known[at].append(cell)
    return [_guess(column, decimal_comma=decimal_comma) for column in known]


def title_column(names: Sequence[str], found: Sequence[Guess]) -> int:
    """The column that names a row: called so, else the first of text that is about as full as any, else the
    first."""
    for at, name in enumerate(names):
        if name.casefold() in TITLES and found[at].kind in (c.TEXT, c.CHOICE):
            return at
    texts = [at for at, guess in enumerate(found) if guess.kind == c.TEXT]
    fullest = max((found[at].filled for at in texts), default=0)
    return next((at for at in texts if found[at].filled >= NEARLY_FULL * fullest), 0)


def _guess(column: list[Cell], *, decimal_comma: bool) -> Guess:
    filled = len(column)
    if not filled:
        return Guess(kind=c.TEXT)
    example = c.text_of(column[0])[:80]
    # Also of a column that looks like text: its field may hold numbers, a few rows aside.
    habits = Habits(decimal_comma=_decimal_comma(column, decimal_comma), month_first=_month_first(column))
    enough = min(ENOUGH, (filled - 1.5) / filled) if filled >= FORGIVEN_FROM else ENOUGH
    # Ones and noughts are numbers until somebody says otherwise.
    bits = all(c.text_of(cell) in ("0", "1") for cell in column)
    if not bits and _fits(column, c.YESNO, Habits()) == 1:
        return Guess(kind=c.YESNO, habits=habits, filled=filled, example=example)
    if _are_numbers(column) and _fits(column, c.NUMBER, habits) >= enough:
        return Guess(kind=c.NUMBER, habits=habits, filled=filled, example=example)
    if _fits(column, c.DATE, habits) >= enough:
        return Guess(kind=c.DATE, habits=habits, filled=filled, example=example)
    if _fits(column, c.LINK, habits) >= enough:
        return Guess(kind=c.LINK, habits=habits, filled=filled, example=example)
    words = [c.text_of(cell) for cell in column]
    if _share(map(_is_mail, words), filled) >= enough:
        return Guess(kind=c.PEOPLE, habits=habits, filled=filled, example=example)
    if choices := _choices(words):
        return Guess(kind=c.CHOICE, habits=habits, choices=choices, filled=filled, example=example)
    return Guess(kind=c.TEXT, habits=habits, filled=filled, example=example)


def _fits(column: list[Cell], kind: str, habits: Habits) -> float:
    def fits(cell: Cell) -> bool:
        try:
            return c.value_of(cell, kind, habits) is not None
        except c.Invalid:
            return False

    return _share(map(fits, column), len(column))


def _share(answers: Iterable[bool], of: int) -> float:
    return sum(answers) / of


def _are_numbers(column: list[Cell]) -> bool:
    """Numbers to reckon with: those that begin with a zero or never end are names of things."""
    words = [cell.strip() for cell in column if isinstance(cell, str)]
    return not any(_LEADING_ZERO.match(word) or sum(map(str.isdigit, word)) > 15 for word in words)


def _decimal_comma(column: list[Cell], default: bool) -> bool:
    """What a comma is for: where both signs stand the last one decides, and so do other than three digits
    after a lone one."""
    for cell in column:
        if not isinstance(cell, str):
            continue
        comma, point = cell.rfind(","), cell.rfind(".")
        if comma >= 0 and point >= 0:
            return comma > point
        for at, is_comma in ((comma, True), (point, False)):
            after = cell[at + 1 :].strip(" %€$£¥")
            if at >= 0 and after.isdigit() and len(after) != 3 and cell.count(cell[at]) == 1:
                return is_comma
    return default


def _month_first(column: list[Cell]) -> bool:
    parts = [_TWO_PARTS.match(cell.strip()) for cell in column if isinstance(cell, str)]
    found = [(int(part[1]), int(part[2])) for part in parts if part]
    return any(second > 12 for _first, second in found) and not any(first > 12 for first, _second in found)


def _is_mail(word: str) -> bool:
    try:
        validate_email(word)
    except ValidationError:
        return False
    return True


def _choices(words: list[str]) -> tuple[str, ...]:
    """The words of a choice: few, short, and each used again and again."""
    known: dict[str, str] = {}
    for word in words:
        known.setdefault(word.casefold(), word)
        if len(known) > MOST_CHOICES or len(word) > LONGEST_CHOICE or "\n" in word:
            return ()
    return tuple(known.values()) if len(words) >= 6 and len(known) * 3 <= len(words) else ()
