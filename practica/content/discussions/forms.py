"""Forms for a new thread and for editing what was posted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from practica.core.communities.access import is_core
from practica.core.communities.models import Community
from practica.core.entries.models import TITLE_LENGTH, Entry

BODY = forms.Textarea(attrs={"rows": 8, "dir": "auto"})


def words_of(topics: str) -> list[str]:
    """Topics as typed, between commas."""
    return [word for part in topics.split(",") if (word := " ".join(part.split()))]


class ThreadForm(forms.Form):
    """A title, the text, topics, and who can read it."""

    title = forms.CharField(
        max_length=TITLE_LENGTH, widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    )
    body = forms.CharField(widget=BODY, strip=False)
    topics = forms.CharField(
        label=_("Topics"),
        required=False,
        max_length=500,
        help_text=_("A few words, with commas between them."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    audience = forms.ChoiceField(label=_("Who can read it"))

    def __init__(self, data: Any = None, *, community: Community, person: Any, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        choices = [(Entry.Audience.COMMUNITY.value, Entry.Audience.COMMUNITY.label)]
        choices.append((Entry.Audience.MEMBERS.value, Entry.Audience.MEMBERS.label))
        if is_core(person, community.pk):
            choices.append((Entry.Audience.CORE.value, Entry.Audience.CORE.label))
        self.fields["audience"].choices = choices  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        cleaned = self.cleaned_data
        return {
            "title": cleaned["title"],
            "body": cleaned["body"],
            "topics": words_of(cleaned["topics"]),
            "audience": cleaned["audience"],
        }


class QuestionForm(ThreadForm):
    """A new question. Its title may say it all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("Your question in one sentence")
        self.fields["title"].help_text = _("As you would ask it across the table.")
        self.fields["body"].label = _("What else helps to answer it")
        self.fields["body"].required = False
        self.fields["body"].help_text = _(
            "What you tried, what you saw, what it is for. Markdown works here."
        )


class DiscussionForm(ThreadForm):
    """A new discussion."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].label = _("What is it about?")
        self.fields["body"].label = _("Begin it")
        self.fields["body"].help_text = _(
            "Say what you think and what you want to hear from others. Markdown works here."
        )


class PostForm(forms.Form):
    """The text of a post, and which text the editor began with."""

    body = forms.CharField(label=_("Text"), widget=BODY, strip=False)
    started_from = forms.DateTimeField(required=False, widget=forms.HiddenInput)


class OpeningForm(PostForm):
    """The opening of a thread, with its title and topics."""

    title = forms.CharField(
        label=_("Title"), max_length=TITLE_LENGTH, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    topics = forms.CharField(
        label=_("Topics"),
        required=False,
        max_length=500,
        help_text=_("A few words, with commas between them."),
    )
    field_order = ("title", "body", "topics")

    def __init__(self, *args: Any, may_be_empty: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].required = not may_be_empty
