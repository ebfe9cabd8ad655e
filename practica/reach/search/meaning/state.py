"""How search by meaning is, for the person who keeps the site running."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from practica.reach.search.meaning import choosing, making
from practica.reach.search.meaning.contract import identity
from practica.reach.search.meaning.shelf import Shelf


@dataclass(frozen=True, kw_only=True)
class State:
    """``wanted`` is the model in the settings, ``serving`` the one whose vectors are used; "" for none.

    ``problem`` is one sentence: why search goes by words alone though it should not.
    """

    wanted: str = ""
    serving: str = ""
    problem: str = ""
    documents: int = 0
    passages: int = 0
    owed: int = 0


def state(directory: Path) -> State:
    """How it is now, with the vectors in ``directory``."""
    if problem := choosing.problem():
        return State(problem=problem, owed=making.owed())
    model = choosing.encoder()
    if model is None:
        return State()
    standing = Shelf(directory).now()
    return State(
        wanted=identity(model),
        serving=standing.model if standing else "",
        documents=standing.documents if standing else 0,
        passages=standing.passages if standing else 0,
        owed=making.owed(),
    )
