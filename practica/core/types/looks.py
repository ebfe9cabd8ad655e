"""The icons and hues a type can have: those of the sprite and of the design tokens."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

#: Names in the icon sprite.
ICONS = (
    "page", "book", "check", "question", "asset", "event", "course", "data", "users", "user", "discussion",
    "list", "tasks", "history", "warn", "verified", "pen", "globe", "link", "folder", "tip", "flag", "quote",
    "heart", "table", "clock", "pin", "tag", "chart", "compass", "refresh",
)  # fmt: skip

#: Names of the ``--k-…`` tokens, in words of colour.
HUES = {
    "page": _("Green"),
    "asset": _("Ochre"),
    "event": _("Brick"),
    "question": _("Plum"),
    "course": _("Violet"),
    "discussion": _("Blue"),
    "data": _("Slate"),
}
