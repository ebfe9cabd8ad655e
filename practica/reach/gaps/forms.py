"""What people fill in about gaps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practica.core.entries.models import TITLE_LENGTH
from practica.reach.gaps.models import Gap, GapChoice


class NameForm(forms.Form):
    """Whether one's name goes along when a search fails."""

    name = forms.ChoiceField(
        label=_("Give my name when I do not find something"),
        choices=GapChoice.Name.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Those who look after what is missing see who asked by name. Without your name they see the "
            "words, and nobody can find out that they were yours once the day is over."
        ),
    )


class CloseForm(forms.Form):
    """What closes a gap, by its address."""

    address = forms.CharField(
        label=_("Address of the page, answer or file"),
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text=_("Paste it from your browser. Everyone who asked and may read it hears of it."),
    )


class ReasonForm(forms.Form):
    """Why a gap is not ours."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_("For example: this belongs to another community, or it is nobody's to write down."),
    )


class TitleForm(forms.Form):
    """A better name for a gap."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH)


class MergeForm(forms.Form):
    """Which gap this one goes into."""

    into = forms.ChoiceField(label=_("Merge into"))

    def __init__(self, *args: Any, offered: list[Gap], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [(gap.uid, gap.title) for gap in offered]  # type: ignore[attr-defined]
