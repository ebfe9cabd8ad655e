"""Forms about communities and the ways into them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from practica.core.communities.models import Community, Role
from practica.core.communities.queries import LANGUAGES, Wanted
from practica.core.people.models import Organisation

MOST_ADDRESSES = 100


class CommunityForm(forms.Form):
    """A name and one sentence; the rest has good defaults."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    purpose = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("One sentence a newcomer understands."),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who can see it"), choices=Community.Audience.choices, required=False
    )
    organisations = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Organisations that can see it"),
        queryset=Organisation.objects.none(),
        to_field_name="uid",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Counts when you choose named organisations."),
    )
    joining = forms.ChoiceField(
        label=gettext_lazy("How people get in"), choices=Community.Joining.choices, required=False
    )
    is_unlisted = forms.BooleanField(
        label=gettext_lazy("Leave it out of the directory"),
        required=False,
        help_text=gettext_lazy("People outside only find it by its address."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    approvals_needed = forms.TypedChoiceField(
        label=gettext_lazy("Review of pages"),
        choices=[
            (0, gettext_lazy("None: what members save is there at once")),
            (1, gettext_lazy("One other person approves")),
            (2, gettext_lazy("Two others approve")),
            (3, gettext_lazy("Three others approve")),
        ],
        coerce=int,
        required=False,
        empty_value=None,
        help_text=gettext_lazy("Until then readers see the version before."),
    )

    more = ("audience", "organisations", "joining", "is_unlisted", "language", "approvals_needed")

    def __init__(self, data: Any = None, *, person: Any, community: Community | None = None) -> None:
        self.community = community
        organisations = Organisation.objects.visible_to(person).order_by("name")
        super().__init__(data, initial=self._initial(person, organisations))
        self.fields["organisations"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["language"].choices = sorted(LANGUAGES.items(), key=lambda pair: pair[1])  # type: ignore[attr-defined]

    def _initial(self, person: Any, organisations: Any) -> dict[str, Any]:
        known = self.community
        if known is None:
            language = getattr(person, "language", "") or "en"
            return {
                "audience": Community.Audience.EVERYONE,
                "joining": Community.Joining.OPEN,
                "language": language,
                "approvals_needed": 0,
            }
        kept = ("name", "purpose", "audience", "joining", "language", "approvals_needed")
        initial = {field: getattr(known, field) for field in kept}
        named = [o.uid for o in organisations.filter(communities=known)]
        return initial | {"is_unlisted": not known.is_listed, "organisations": named}

    def clean(self) -> dict[str, Any]:
        """Named organisations need a name."""
        cleaned = super().clean() or {}
        named = cleaned.get("audience") == Community.Audience.ORGANISATIONS
        if named and not self._organisations(cleaned):
            self.add_error("organisations", _("Choose at least one organisation."))
        return cleaned

    def _organisations(self, cleaned: dict[str, Any]) -> list[Organisation]:
        chosen = list(cleaned.get("organisations") or [])
        if self.community is None:
            return chosen
        # Those the person cannot see stay: she cannot have meant to take them away.
        offered = self.fields["organisations"].queryset  # type: ignore[attr-defined]
        return chosen + list(self.community.organisations.exclude(pk__in=offered.values("pk")))

    def values(self) -> dict[str, Any]:
        """What ``actions.start`` and ``actions.change`` take; a missing choice is left as it was."""
        cleaned = self.cleaned_data
        initial = self.initial
        approvals = cleaned["approvals_needed"]
        return {
            "name": cleaned["name"],
            "purpose": cleaned["purpose"],
            "audience": cleaned["audience"] or initial["audience"],
            "joining": cleaned["joining"] or initial["joining"],
            "language": cleaned["language"] or initial["language"],
            "is_listed": not cleaned["is_unlisted"],
            "organisations": self._organisations(cleaned),
            "approvals_needed": initial["approvals_needed"] if approvals is None else approvals,
        }


class DirectoryForm(forms.Form):
    """What a reader of the directory narrows to. Nonsense narrows to nothing in particular."""

    q = forms.CharField(label=gettext_lazy("Find a community"), max_length=120, required=False)
    language = forms.ChoiceField(choices=[("", ""), *LANGUAGES.items()], required=False)
    joining = forms.ChoiceField(choices=[("", ""), *Community.Joining.choices], required=False)

    def wanted(self) -> Wanted:
        """The valid part of what was asked."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            name=given.get("q", ""), language=given.get("language", ""), joining=given.get("joining", "")
        )


class AskForm(forms.Form):
    """Asking to be let in."""

    message = forms.CharField(
        label=gettext_lazy("Say hello to the leads"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Who you are and what brings you. They read it before they decide."),
    )


class RefuseForm(forms.Form):
    """Refusing, with a reason."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The person will read it."),
    )


class RoleForm(forms.Form):
    """What a member may do from now on."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)


class InviteForm(forms.Form):
    """Inviting addresses, or making a link when there are none."""

    emails = forms.CharField(
        label=gettext_lazy("E-mail addresses"),
        required=False,
        max_length=12000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line, or separated by commas. Leave it empty to make a link."),
    )
    role = forms.ChoiceField(label=gettext_lazy("They come as"), required=False)
    message = forms.CharField(
        label=gettext_lazy("A word of yours"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    max_uses = forms.IntegerField(
        label=gettext_lazy("How many people may use the link"),
        required=False,
        min_value=1,
        max_value=1000,
        initial=20,
        error_messages={
            "invalid": gettext_lazy("Say a number between 1 and 1000."),
            "min_value": gettext_lazy("Say a number between 1 and 1000."),
            "max_value": gettext_lazy("Say a number between 1 and 1000."),
        },
    )

    def __init__(self, data: Any = None, *, may_edit: bool) -> None:
        super().__init__(data, initial={"role": Role.MEMBER, "max_uses": 20})
        modest = [choice for choice in Role.choices if choice[0] in (Role.MEMBER, Role.GUEST)]
        self.fields["role"].choices = Role.choices if may_edit else modest  # type: ignore[attr-defined]

    def clean_emails(self) -> list[str]:
        """The addresses, each once."""
        addresses = list(dict.fromkeys(word.lower() for word in _addresses(self.cleaned_data["emails"])))
        if len(addresses) > MOST_ADDRESSES:
            raise ValidationError(_("Invite at most %(most)d addresses at once.") % {"most": MOST_ADDRESSES})
        for address in addresses:
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(
                    _("“%(address)s” is no e-mail address.") % {"address": address}
                ) from None
        return addresses


def _addresses(typed: str) -> list[str]:
    """What stands where addresses stand; mail programs copy them as “Ann Lee <ann@alder.example>”."""
    found: list[str] = []
    for piece in re.split(r"[,;\n]+", re.sub(r'"[^"\n]*"(?=\s*<)', " ", typed)):
        named = re.findall(r"<([^<>]*)>", piece)
        words = re.sub(r"<[^<>]*>", " ", piece).split()
        found.extend(address.strip() for address in named)
        # Beside an address in brackets stand names, unless they are addresses too.
        found.extend(word for word in words if not named or "@" in word.strip("@"))
    return found
