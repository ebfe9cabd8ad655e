"""What a person chooses about the hits she opens, as a form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practica.reach.search.judging import shown
from practica.reach.search.judging.models import ClickChoice


class ClicksForm(forms.Form):
    """Without a name, with it, or never. A name is offered where the site keeps names."""

    keep = forms.ChoiceField(
        label=_("Hits you open"), choices=ClickChoice.Keep.choices, widget=forms.RadioSelect
    )

    def __init__(self, data: Any = None, *, chosen: str) -> None:
        keep = ClickChoice.Keep
        offered = [one for one in keep if one != keep.BY_NAME or shown.setting() == shown.NAMED]
        super().__init__(data, initial={"keep": chosen if chosen in offered else keep.WITHOUT_NAME})
        choices = [(one.value, one.label) for one in offered]
        self.fields["keep"].choices = choices  # type: ignore[attr-defined]
