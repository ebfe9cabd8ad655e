"""A small safe language of formulas over the fields of a row: read, checked for kinds, then run; no eval.

``compiled`` turns what a person wrote into a :class:`Formula` or says where it is wrong, and
``compiled_together`` does so for formulas that use each other. See docs/reference/formulas.md.
"""

from practica.kit.formula.errors import FormulaError
from practica.kit.formula.formula import Formula, Result, compiled
from practica.kit.formula.kinds import Kind, Value
from practica.kit.formula.renaming import names_in, renamed
from practica.kit.formula.together import Cycle, compiled_together, in_order

__all__ = [
    "Cycle",
    "Formula",
    "FormulaError",
    "Kind",
    "Result",
    "Value",
    "compiled",
    "compiled_together",
    "in_order",
    "names_in",
    "renamed",
]
