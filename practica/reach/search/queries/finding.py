"""What a person finds: a page of hits, the best of each kind, what is close to a text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import structlog

from practica.core.communities.models import Community
from practica.core.entries.scopes import scopes_of_reader
from practica.kit.contracts import kinds
from practica.kit.contracts.search import Facets, Filters, Result
from practica.kit.prepared import prepared
from practica.reach.search import index
from practica.reach.search.engines import IndexBroken, IndexOutdated
from practica.reach.search.meaning import choosing
from practica.reach.search.queries import labels
from practica.reach.search.queries.hits import Found, seen

log = structlog.get_logger(__name__)

PAGE = 20
LONGEST = 2000

#: So many of each kind are shown where hits stand by kind.
OF_A_KIND = 5


@dataclass(frozen=True)
class Findings:
    """A page of hits, how many there are in all, and per kind; the spelling used, if another.

    ``counts`` are the facets by the names and values of the index, if they were asked for. ``also`` are
    labels of topics that were looked for beside the words.
    """

    hits: list[Found]
    total: int
    kinds: list[tuple[kinds.Kind, int]]
    corrected: str = ""
    is_away: bool = False
    counts: Facets = field(default_factory=dict)
    also: list[str] = field(default_factory=list)


def find(
    query: str,
    *,
    person: Any,
    kind: str = "",
    community: Community | None = None,
    filters: Filters | None = None,
    limit: int = PAGE,
    offset: int = 0,
    newest: bool = False,
    with_facets: bool = False,
) -> Findings:
    """What ``person`` may see that answers ``query``. Never raises for any query.

    ``filters`` go before ``kind`` and ``community``. ``with_facets`` for a page: counts beside the hits, and
    topics with each.
    """
    if filters is None:
        filters = Filters(kinds=(kind,) if kind else (), community_uids=(community.uid,) if community else ())
    also = labels.same(query[:LONGEST], person=person)
    try:
        result = index.reader().search(
            query[:LONGEST],
            scopes=scopes_of_reader(person),
            filters=filters,
            limit=limit,
            offset=offset,
            meaning=index.meaning(),
            newest=newest,
            facets=with_facets,
            also=also,
        )
    except (IndexBroken, IndexOutdated) as problem:
        log.error("search is away", reason=str(problem))
        index.request_rebuild()
        return Findings([], 0, [], is_away=True)
    if not result.total and index.is_being_made():
        # Nothing found would be no word about what there is.
        return Findings([], 0, [], is_away=True)
    hits = seen(result.hits, person, with_topics=with_facets)
    lost = len(result.hits) - len(hits)
    return Findings(
        hits,
        max(result.total - lost, len(hits)),
        _kinds(result),
        result.corrected,
        counts=result.facets,
        also=[label for _said, label in also],
    )


def groups(
    query: str, *, person: Any, filters: Filters, found: Findings
) -> list[tuple[kinds.Kind, int, list[Found]]]:
    """The best few of each kind found, the most frequent kind first, and how many there are."""
    wanted = [(kind, count) for kind, count in found.kinds if kind.name in (filters.kinds or [kind.name])]
    best = [
        find(query, person=person, filters=replace(filters, kinds=(kind.name,)), limit=OF_A_KIND).hits
        for kind, _count in wanted
    ]
    return [(kind, count, hits) for (kind, count), hits in zip(wanted, best, strict=True) if hits]


def _kinds(result: Result) -> list[tuple[kinds.Kind, int]]:
    known = kinds.all_kinds()
    counted = [(known[name], count) for name, count in result.kinds.items() if name in known]
    return sorted(counted, key=lambda pair: -pair[1])


def trouble(person: Any) -> str:
    """For administrators: why search goes by words alone though it should not; empty when all is well."""
    return choosing.problem() if getattr(person, "is_administrator", False) else ""


def places(person: Any) -> list[Community]:
    """Communities of ``person`` to narrow a search to."""
    return _places(person) if person.pk is not None else []


@prepared
def _places(person: Any) -> Any:
    return Community.objects.listed_for(person).joined_by(person).order_by("name")[:12]


def similar(text: str, *, person: Any, besides: str = "", limit: int = 5) -> list[Found]:
    """Entries close to ``text`` (the title of an entry), without the one ``besides``."""
    if len(text.strip()) < 4:
        return []
    findings = find(text, person=person, limit=limit + 1)
    return [found for found in findings.hits if found.entry.uid != besides][:limit]
