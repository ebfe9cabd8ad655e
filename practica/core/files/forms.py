"""Forms about a file: its name and topics, a new version."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practica.core.files.actions.describing import LONGEST_SUMMARY
from practica.core.files.actions.storing import LONGEST_NOTE
from practica.core.files.models import StoredFile


class DescribeForm(forms.Form):
    """What a file is called, what it is, and where it is filed."""

    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    )
    summary = forms.CharField(
        label=_("What it is"),
        required=False,
        max_length=LONGEST_SUMMARY,
        help_text=_("One or two sentences. They are found by search."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    topics = forms.CharField(
        label=_("Topics"),
        required=False,
        max_length=500,
        help_text=_("The folders it stands in. A few words, with commas between them."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        cleaned = self.cleaned_data
        topics = [word for part in cleaned["topics"].split(",") if (word := " ".join(part.split()))]
        return {"name": cleaned["name"], "summary": cleaned["summary"], "topics": topics}


class CoverForm(forms.Form):
    """How a community looks from above."""

    file = forms.FileField(
        label=_("A picture"),
        required=False,
        allow_empty_file=True,
        help_text=_("JPEG, PNG, GIF or WebP; a wide one looks best. No words stand on it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/gif,image/webp"}),
    )
    lines_again = forms.BooleanField(
        label=_("Contour lines instead of the picture"),
        required=False,
        help_text=_("They are made from the name. The picture stays among the files."),
    )
    on_pages = forms.BooleanField(
        label=_("Show it above every page"),
        required=False,
        help_text=_("A narrow band, so that people see where they are."),
    )

    def __init__(self, *args: Any, has_picture: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_picture:
            del self.fields["lines_again"]


def form_of(stored: StoredFile, data: Any = None) -> DescribeForm:
    """The form as ``stored`` is described now."""
    topics = ", ".join(topic.label for topic in stored.entry.topics.all())
    initial = {"name": stored.name, "summary": stored.entry.summary, "topics": topics}
    return DescribeForm(data, initial=initial)


class VersionForm(forms.Form):
    """Other bytes for a file, and what is new in them."""

    file = forms.FileField(label=_("File"), allow_empty_file=True)
    note = forms.CharField(
        label=_("What is new"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
