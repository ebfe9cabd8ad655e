"""Where an import goes and what it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practica.core.communities.models import Community

NEW = "new"


class PlaceForm(forms.Form):
    """Into a new community, or into one the person leads."""

    into = forms.ChoiceField(label=_("Where to"))

    def __init__(
        self, data: Any = None, *, communities: Sequence[Community], may_start: bool, into: str = ""
    ) -> None:
        super().__init__(data, initial={"into": into or NEW})
        new = [(NEW, _("A new community"))] if may_start else []
        self.fields["into"].choices = [*new, *((one.slug, one.name) for one in communities)]  # type: ignore[attr-defined]

    @property
    def is_new(self) -> bool:
        """Whether a new community was chosen, or would be."""
        chosen = self.data.get("into") if self.is_bound else self.initial["into"]
        return chosen == NEW and any(value == NEW for value, _label in self.fields["into"].choices)  # type: ignore[attr-defined]

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to choose."""
        return len(self.fields["into"].choices) > 1  # type: ignore[attr-defined]


class ServerForm(forms.Form):
    """A folder of this server."""

    server_path = forms.CharField(
        label=_("Folder, zip or git repository on this server"),
        max_length=1000,
        widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false", "autocomplete": "off"}),
    )


class LedgerForm(forms.Form):
    """What a reader of a ledger narrows to. Nonsense narrows to nothing in particular."""

    result = forms.CharField(max_length=10, required=False)
    path = forms.CharField(label=_("Find an item"), max_length=200, required=False)
    after = forms.IntegerField(min_value=0, required=False)
