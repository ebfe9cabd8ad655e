"""What people fill in about a table: the file, and what its columns become."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from practica.core.types.models import Field
from practica.interfaces.transfer.tables import cells
from practica.interfaces.transfer.tables.mapping import (
    NEW,
    NOTHING,
    READ_AS,
    TITLE,
    Offer,
    Target,
    target_for,
)

KIND_WORDS = {
    cells.TEXT: _("text"),
    cells.NUMBER: _("numbers"),
    cells.DATE: _("dates"),
    cells.YESNO: _("yes or no"),
    cells.CHOICE: _("a choice of few words"),
    cells.PEOPLE: _("people, by address"),
    cells.LINK: _("web addresses"),
}


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV or a workbook (.xlsx), 100 MB and 200,000 rows at most. Its first line names the columns."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xlsm"}),
    )


class MappingForm(forms.Form):
    """For each column what it becomes."""

    def __init__(
        self, *args: Any, offered: Sequence[Offer], fields: Sequence[Field], may_add: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offered = list(offered)
        self._kinds = {one.name: one.kind for one in fields}
        known = [(one.name, one.title) for one in fields if not one.is_computed]
        for at, offer in enumerate(self._offered):
            as_new = gettext("a new field: %(kind)s") % {"kind": KIND_WORDS[offer.guess.kind]}
            choices: list[Any] = [
                (NOTHING, gettext("left out")),
                (TITLE, gettext("the name of the row")),
                *known,
            ]
            if may_add:
                choices.append((NEW, as_new))
                if offer.guess.kind != cells.TEXT:
                    choices.append(
                        (f"{NEW}:text", gettext("a new field: %(kind)s") % {"kind": gettext("text")})
                    )
            self.fields[f"c{at}"] = forms.ChoiceField(
                label=offer.name, required=False, choices=choices, initial=offer.target.to
            )

    def targets(self) -> list[Target]:
        """What every column becomes; ask when the form is valid."""
        return [self._target(at, offer) for at, offer in enumerate(self._offered)]

    def lines(self) -> list[tuple[Offer, Any]]:
        """Each column with its control, for the table of the page."""
        return [(offer, self[f"c{at}"]) for at, offer in enumerate(self._offered)]

    def _target(self, at: int, offer: Offer) -> Target:
        to = self.cleaned_data[f"c{at}"]
        if to == f"{NEW}:text":
            return target_for(NEW, offer.name, offer.guess, cells.TEXT)
        if to in self._kinds:
            kind = READ_AS.get(Field.Kind(self._kinds[to]), cells.TEXT)
            return target_for(to, offer.name, offer.guess, kind)
        return target_for(to, offer.name, offer.guess, offer.guess.kind)
