"""What happens to gaps: people tell what they missed, it is gathered, somebody closes it, all hear of it."""

from practica.reach.gaps.actions.closing import close, put_aside, reopen
from practica.reach.gaps.actions.forgetting import forget_old
from practica.reach.gaps.actions.gathering import gather, gather_due
from practica.reach.gaps.actions.matching import decline, match
from practica.reach.gaps.actions.sorting import merge, split, undo
from practica.reach.gaps.actions.telling import choose_name, found_after_all, take_back, tell
from practica.reach.gaps.actions.tending import give_back, rename, take
from practica.reach.gaps.actions.waiting import look_at_questions, sweep_questions

__all__ = [
    "choose_name",
    "close",
    "decline",
    "forget_old",
    "found_after_all",
    "gather",
    "gather_due",
    "give_back",
    "look_at_questions",
    "match",
    "merge",
    "put_aside",
    "rename",
    "reopen",
    "split",
    "sweep_questions",
    "take",
    "take_back",
    "tell",
    "undo",
]
