"""Forms for a type and for one of its fields. Actions decide what may be said; forms keep what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from practica.core.types.actions.types import LONGEST_TEMPLATE
from practica.core.types.looks import HUES, ICONS
from practica.core.types.models import Field, KnowledgeType


class TypeForm(forms.Form):
    """The words, the look and the care of a type."""

    label = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        error_messages={"required": gettext_lazy("Give the type a name.")},
    )
    sentence = forms.CharField(
        label=gettext_lazy("What it is for, in one sentence"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Shown where people choose what to write."),
    )
    template = forms.CharField(
        label=gettext_lazy("What a new page begins with"),
        required=False,
        max_length=LONGEST_TEMPLATE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
        help_text=gettext_lazy("Markdown. Headings and open points help more than long instructions."),
    )
    example = forms.CharField(
        label=gettext_lazy("A filled example"),
        required=False,
        max_length=LONGEST_TEMPLATE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    checklist = forms.CharField(
        label=gettext_lazy("What makes a good one"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("One point a line. Writers see it beside the text."),
    )
    icon = forms.ChoiceField(label=gettext_lazy("Icon"), choices=list(ICONS.items()))
    hue = forms.ChoiceField(label=gettext_lazy("Colour"), choices=list(HUES.items()))
    needs_review = forms.BooleanField(
        label=gettext_lazy("New pages of this type should be reviewed"),
        required=False,
        help_text=gettext_lazy("Writers are told so as they begin one."),
    )
    review_days = forms.IntegerField(
        label=gettext_lazy("Look at it again after so many days"),
        required=False,
        min_value=1,
        max_value=3650,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, type: KnowledgeType) -> TypeForm:
        """Filled with what ``type`` says now."""
        names = (
            "label",
            "sentence",
            "template",
            "example",
            "icon",
            "hue",
            "needs_review",
            "review_days",
            "version",
        )
        initial = {name: getattr(type, name) for name in names}
        return cls(initial=initial | {"checklist": "\n".join(type.checklist)})

    def given(self) -> dict[str, Any]:
        """What was said, as actions take it."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return said | {"checklist": said["checklist"].splitlines()}


#: What a summary can say of linked pages.
RECKONINGS = [
    ("count", gettext_lazy("how many there are")),
    ("filled", gettext_lazy("how many have an answer")),
    ("sum", gettext_lazy("the sum")),
    ("average", gettext_lazy("the average")),
    ("least", gettext_lazy("the least, or the first day")),
    ("most", gettext_lazy("the most, or the last day")),
    ("list", gettext_lazy("all of them, in words")),
]
#: Those that need no field of theirs.
WITHOUT_FIELD = ("count", "list")


class FieldForm(forms.Form):
    """One field: its name, kind, and what its kind needs to know."""

    # What a kind cannot do without stands right below it.
    field_order = (
        "label",
        "kind",
        "choices",
        "formula",
        "rollup_link",
        "rollup_how",
        "rollup_field",
        "types",
    )

    label = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        error_messages={"required": gettext_lazy("Give the field a name.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of field"), choices=Field.Kind.choices)
    help = forms.CharField(
        label=gettext_lazy("Help"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("One line below the field."),
    )
    is_required = forms.BooleanField(label=gettext_lazy("Needs an answer"), required=False)
    choices = forms.CharField(
        label=gettext_lazy("Options"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=gettext_lazy("For choices, one a line. Rename one by writing “old → new”."),
    )
    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"class": "short"}),
        help_text=gettext_lazy("For numbers, like € or hours."),
    )
    decimals = forms.IntegerField(
        label=gettext_lazy("Decimals"),
        required=False,
        min_value=0,
        max_value=8,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    types = forms.MultipleChoiceField(
        label=gettext_lazy("Links lead to"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("For links to pages. None chosen: any page."),
    )
    many = forms.BooleanField(label=gettext_lazy("Several at once"), required=False, initial=True)
    formula = forms.CharField(
        label=gettext_lazy("Formula"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr"}),
        help_text=gettext_lazy('Like [Pieces] * [Price], or if([Done], "done", "open").'),
    )
    rollup_link = forms.ChoiceField(label=gettext_lazy("Looks at"), required=False)
    rollup_how = forms.ChoiceField(label=gettext_lazy("Says"), choices=RECKONINGS, required=False)
    rollup_field = forms.ChoiceField(label=gettext_lazy("Of"), required=False)
    default = forms.CharField(
        label=gettext_lazy("Begins with"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("What a new page has here unless somebody says otherwise."),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        types: list[KnowledgeType],
        links: Sequence[tuple[str, str]] = (),
        reckoned: Sequence[tuple[str, str]] = (),
        field: Field | None = None,
        **more: Any,
    ) -> None:
        if field is not None and not args:
            more.setdefault("initial", _initial(field))
        super().__init__(*args, **more)
        self.field_now = field
        choices: Any = self.fields["types"]
        choices.choices = [(type.uid, type.title) for type in types]
        through: Any = self.fields["rollup_link"]
        known = (
            [] if self["rollup_link"].initial in (None, *dict(links)) else [gettext("a link that is gone")]
        )
        none = [] if links else [gettext("no link yet: make a field that links to pages first")]
        through.choices = [*(("", words) for words in (known or none)), *links]
        looked_at: Any = self.fields["rollup_field"]
        looked_at.choices = [("", gettext("their names")), *reckoned]

    def clean(self) -> dict[str, Any]:
        """A sum needs something to add up."""
        data = super().clean() or {}
        if data.get("kind") == Field.Kind.ROLLUP:
            if not data.get("rollup_link"):
                self.add_error("rollup_link", gettext("Choose which linked pages are summed up."))
            if data.get("rollup_how") not in WITHOUT_FIELD and not data.get("rollup_field"):
                self.add_error("rollup_field", gettext("Choose the field that is looked at."))
        return data

    def given(self) -> dict[str, Any]:
        """What was said, as actions take it."""
        said = self.cleaned_data
        return {
            "label": said["label"],
            "kind": said["kind"],
            "help": said["help"],
            "is_required": said["is_required"],
            "default": said["default"],
            "options": self._options(),
        }

    def _options(self) -> dict[str, Any]:
        said, now = self.cleaned_data, self.field_now
        options: dict[str, Any] = {
            "unit": said["unit"],
            "decimals": said["decimals"],
            "types": said["types"],
            "many": said["many"],
            "formula": said["formula"],
            "choices": [],
        }
        known = {one["label"].casefold(): one["key"] for one in now.choices} if now else {}
        for line in said["choices"].splitlines():
            old, arrow, new = line.partition("→") if "→" in line else line.partition("->")
            label = (new if arrow else old).strip()
            key = known.get(old.strip().casefold(), "")
            options["choices"].append({"label": label, "key": key})
        relation, _sign, other = said["rollup_link"].partition("|")
        options["rollup"] = {
            "relation": relation, "type": other, "how": said["rollup_how"], "field": said["rollup_field"],
        }  # fmt: skip
        return options


def _initial(field: Field) -> dict[str, Any]:
    options = field.options
    rollup = options.get("rollup", {})
    default = field.default
    return {
        "label": field.label,
        "kind": field.kind,
        "help": field.help,
        "is_required": field.is_required,
        "choices": "\n".join(one["label"] for one in field.choices),
        "unit": options.get("unit", ""),
        "decimals": options.get("decimals"),
        "types": options.get("types", []),
        "many": options.get("many", True),
        "formula": options.get("formula", ""),
        "rollup_link": f"{rollup.get('relation', '')}|{rollup.get('type', '')}",
        "rollup_how": rollup.get("how", "count"),
        "rollup_field": rollup.get("field", ""),
        "default": ", ".join(map(str, default)) if isinstance(default, list) else default,
        "version": field.type.version,
    }
