"""The form of a new token."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from practica.interfaces.api.models import SCOPES


class TokenForm(forms.Form):
    """Name, scopes and life of a token."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("What program will use it?"))
    scopes = forms.MultipleChoiceField(
        label=_("It may"), choices=list(SCOPES.items()), widget=forms.CheckboxSelectMultiple, initial=["read"]
    )
    days = forms.TypedChoiceField(
        label=_("It works for"),
        coerce=int,
        initial=90,
        choices=[
            (7, _("a week")),
            (30, _("a month")),
            (90, _("three months")),
            (365, _("a year")),
            (0, _("until I withdraw it")),
        ],
    )
