"""Forms of the catalogue: a resource, a review."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practica.content.library.actions import Description
from practica.content.library.actions.describing import LONGEST_ADDRESS, LONGEST_USE
from practica.content.library.actions.reviewing import LONGEST
from practica.content.library.models import Resource
from practica.core.communities.queries import LANGUAGES
from practica.core.entries.models import TITLE_LENGTH

_LINE = {"dir": "auto", "autocomplete": "off"}
STARS = (
    (5, _("5: nobody here should miss it")),
    (4, _("4: good")),
    (3, _("3: has its uses")),
    (2, _("2: better ones are there")),
    (1, _("1: not worth the time")),
)


class ResourceForm(forms.Form):
    """All that is said of a resource."""

    address = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text=_("Where it is on the web. A book needs none."),
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url", "autocomplete": "off"}),
    )
    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH, widget=forms.TextInput(attrs=_LINE))
    form = forms.ChoiceField(label=_("What it is"), choices=Resource.Form.choices)
    used_for = forms.CharField(
        label=_("What it is used for"),
        required=False,
        max_length=LONGEST_USE,
        help_text=_("One or two sentences for somebody who wonders whether to open it."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    made_by = forms.CharField(
        label=_("Author or publisher"), required=False, max_length=200, widget=forms.TextInput(attrs=_LINE)
    )
    year = forms.IntegerField(
        label=_("Year"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6})
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    topics = forms.CharField(
        label=_("Topics"),
        required=False,
        max_length=500,
        help_text=_("A few words, with commas between them."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["language"].choices = list(LANGUAGES.items())  # type: ignore[attr-defined]

    def add_prefix(self, field_name: str) -> str:
        """The name of an input. One called "form" would be taken in the browser for the form it is in, and
        scripts could not send that."""
        return super().add_prefix("sort" if field_name == "form" else field_name)

    def said(self) -> Description:
        """What the action takes."""
        values = dict(self.cleaned_data)
        words = (" ".join(part.split()) for part in values.pop("topics").split(","))
        return Description(**values, topics=tuple(word for word in words if word))


def form_of(resource: Resource, data: Any = None) -> ResourceForm:
    """The form as ``resource`` is described now."""
    entry = resource.entry
    return ResourceForm(
        data,
        initial={
            "address": resource.address,
            "title": entry.title,
            "form": resource.form,
            "used_for": entry.summary,
            "made_by": resource.made_by,
            "year": resource.year,
            "language": entry.language,
            "topics": ", ".join(topic.label for topic in entry.topics.all()),
        },
    )


class ListForm(forms.Form):
    """A list of resources."""

    file = forms.FileField(
        label=_("List as CSV"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.tsv,text/csv"}),
    )


class ReviewForm(forms.Form):
    """What one member says of a resource."""

    stars = forms.TypedChoiceField(
        label=_("How good is it?"), choices=STARS, coerce=int, widget=forms.RadioSelect
    )
    sentence = forms.CharField(
        label=_("In a sentence: what is it worth, and to whom?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
