"""Forms about people."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping
from typing import Any

from allauth.core import context
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practica.core.people.invited import invited
from practica.core.people.models import Organisation, Person, Unit

# A longer menu than this helps nobody; the word field still finds people of every unit.
MOST_UNITS = 500


class SignUpForm(forms.Form):
    """What we ask beside address and password."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ("name", "email", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invitation = invited(context.request)
        if invitation:  # an account of another address could not accept it
            self.initial.setdefault("email", invitation.email)

    def clean(self) -> dict[str, Any]:
        """Where one needs an invitation, one for an address makes an account of that address only."""
        cleaned = super().clean() or {}
        invitation = invited(context.request)
        bound = invitation.email if invitation and settings.SIGN_UP != "open" else ""
        if bound and cleaned.get("email", "").lower() != bound:
            self.add_error("email", _("Your invitation was sent to another address. Use that one."))
        return cleaned

    def clean_name(self) -> str:
        """The name on one line, with something to see in it."""
        name = " ".join(self.cleaned_data["name"].split())
        if not any(letter.isalnum() for letter in name):
            raise ValidationError(_("Write the name colleagues know you by."))
        return name

    def signup(self, request: Any, user: Any) -> None:
        """Nothing is left to do: the adapter saved the name with the person."""


def _zones() -> list[tuple[str, str | Promise]]:
    names = sorted(
        name for name in zoneinfo.available_timezones() if "/" in name and not name.startswith("Etc/")
    )
    return [("", gettext_lazy("Like the site")), ("UTC", "UTC"), *((n, n.replace("_", " ")) for n in names)]


class ProfileForm(forms.Form):
    """What a person says about herself."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    headline = forms.CharField(
        label=gettext_lazy("What you do"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("One line, shown beside your name."),
    )
    ask_me_about = forms.CharField(
        label=gettext_lazy("Ask me about"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("What colleagues may turn to you for, in words they would search for."),
    )
    about = forms.CharField(
        label=gettext_lazy("About you"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Unit"),
        queryset=Unit.objects.none(),
        to_field_name="uid",
        required=False,
        empty_label=gettext_lazy("None"),
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=_zones, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of the pages"), required=False)

    def __init__(self, data: Any = None, *, person: Person) -> None:
        plain = ("name", "headline", "ask_me_about", "about", "time_zone", "language")
        initial = {field: getattr(person, field) for field in plain}
        super().__init__(data, initial=initial | {"unit": person.unit.uid if person.unit else ""})
        units = Unit.objects.filter(organisation=person.organisation_id).visible_to(person).order_by("name")
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        languages = [("", gettext_lazy("Like the browser")), *settings.LANGUAGES]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        # A choice of one is no question.
        if not units:
            del self.fields["unit"]
        if len(settings.LANGUAGES) < 2:
            del self.fields["language"]


class AskMeAboutForm(forms.Form):
    """The one thing a new person is asked to write."""

    ask_me_about = forms.CharField(
        label=gettext_lazy("Ask me about"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("What colleagues may turn to you for. You can change it at any time."),
    )


class PeopleFilter(forms.Form):
    """What a reader of the people directory narrows to; only what she may see is offered."""

    q = forms.CharField(max_length=120, required=False)
    organisation = forms.ChoiceField(label=gettext_lazy("Organisation"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)

    def __init__(self, data: Any, *, person: Any) -> None:
        super().__init__(data)
        self.organisations = {o.uid: o for o in Organisation.objects.visible_to(person).order_by("name")}
        self.units = {u.uid: u for u in Unit.objects.visible_to(person).order_by("name")[:MOST_UNITS]}
        self._offer("organisation", gettext_lazy("All organisations"), self.organisations)
        self._offer("unit", gettext_lazy("All units"), self.units)

    def _offer(self, field: str, everything: Any, known: Mapping[str, Any]) -> None:
        self.fields[field].choices = [  # type: ignore[attr-defined]
            ("", everything),
            *((uid, thing.name) for uid, thing in known.items()),
        ]

    def wanted(self) -> dict[str, Any]:
        """The valid part of what was asked."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "q": given.get("q", ""),
            "organisation": self.organisations.get(given.get("organisation", "")),
            "unit": self.units.get(given.get("unit", "")),
        }


class PeopleListForm(forms.Form):
    """A list of people to bring in."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy(
            "Columns: name, email, organisation, unit (levels separated by >), headline, ask_me_about, "
            "language, time_zone. Only name and email are needed."
        ),
    )
