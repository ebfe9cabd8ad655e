"""What a password must be, in the words of the house: Django's own rules, said as somebody would say them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import password_validation as rules
from django.utils.translation import gettext as _


class LongEnough(rules.MinimumLengthValidator):
    """So many characters at least."""

    def get_error_message(self) -> Any:
        """What to do."""
        return _("Use %(min_length)d characters or more. A few words in a row are easy to remember.") % {
            "min_length": self.min_length
        }

    def get_help_text(self) -> str:
        """The same, before one types."""
        return _("%(min_length)d characters or more. A few words in a row are easy to remember.") % {
            "min_length": self.min_length
        }


class NotOneself(rules.UserAttributeSimilarityValidator):
    """Not what everybody knows of the person."""

    def __init__(self, user_attributes: Any = ("name", "handle", "email"), max_similarity: float = 0.7):
        super().__init__(user_attributes, max_similarity)

    def get_error_message(self) -> Any:
        """What to do, whatever it is like."""
        return _("This is too much like your name or address. Choose something else.")

    def get_help_text(self) -> str:
        """The same, before one types."""
        return _("Not your name or address.")


class NotCommon(rules.CommonPasswordValidator):
    """Not one of those that are guessed first."""

    def get_error_message(self) -> Any:
        """Why, and what to do."""
        return _("Many people use this one, so it is guessed first. Choose another.")

    def get_help_text(self) -> str:
        """The same, before one types."""
        return _("Not one that many people use.")
