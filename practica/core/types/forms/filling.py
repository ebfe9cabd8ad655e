"""The fields of a type as a form beside the text of an entry.

The form remembers what stood in each field when it was opened. Only what the writer changed is sent on; a
field somebody else changed meanwhile is shown with both; fields that went while she wrote give back her
words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.core.entries.models import Entry
from practica.core.types import kinds
from practica.core.types.forms.controls import control_of, leave_former
from practica.core.types.kinds.plainly import LONGEST_LONG
from practica.core.types.models import Field, KnowledgeType
from practica.core.types.queries import fields_of, values_of
from practica.kit.access import Invalid
from practica.kit.http import whole_number

PREFIX, WAS, OF_TYPE = "f-", "f--was", "f--type"


@dataclass(frozen=True)
class Gone:
    """What somebody wrote in a field that is no longer there."""

    label: str
    text: str


class FieldsForm(forms.Form):
    """One control for each field a person fills; :func:`fields_form` makes it."""

    def __init__(
        self,
        type: KnowledgeType,
        fields: list[Field],
        *,
        entry: Entry | None,
        held: Mapping[str, Any],
        data: Any,
        typed: Mapping[str, Sequence[str]],
        actor: Any,
    ) -> None:
        self.type, self.type_fields, self.actor = type, [f for f in fields if not f.is_computed], actor
        self.now = {field.name: _text(field, held.get(field.name)) for field in self.type_fields}
        initial = {
            f"{PREFIX}{field.name}": _initial(field, held.get(field.name)) for field in self.type_fields
        }
        super().__init__(data, initial=initial, auto_id="id_%s")
        for field in self.type_fields:
            name = f"{PREFIX}{field.name}"
            self.fields[name] = control = control_of(field, entry)
            leave_former(control, field, held.get(field.name))
            if typed:
                left = list(typed.get(name, ()))
                self.initial[name] = (
                    left if isinstance(control, forms.MultipleChoiceField) else "".join(left[:1])
                )
        left_off = {WAS: "".join(typed.get(WAS, ())[:1])} if typed else {}
        self.was = self.now | _sent_before(left_off if data is None else data)
        self.gone = [] if data is None else self._gone(data)
        self._values: dict[str, Any] = {}

    @property
    def type_version(self) -> int | None:
        """The version of the type this was opened with."""
        version = str(self.data.get(OF_TYPE, "")).partition(":")[2]
        return whole_number(version) or None

    @property
    def opened_with(self) -> str:
        """What the form remembers between opening and sending, for its hidden inputs."""
        return json.dumps(self.was)

    def values(self) -> dict[str, Any]:
        """What the writer changed, raw, by field name. Only of a valid form."""
        return self._values

    def clean(self) -> dict[str, Any]:
        """Read every field the writer changed; each problem stands beside its field."""
        given: dict[str, Any] = super().clean() or {}
        for field in self.type_fields:
            name = f"{PREFIX}{field.name}"
            raw = given.get(name)
            sent = _sent_text(raw)
            if name in self.errors or (field.name in self.was and sent == self.was[field.name]):
                continue
            self._read(field, name, raw, sent)
        if self.gone:
            self.add_error(
                None,
                _(
                    "The fields of “%(type)s” were changed while you were writing. What you wrote in those "
                    "that went stands below: copy what you need, then save again."
                )
                % {"type": self.type.title},
            )
        return given

    def _read(self, field: Field, name: str, raw: Any, sent: str) -> None:
        now = self.now[field.name]
        if self.was.get(field.name, "") != now and sent != now:
            self.was = self.was | {field.name: now}
            self.add_error(
                name,
                _(
                    "Somebody else changed this to “%(value)s” meanwhile. Yours is still here: "
                    "save again to keep it."
                )
                % {"value": now[:120]},
            )
            return
        try:
            if kinds.clean(field, raw, actor=self.actor) is None and field.is_required:
                raise Invalid(_("“%(label)s” needs an answer.") % {"label": field.title})
        except Invalid as problem:
            self.add_error(name, str(problem))
        else:
            self._values[field.name] = raw

    def _gone(self, data: Any) -> list[Gone]:
        known = {*self.fields, WAS, OF_TYPE}
        # Only what a form of this very type sent: another type was chosen on purpose.
        if str(data.get(OF_TYPE, "")).partition(":")[0] != self.type.uid:
            return []
        lost = [name for name in data if name.startswith(PREFIX) and name not in known and data.get(name)]
        labels = dict(
            Field.objects.filter(type=self.type, name__in=[name.removeprefix(PREFIX) for name in lost])
            .values_list("name", "label")
        )  # fmt: skip
        return [
            Gone(
                labels.get(name.removeprefix(PREFIX), name.removeprefix(PREFIX)),
                str(data.get(name))[:LONGEST_LONG],
            )
            for name in lost[:100]
        ]


def fields_form(
    type: KnowledgeType,
    *,
    entry: Entry | None = None,
    data: Any = None,
    typed: Mapping[str, Sequence[str]] | None = None,
    waiting: Mapping[str, Any] | None = None,
    actor: Any,
) -> FieldsForm:
    """The form of the fields of ``type``, filled with what ``entry`` holds, or with what of it ``waiting`` is
    to replace once it is approved (JSON by name); ``data`` is what was sent, ``typed`` what a draft kept of
    it (:func:`typed_in`). A type without fields gives an empty one, which is always valid and shows
    nothing."""
    fields = fields_of(type)
    held = values_of([entry], seen_by=actor, fields=fields)[entry.pk] if entry is not None and fields else {}
    held |= _cleaned(fields, waiting or {}, actor)
    if entry is None:
        held = {
            f.name: kinds.clean(f, f.default, actor=actor) for f in fields if f.default and not f.is_computed
        }
        form = FieldsForm(type, fields, entry=None, held=held, data=data, typed=typed or {}, actor=actor)
        # Nothing stood there before: whatever is sent was written.
        form.was = {}
        return form
    return FieldsForm(type, fields, entry=entry, held=held, data=data, typed=typed or {}, actor=actor)


def _cleaned(fields: Sequence[Field], waiting: Mapping[str, Any], actor: Any) -> dict[str, Any]:
    """``waiting`` as values; what a field can hold no more is left out."""
    values: dict[str, Any] = {}
    for field in fields:
        if field.name in waiting:
            try:
                values[field.name] = kinds.clean(field, waiting[field.name], actor=actor)
            except Invalid:
                continue
    return values


def typed_in(data: Any) -> dict[str, list[str]]:
    """What of a form that was sent belongs to fields, by input: to be kept with a draft."""
    return {name: data.getlist(name) for name in data if name.startswith(PREFIX)}


def _sent_before(data: Any) -> dict[str, str]:
    try:
        was = json.loads(data.get(WAS, "{}"))
    except (ValueError, TypeError):
        return {}
    return {str(k): str(v) for k, v in was.items()} if isinstance(was, dict) else {}


def _text(field: Field, value: Any) -> str:
    return _sent_text(_initial(field, value))


def _sent_text(raw: Any) -> str:
    if isinstance(raw, list | tuple):
        return "\n".join(sorted(str(one) for one in raw))
    return "" if raw is None else str(raw).replace("\r\n", "\n").strip()


def _initial(field: Field, value: Any) -> Any:
    """``value`` as its control holds it."""
    if value is None:
        return [] if field.kind in ("choices", "file") else ""
    if field.kind == "people":
        return ", ".join(f"@{one.handle}" for one in value)
    if field.kind == "relation":
        return "\n".join(one.title for one in value)
    if field.kind == "file":
        return [one.uid for one in value]
    if field.kind == "choices":
        return list(value)
    if field.kind == "yesno":
        return "yes" if value else "no"
    if field.kind == "moment":
        return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M")
    return str(kinds.plain(field, value))
