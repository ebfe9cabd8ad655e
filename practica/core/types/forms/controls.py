"""One control for each kind of field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from practica.core.entries.models import Entry
from practica.core.files.models import StoredFile
from practica.core.types import kinds
from practica.core.types.kinds.plainly import LONGEST_LONG, LONGEST_TEXT
from practica.core.types.models import Field

MOST_FILES = 100


def control_of(field: Field, entry: Entry | None) -> forms.Field:
    """The control of ``field``; ``entry`` (None: one to be) has the files that can be chosen."""
    told = {"label": field.title, "help_text": field.hint, "required": False}
    make = _CONTROLS.get(field.kind, _line)
    control = make(field, told, entry)
    if field.is_required:
        # It takes "(optional)" off the label; whether there is an answer is asked when it is read, as a page
        # that never had one is not held up by it.
        control.required = True
        control.validate = _later
    return control


def leave_former(control: forms.Field, field: Field, value: Any) -> None:
    """What was chosen and is offered no more can stay where it stands."""
    if field.kind == Field.Kind.FILE:
        offered = dict(control.choices)  # type: ignore[attr-defined]
        left_files = [(one.uid, one.name) for one in value or () if one.uid not in offered]
        control.choices = [*left_files, *offered.items()]  # type: ignore[attr-defined]
        return
    if not isinstance(control, forms.ChoiceField) or field.kind not in (
        Field.Kind.CHOICE,
        Field.Kind.CHOICES,
    ):
        return
    held = (value,) if field.kind == Field.Kind.CHOICE else value or ()
    left = [one for one in field.former_choices if one["key"] in held]
    told = [(one["key"], _("%(option)s (offered no more)") % {"option": _(one["label"])}) for one in left]
    control.choices = [*list(control.choices), *told]  # type: ignore[arg-type]


def _later(value: Any) -> None:
    """Nothing to say yet."""


def _line(field: Field, told: dict[str, Any], entry: Entry | None) -> forms.Field:
    attrs = {"dir": "auto", "maxlength": LONGEST_TEXT}
    return forms.CharField(**told, widget=forms.TextInput(attrs=attrs))


def _long(field: Field, told: dict[str, Any], entry: Entry | None) -> forms.Field:
    attrs = {"dir": "auto", "rows": 3, "maxlength": LONGEST_LONG, "class": "grows"}
    return forms.CharField(**told, strip=False, widget=forms.Textarea(attrs=attrs))


def _number(field: Field, told: dict[str, Any], entry: Entry | None) -> forms.Field:
    if unit := field.options.get("unit"):
        told["label"] = _("%(label)s (%(unit)s)") % {"label": told["label"], "unit": unit}
    return forms.CharField(**told, widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}))


def _typed(kind: str, **attrs: Any) -> Any:
    def make(field: Field, told: dict[str, Any], entry: Entry | None) -> forms.Field:
        widget = forms.TextInput(attrs=attrs)
        widget.input_type = kind
        return forms.CharField(**told, widget=widget)

    return make


def _choice(field: Field, told: dict[str, Any], entry: Entry | None) -> forms.Field:
    options = [("", _("Not said")), *((one["key"], kinds.shown(field, one["key"])) for one in field.choices)]
    return forms.ChoiceField(**told, choices=options)


def _choices(field: Field, told: dict[str, Any], entry: Entry | None) -> forms.Field:
    options = [(one["key"], kinds.shown(field, (one["key"],))) for one in field.choices]
    return forms.MultipleChoiceField(**told, choices=options, widget=forms.CheckboxSelectMultiple)


def _yesno(field: Field, told: dict[str, Any], entry: Entry | None) -> forms.Field:
    return forms.ChoiceField(**told, choices=[("", _("Not said")), ("yes", _("Yes")), ("no", _("No"))])


def _people(field: Field, told: dict[str, Any], entry: Entry | None) -> forms.Field:
    told["help_text"] = told["help_text"] or _("Names or handles, separated by commas.")
    return forms.CharField(**told, widget=forms.TextInput(attrs={"data-complete": "people"}))


def _relation(field: Field, told: dict[str, Any], entry: Entry | None) -> forms.Field:
    told["help_text"] = told["help_text"] or _("Titles or addresses of pages, one a line.")
    attrs = {"rows": 2, "dir": "auto"}
    return forms.CharField(**told, widget=forms.Textarea(attrs=attrs))


def _file(field: Field, told: dict[str, Any], entry: Entry | None) -> forms.Field:
    rows = StoredFile.objects.filter(entry=entry).order_by("name")[:MOST_FILES] if entry else ()
    options = [(one.uid, one.name) for one in rows]
    if not options:
        told["help_text"] = _("Add files to the page first; then choose among them here.")
    return forms.MultipleChoiceField(**told, choices=options, widget=forms.CheckboxSelectMultiple)


_CONTROLS: dict[str, Any] = {
    "long": _long,
    "number": _number,
    "date": _typed("date", **{"class": "short"}),
    "moment": _typed("datetime-local", **{"class": "short"}),
    "link": _typed("url", inputmode="url", dir="ltr", placeholder="https://"),
    "choice": _choice,
    "choices": _choices,
    "yesno": _yesno,
    "people": _people,
    "relation": _relation,
    "file": _file,
}
