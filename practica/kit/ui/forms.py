"""Forms as the design language wants them: label above, help below, errors in words and in a list on top."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting

_BOXES = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


class HouseField(forms.BoundField):
    """A field of a form. Gives every text-like control the look of the house."""

    def as_widget(
        self,
        widget: forms.Widget | None = None,
        attrs: dict[str, Any] | None = None,
        only_initial: bool = False,
    ) -> Any:
        """The control as HTML, with the class ``input`` unless it is a box to tick."""
        shown = widget or self.field.widget
        if not shown.is_hidden and not isinstance(shown, _BOXES):
            classes = f"input {(attrs or {}).get('class', shown.attrs.get('class', ''))}".strip()
            attrs = {**(attrs or {}), "class": classes}
        return super().as_widget(widget, attrs, only_initial)

    def under_label(self) -> Any:
        """The control below its label, without a placeholder: the label says what belongs here, and stays."""
        self.field.widget.attrs.pop("placeholder", None)
        return self.as_widget()


class HouseRenderer(TemplatesSetting):
    """``FORM_RENDERER`` of the site."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = HouseField
