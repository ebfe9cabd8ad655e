"""What rooms did not come to do: they were killed, or the machine was."""

from __future__ import annotations

import datetime as dt

from practica.content.coediting import actions, queries
from practica.kit.jobs import every

# Longer than a pause after which an open room saves by itself.
QUIET = dt.timedelta(minutes=15)
BATCH = 50


@every(60, name="coediting.left")
def save_what_was_left() -> None:
    """Save what was typed and left behind without a room that would save it."""
    for live in queries.left_unsaved(QUIET)[:BATCH]:
        if actions.save_what_was_left(live.pk) is None:
            actions.put_off(live.pk)


@every(6 * 60 * 60, name="coediting.forget")
def forget() -> None:
    """Forget live documents of which nothing is needed any more."""
    actions.forget()
