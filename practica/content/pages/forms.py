"""Forms for writing and moving pages. Actions decide what may be said; forms keep what was typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practica.content.pages.actions.writing import REASON_LENGTH
from practica.content.pages.models import Revision
from practica.content.pages.queries import Node
from practica.core.entries.models import TITLE_LENGTH
from practica.kit.http import MOST_DIGITS

TOPICS_LENGTH = 500
TOP = "top"


def _title() -> forms.CharField:
    return forms.CharField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        error_messages={"required": _("Give it a title.")},
        widget=forms.Textarea(
            attrs={"rows": 1, "dir": "auto", "class": "title-input", "placeholder": _("Title")}
        ),
    )


class PageForm(forms.Form):
    """Title, text, topics; what changed; the version one started from."""

    title = _title()
    body = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "dir": "auto", "class": "text", "spellcheck": "true"}),
    )
    topics = forms.CharField(
        label=_("Topics"),
        max_length=TOPICS_LENGTH,
        required=False,
        help_text=_("Separated by commas, like “seals, safety”."),
    )
    reason = forms.CharField(
        label=_("What changed?"),
        max_length=REASON_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autofocus": True, "autocomplete": "off"}),
        help_text=_("One line for the history. You can leave it empty."),
    )
    significance = forms.ChoiceField(
        label=_("How much?"),
        choices=Revision.Significance.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    started_from = forms.IntegerField(
        required=False, min_value=0, max_value=10**MOST_DIGITS, widget=forms.HiddenInput
    )
    draft = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)

    def how_much(self) -> str:
        """How significant the change is; a change of content unless somebody says otherwise."""
        return str(self.cleaned_data["significance"] or Revision.Significance.MAJOR)

    def topic_labels(self) -> list[str]:
        """The topics as a list."""
        return [label.strip() for label in self.cleaned_data["topics"].split(",") if label.strip()]


class NewPageForm(PageForm):
    """As above, with the page to stand under."""

    parent = forms.ChoiceField(label=_("Under"))

    def __init__(self, *args: Any, parents: list[Node], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parents = parents
        del self.fields["reason"], self.fields["significance"]
        self.fields["parent"].choices = parent_choices(parents)  # type: ignore[attr-defined]


class SuggestionForm(forms.Form):
    """The title and the text as one would have them, and why."""

    title = _title()
    body = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "dir": "auto", "class": "text", "spellcheck": "true"}),
    )
    reason = forms.CharField(
        label=_("Why is it better so?"),
        max_length=REASON_LENGTH,
        required=False,
        help_text=_("One line for those who answer; it stands in the history."),
    )
    started_from = forms.IntegerField(min_value=1, max_value=10**MOST_DIGITS, widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """Where a page is to stand: under whom, after whom."""

    parent = forms.ChoiceField(label=_("Under"))
    after = forms.ChoiceField(
        label=_("Place"),
        help_text=_("Under another parent it stands last, unless you have its places shown first."),
    )

    def __init__(
        self, *args: Any, parents: list[Node], siblings: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = parent_choices(parents)  # type: ignore[attr-defined]
        self.fields["after"].choices = [("last", _("Last")), ("first", _("First")), *siblings]  # type: ignore[attr-defined]


def parent_choices(parents: list[Node]) -> list[tuple[str, Any]]:
    """The pages of a community as options, indented by blanks that a browser keeps."""
    return [
        (TOP, _("The top of the community")),
        *((node.uid, "\u2003" * node.depth + node.title) for node in parents),
    ]
