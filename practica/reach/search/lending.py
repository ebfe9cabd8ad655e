"""What search lends to other apps through ``practica.kit.contracts.finding``."""

from __future__ import annotations

from typing import Any

from practica.kit.contracts import finding
from practica.reach.search import queries
from practica.reach.search.engines.local import language as words


def stems(text: str, language: str) -> list[str]:
    """The words of ``text`` without endings and without those too common to say anything, in order."""
    said = words.spoken(text)
    telling = [word for word in said if word not in words.STOP_WORDS] or said
    found = (words.stem(word, words.code_of(language)) for word in telling)
    return list(dict.fromkeys(stem for stem in found if stem))


def near(text: str, *, person: Any, community: Any = None, limit: int = 10) -> list[str]:
    """Uids of the entries found for ``text``."""
    found = queries.find(text, person=person, community=community, limit=limit)
    return [one.entry.uid for one in found.hits]


finding.lend(stems=stems, near=near)
