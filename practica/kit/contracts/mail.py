"""Mail that must go out: written inside the action's transaction, sent later by whoever registered."""

from __future__ import annotations

from collections.abc import Callable

Sender = Callable[[str, str, str, str], None]
_sender: list[Sender] = []


class NobodySends(RuntimeError):
    """No app has registered to send mail; losing one silently would be worse than failing."""


def mail_is_sent_by(sender: Sender) -> None:
    """Let ``sender(to, subject, text, key)`` keep mail: it writes one row in the transaction it is called in,
    and a ``key`` seen before changes nothing."""
    _sender[:] = [sender]


def send_later(to: str, subject: str, text: str, key: str) -> None:
    """Have ``text`` sent to the address ``to`` once the transaction is through. ``key`` names this one mail.

    Raises :class:`NobodySends` when no app has registered.
    """
    if not _sender:
        raise NobodySends("No app sends mail: one must call mail_is_sent_by when it starts.")
    _sender[0](to, subject, text, key)
