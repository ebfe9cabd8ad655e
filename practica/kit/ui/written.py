"""What stands in HTML for a value: what is marked as safe as it is, all else escaped."""

from __future__ import annotations

import re
from typing import Any

from django.utils.safestring import SafeString
from markupsafe import Markup, escape

_is_special = re.compile("[&<>'\"]").search


def written(value: Any) -> str:
    """``value`` as :func:`markupsafe.escape` writes it.

    That makes an object of a class of its own of each word, to say that it was escaped. Nobody asks what was
    written into a page already; a page writes some hundred words, most of them with nothing to escape.
    """
    kind = type(value)
    if kind is str:
        return escape(value) if _is_special(value) else value
    if kind is Markup or kind is SafeString:
        return value
    if kind is int:
        return str(value)
    return escape(value)
