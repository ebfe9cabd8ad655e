"""Forms for filling the fields of a type and for changing the type itself."""

from practica.core.types.forms.filling import FieldsForm, fields_form, typed_in
from practica.core.types.forms.keeping import FieldForm, TypeForm

__all__ = ["FieldForm", "FieldsForm", "TypeForm", "fields_form", "typed_in"]
