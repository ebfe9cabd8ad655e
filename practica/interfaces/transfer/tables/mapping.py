"""What each column of a table becomes: the name of a row, a field there is, a new field, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from practica.core.types.models import Field
from practica.interfaces.transfer.tables import cells
from practica.interfaces.transfer.tables.cells import Habits
from practica.interfaces.transfer.tables.guessing import Guess, title_column

TITLE, NOTHING, NEW = "title", "", "new"
#: What a new field is, by what its column seems to hold.
KINDS = {
    cells.TEXT: Field.Kind.TEXT, cells.NUMBER: Field.Kind.NUMBER, cells.DATE: Field.Kind.DATE,
    cells.YESNO: Field.Kind.YESNO, cells.CHOICE: Field.Kind.CHOICE, cells.PEOPLE: Field.Kind.PEOPLE,
    cells.LINK: Field.Kind.LINK,
}  # fmt: skip
#: How cells are read for a field there is; for all other kinds as text, which the field itself understands.
READ_AS = {
    Field.Kind.NUMBER: cells.NUMBER, Field.Kind.DATE: cells.DATE, Field.Kind.YESNO: cells.YESNO,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Target:
    """What one column becomes. ``to`` is "title", "new", "" or the name of a field; ``kind`` (of the guess)
    says how its cells are read and, for a new one, what field it is."""

    to: str = NOTHING
    kind: str = cells.TEXT
    label: str = ""
    choices: tuple[str, ...] = ()
    decimal_comma: bool = False
    month_first: bool = False

    @property
    def habits(self) -> Habits:
        """How the writer of the column writes."""
        return Habits(decimal_comma=self.decimal_comma, month_first=self.month_first)

    def kept(self) -> dict[str, Any]:
        """As an import keeps it."""
        return asdict(self)

    @classmethod
    def read(cls, kept: dict[str, Any]) -> Target:
        """What :meth:`kept` gave."""
        return cls(**{**kept, "choices": tuple(kept.get("choices", ()))})


@dataclass(frozen=True)
class Offer:
    """What a form offers for one column: a guess in words, and the target it begins with."""

    name: str
    guess: Guess
    target: Target
    examples: list[str] = field(default_factory=list)


def columns_of_left_out() -> tuple[str, str]:
    """What the columns are called that a table of rows left out has besides its own."""
    return _("Line"), _("Why it was left out")


def offers(
    names: Sequence[str], found: Sequence[Guess], fields: Sequence[Field], *, may_add: bool
) -> list[Offer]:
    """For each column the target that seems right: the field of its name, else a new one if ``may_add``."""
    title_at = title_column(names, found)
    known = {
        word.casefold(): one
        for one in fields
        if not one.is_computed
        for word in (one.name, one.label, one.title)
    }
    taken: set[str] = set()
    made = []
    # What we wrote beside the rows to mend is no answer.
    ours = columns_of_left_out() if set(columns_of_left_out()) <= set(names) else ()
    for at, (name, guess) in enumerate(zip(names, found, strict=True)):
        to = NEW if may_add and guess.filled else NOTHING
        kind = guess.kind
        if at == title_at:
            to = TITLE
        elif (one := known.get(name.casefold())) is not None and one.name not in taken:
            to, kind = one.name, READ_AS.get(Field.Kind(one.kind), cells.TEXT)
            taken.add(one.name)
        elif name in ours:
            to = NOTHING
        made.append(Offer(name, guess, target_for(to, name, guess, kind)))
    return made


def target_for(to: str, name: str, guess: Guess, kind: str) -> Target:
    """A target with the habits of the guess."""
    return Target(
        to=to,
        kind=kind,
        label=name,
        choices=guess.choices,
        decimal_comma=guess.habits.decimal_comma,
        month_first=guess.habits.month_first,
    )
