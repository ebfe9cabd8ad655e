"""What every app's ``api.py`` shares: inputs that refuse unknown fields, and the shape of refusals."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field

# Caps of the API. The actions hold the house's own limits; these bound what is read at all.
LONGEST_TITLE = 400
LONGEST_BODY = 400_000

Uid = Annotated[str, Field(max_length=12, examples=["k7m2p9qd4rxt"])]
Title = Annotated[str, Field(min_length=1, max_length=LONGEST_TITLE, examples=["Why pump seals fail early"])]
Body = Annotated[str, Field(max_length=LONGEST_BODY, examples=["Check the **flush plan** first."])]
TopicLabel = Annotated[str, Field(min_length=1, max_length=80, examples=["pumps"])]
Topics = Annotated[list[TopicLabel], Field(max_length=50)]


class Input(Schema):
    """What a client sends. A field nobody reads is refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid")


class Detail(Schema):
    """One input at fault: where it stands and why it cannot be used."""

    at: str
    why: str


class Problem(Schema):
    """Why it was not done, in one sentence. ``field`` names the input at fault; ``details`` lists several."""

    error: str
    field: str = ""
    details: list[Detail] = []


class Conflict(Problem):
    """Somebody else changed it meanwhile: ``version``, ``title`` and ``body`` stand now, ``sent_title`` and
    ``sent_body`` are what you sent."""

    version: int = 0
    title: str = ""
    body: str = ""
    sent_title: str = ""
    sent_body: str = ""


class AuthorOut(Schema):
    """Who wrote something. ``handle`` names the profile."""

    name: str
    handle: str


REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 422, 429), Problem)
CONFLICT: dict[int, Any] = {409: Conflict}


def author_out(person: Any) -> AuthorOut | None:
    """``person`` as the author of something; None when nobody is known."""
    return AuthorOut(name=person.name, handle=person.handle) if person else None
