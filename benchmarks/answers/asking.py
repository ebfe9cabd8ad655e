"""Questions asked of a site where they have an answer, and where they have none."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from practica.reach.search.judging.judged import Collection, Query

#: Questions of these collections may well be answered in the other one of the pair.
AKIN = ({"liveqa-med", "scifact"},)

#: Texts of links to known pages: elsewhere ("How we plan") they ask for nothing in particular.
LOOK_UPS = ("handbook-links",)


@dataclass(frozen=True)
class Asked:
    """One question asked in one community: what speaks for an answer, and how it went.

    ``is_in``: it belongs there. ``is_found``: the right document is among the first ten. ``places`` counts
    the quotes per document, the right ones as ``right``; ``invalid`` are quotes that do not stand in their
    page; ``milliseconds`` of the processor.
    """

    text: str
    community: str
    is_in: bool
    is_found: bool
    evidence: dict[str, float | None]
    quotes: int
    right: int
    first_is_right: bool
    milliseconds: float
    invalid: list[str] = field(default_factory=list)


def questions(
    collections: list[Collection], community: Collection, *, most: int, seed: int
) -> Iterator[tuple[Query, bool]]:
    """Questions that belong to ``community``, and as many of the others; each with whether it does."""
    from practica.reach.search.answers.questions import is_question

    dice = random.Random(seed)  # noqa: S311 - a measurement, no secret
    own = [query for query in community.queries() if is_question(query.text)]
    yield from ((query, True) for query in dice.sample(own, min(most, len(own))))
    others: list[Query] = []
    for other in collections:
        if other.name not in (community.name, *LOOK_UPS) and {other.name, community.name} not in AKIN:
            asked = [query for query in other.queries() if is_question(query.text)]
            others += dice.sample(asked, min(most, len(asked)))
    yield from ((query, False) for query in dice.sample(others, min(most, len(others))))


def ask(query: Query, *, is_in: bool, community: Any, ids: dict[str, str]) -> Asked:
    """Ask one question as a stranger."""
    from django.contrib.auth.models import AnonymousUser

    from practica.kit.contracts.search import Filters
    from practica.reach.search.answers.answering import answer

    began = time.process_time()
    got = answer(query.text, person=AnonymousUser(), filters=Filters(community_uids=(community.uid,)))
    took = (time.process_time() - began) * 1000
    assert got.found is not None
    first_ten = [ids[hit.entry_uid] for hit in got.found.result.hits[:10]]
    right = [is_in and ids[quote.entry.uid] in query.grades for quote in got.quotes]
    return Asked(
        text=query.text,
        community=community.slug,
        is_in=is_in,
        is_found=is_in and bool(query.grades.keys() & first_ten),
        evidence=vars(got.evidence),
        quotes=len(got.quotes),
        right=sum(right),
        first_is_right=bool(right) and right[0],
        milliseconds=took,
        invalid=[quote.text for quote in got.quotes if not _stands(quote)],
    )


def _stands(quote: Any) -> bool:
    """Whether it stands in the page as read another way: from the Markdown of its newest version."""
    from practica.content.pages.models import Page
    from practica.kit import markup
    from practica.reach.search.answers.checking import stands_in

    page = Page.objects.get(entry__uid=quote.entry.uid)
    newest = page.revisions.order_by("-number").first()
    body = newest.body if newest else page.body
    return stands_in(quote.text, [markup.plain_text(markup.parse(body))])
