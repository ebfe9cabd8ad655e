"""What people fill in about collections, views, filters and forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from practica.content.collections.models import RowForm, View
from practica.content.collections.models.asked import (
    DAYS,
    GROUPS,
    LONGEST_VALUE,
    UNSORTED,
    Asked,
    Filter,
    Sort,
)
from practica.content.collections.models.collection import NAME_LENGTH
from practica.content.collections.queries.rows import operators_for
from practica.core.entries.models import TITLE_LENGTH
from practica.core.types.models import Field, KnowledgeType

SORTED = tuple(kind for kind in Field.Kind if kind not in UNSORTED)
#: Up to so many values of a filter are boxes to tick.
MOST_TICKED = 12


class CollectionForm(forms.Form):
    """The name of a collection and what it is for."""

    title = forms.CharField(label=_("Name"), max_length=TITLE_LENGTH)
    about = forms.CharField(
        label=_("What it is for"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class NewCollectionForm(CollectionForm):
    """A collection to be, with the type it gathers."""

    type = forms.ChoiceField(
        label=_("What it gathers"),
        help_text=_("Every page of this type in the community is a row, those written later too."),
    )

    def __init__(self, *args: Any, types: Sequence[KnowledgeType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._types = {one.uid: one for one in types}
        self.fields["type"].choices = [(one.uid, one.title) for one in types]  # type: ignore[attr-defined]

    @property
    def chosen_type(self) -> KnowledgeType:
        """The type that was chosen; ask when the form is valid."""
        return self._types[self.cleaned_data["type"]]


class ViewForm(forms.Form):
    """All a view keeps but its filters, which are set where one sees what they do."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    shape = forms.ChoiceField(label=_("Shown as"), choices=View.Shape.choices, widget=forms.RadioSelect)
    columns = forms.MultipleChoiceField(
        label=_("Columns"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sort = forms.ChoiceField(label=_("Sorted by"), required=False)
    descending = forms.BooleanField(label=_("Largest or latest first"), required=False)
    group = forms.ChoiceField(
        label=_("Grouped by"), required=False, help_text=_("A board has a lane for each option of a choice.")
    )
    date = forms.ChoiceField(label=_("Day on the calendar"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, fields: Sequence[Field], asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asked = asked
        none = [("", gettext("nothing"))]
        own = [("title", gettext("Name")), ("changed", gettext("Last change")), ("created", gettext("Made"))]
        self._choices("columns", [(one.name, one.title) for one in _in_order(fields, asked)])
        self._choices("sort", [("", gettext("Newest first")), *own, *_named(fields, SORTED)])
        self._choices("group", none + _named(fields, GROUPS))
        self._choices("date", none + _named(fields, DAYS))
        first = asked.sorts[0] if asked.sorts else Sort("")
        self.initial = {
            "columns": list(asked.columns),
            "sort": first.field,
            "descending": first.descending,
            "group": asked.group,
            "date": asked.date,
            **self.initial,
        }
        for one in fields:
            if one.kind == Field.Kind.NUMBER or one.is_computed:
                self.fields[f"sum_{one.name}"] = forms.ChoiceField(
                    label=gettext("Below “%(field)s”") % {"field": one.title},
                    required=False,
                    choices=SUM_WORDS,
                    initial=dict(asked.sums).get(one.name, ""),
                )

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A board needs lanes and a calendar days."""
        data = super().clean() or {}
        if data.get("shape") == View.Shape.BOARD and not data.get("group"):
            self.add_error("group", gettext("Choose the choice whose options are the lanes."))
        if data.get("shape") == View.Shape.CALENDAR and not data.get("date"):
            self.add_error("date", gettext("Choose the field that holds the day."))
        return data

    def asked(self) -> Asked:
        """What the view is to keep; ask when the form is valid."""
        data = self.cleaned_data
        sums = {
            name.removeprefix("sum_"): how for name, how in data.items() if name.startswith("sum_") and how
        }
        return replace(
            self._asked,
            shape=data["shape"],
            columns=tuple(data["columns"]),
            sorts=(Sort(data["sort"], data["descending"]),) if data["sort"] else (),
            group=data["group"],
            date=data["date"],
            sums=tuple(sums.items()),
        )


SUM_WORDS = [
    ("", _("nothing")),
    ("total", _("Sum")),
    ("mean", _("Average")),
    ("least", _("Least")),
    ("most", _("Most")),
    ("count", _("How many are filled")),
]


class FilterForm(forms.Form):
    """One filter: how a field is asked, and with what. Sent as a sentence of three parts."""

    operator = forms.ChoiceField(label=_("How"))
    value = forms.CharField(label=_("What"), required=False, max_length=LONGEST_VALUE)

    field: Field | None = None
    name: str = ""
    title: str = ""
    #: Whether the values are boxes to tick, several at once.
    is_ticked: bool = False
    #: The filter it stands for, when that one cannot be asked and is to be mended.
    instead: Filter | None = None

    @classmethod
    def opened(
        cls, one: Filter, fields: Sequence[Field], held: Sequence[tuple[str, str]] = ()
    ) -> FilterForm | None:
        """The form for the filter ``one``, begun or to be changed; None when there is no such field. ``held``
        are the values and words of those that people and links can be asked for."""
        field = next((known for known in fields if known.name == one.field), None)
        if field is None and one.field != "title":
            return None
        is_several = one.operator == "any_of"
        given = one.value.split(",") if is_several else [one.value] if one.value else []
        offered = _offered(field, held)
        if offered:
            offered += [(value, value) for value in given if value not in dict(offered)]
        form = cls(initial={"operator": "is" if is_several and offered else one.operator, "value": one.value})
        form.field, form.name, form.title = field, one.field, field.title if field else gettext("Name")
        form.is_ticked = 0 < len(offered) <= MOST_TICKED
        # Boxes say "one of" by themselves, and a list of which one is chosen cannot say it.
        operators = [op for op in operators_for(field) if op.name != "any_of" or not offered]
        form.fields["operator"].choices = [(op.name, op.label) for op in operators]  # type: ignore[attr-defined]
        form.fields["value"].widget = _widget(field, offered, is_ticked=form.is_ticked)
        if form.is_ticked:
            form.initial["value"] = given
        return form


class RowFormForm(forms.Form):
    """A form for rows: whom it asks, and what."""

    name = forms.CharField(label=_("Name"), max_length=NAME_LENGTH)
    intro = forms.CharField(
        label=_("What people read first"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    asks = forms.MultipleChoiceField(
        label=_("It asks for"), required=False, widget=forms.CheckboxSelectMultiple
    )
    who = forms.ChoiceField(label=_("Who may send"), choices=RowForm.Who.choices, widget=forms.RadioSelect)
    thanks = forms.CharField(label=_("What people read afterwards"), max_length=300, required=False)
    is_open = forms.BooleanField(label=_("Open"), required=False, initial=True)

    def __init__(self, *args: Any, fields: Sequence[Field], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [(one.name, one.title) for one in fields if not one.is_computed]
        self.fields["asks"].choices = asked  # type: ignore[attr-defined]


def _named(fields: Sequence[Field], kinds: Sequence[str] | None = None) -> list[tuple[str, str]]:
    return [(one.name, one.title) for one in fields if kinds is None or one.kind in kinds]


def _in_order(fields: Sequence[Field], asked: Asked) -> list[Field]:
    """The columns of a view first, in their order."""
    place = {name: at for at, name in enumerate(asked.columns)}
    return sorted(fields, key=lambda one: place.get(one.name, len(place)))


def _offered(field: Field | None, held: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The values a filter by ``field`` chooses among, with their words; none for those that are typed."""
    if field is not None and field.kind in (Field.Kind.CHOICE, Field.Kind.CHOICES):
        return [(one["key"], gettext(one["label"])) for one in field.choices]
    return list(held)


def _widget(field: Field | None, offered: list[tuple[str, str]], *, is_ticked: bool) -> forms.Widget:
    kind = field.kind if field else ""
    if offered:
        return (forms.CheckboxSelectMultiple if is_ticked else forms.Select)(choices=offered)
    if kind == Field.Kind.YESNO:
        return forms.Select(choices=[("yes", gettext("yes")), ("no", gettext("no"))])
    if kind in DAYS:
        return forms.DateInput(attrs={"type": "date"})
    if kind in (Field.Kind.NUMBER, Field.Kind.FORMULA, Field.Kind.ROLLUP):
        return forms.TextInput(attrs={"inputmode": "decimal"})
    return forms.TextInput()
