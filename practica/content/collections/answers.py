"""The questions of a form as Django fields: one for each field of the type it asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from practica.content.collections.models.collection import NAME_LENGTH
from practica.core.entries.models import TITLE_LENGTH
from practica.core.types.models import Field

LONGEST = 4_000
#: What the honeypot is called: something programs like to fill in.
TRAP = "website"
#: What the form asks itself; a field of the type that is called so too is asked under another name.
_OWN = ("title", "sender_name", "contact", TRAP)


class AnswersForm(forms.Form):
    """The name of a row and the answers to ``fields``; strangers are asked for a ``contact`` as well."""

    title = forms.CharField(label=_("Name"), max_length=TITLE_LENGTH)

    def __init__(self, *args: Any, fields: Sequence[Field], is_stranger: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {one.name: f"asked-{one.name}" if one.name in _OWN else one.name for one in fields}
        for one in fields:
            self.fields[self.asked[one.name]] = _question(one)
        if is_stranger:
            self.fields["sender_name"] = forms.CharField(
                label=_("Your name"),
                help_text=_("Stands beside what you send. Leave it blank to stay unnamed."),
                max_length=NAME_LENGTH,
                required=False,
            )
            self.fields["contact"] = forms.CharField(
                label=_("How we can ask you back"),
                help_text=_("A name or an e-mail address, if you like. Only those who decide see it."),
                max_length=200,
                required=False,
            )

    def answers(self) -> dict[str, Any]:
        """The answers by field name; ask when the form is valid."""
        return {name: self.cleaned_data[asked] for name, asked in self.asked.items()}


def is_trapped(data: Any) -> bool:
    """Whether something filled in what people neither see nor hear."""
    return bool(data.get(TRAP))


def _question(field: Field) -> forms.Field:
    said: dict[str, Any] = {"label": field.title, "help_text": field.hint, "required": field.is_required}
    match field.kind:
        case Field.Kind.LONG:
            return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}), **said)
        case Field.Kind.CHOICE:
            return forms.ChoiceField(choices=[("", "–"), *_options(field)], **said)
        case Field.Kind.CHOICES:
            return forms.MultipleChoiceField(
                choices=_options(field), widget=forms.CheckboxSelectMultiple, **said
            )
        case Field.Kind.YESNO:
            words = [("", "–"), ("yes", gettext("yes")), ("no", gettext("no"))]
            return forms.ChoiceField(choices=words, **said)
        case Field.Kind.DATE:
            return forms.CharField(widget=forms.DateInput(attrs={"type": "date"}), **said)
        case Field.Kind.MOMENT:
            return forms.CharField(widget=forms.DateTimeInput(attrs={"type": "datetime-local"}), **said)
        case Field.Kind.NUMBER:
            return forms.CharField(
                max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **said
            )
        case Field.Kind.LINK:
            return forms.CharField(max_length=2000, widget=forms.URLInput(), **said)
        case _:
            return forms.CharField(max_length=500, **said)


def _options(field: Field) -> list[tuple[str, str]]:
    return [(one["key"], gettext(one["label"])) for one in field.choices]
