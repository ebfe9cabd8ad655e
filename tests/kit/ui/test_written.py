"""What is written into a page is what markupsafe would have made of it."""

from __future__ import annotations

import pytest
from django.db.models import TextChoices
from django.utils.functional import lazystr
from django.utils.safestring import SafeString
from jinja2 import ChainableUndefined
from markupsafe import Markup, escape

from practica.kit.ui.written import written


class Kind(TextChoices):
    """A choice with something to escape in its value."""

    ODD = "a<b"


@pytest.mark.parametrize(
    "value",
    ["", "plain words", "<b>&\"'", "é…⟦", Markup("<b>"), SafeString("<i>"), 7, -1, 2.5, True, None, Kind.ODD,
     lazystr("<x>"), ["<y>"], ChainableUndefined(name="nothing")],
)  # fmt: skip
def test_a_value_stands_as_markupsafe_writes_it(value):
    assert written(value) == escape(value)
    assert isinstance(written(value), str)
