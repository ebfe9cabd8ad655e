"""Forms about people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SignUpForm(forms.Form):
    """What we ask beside address and password."""

    name = forms.CharField(label=_("Your name"), max_length=120)

    def signup(self, request: Any, user: Any) -> None:
        """Take over the name."""
        user.name = self.cleaned_data["name"]
