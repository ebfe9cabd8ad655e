"""How search is, for the person who keeps the site running. Clicks are told as counts only."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Q

from practica.core.entries.models import Entry
from practica.kit.contracts.search import sources
from practica.reach.search import index
from practica.reach.search.engines import IndexBroken, IndexOutdated
from practica.reach.search.engines.local import mixtures
from practica.reach.search.engines.local.fields import VERSION
from practica.reach.search.judging import shown
from practica.reach.search.judging.models import SearchClick
from practica.reach.search.meaning.asking import ENOUGH
from practica.reach.search.meaning.state import state as meaning_state


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """How search by meaning is: the model wanted and the one that serves, "" for none; ``bytes`` on the disk.

    ``owed`` entries wait for their vectors; ``is_enough`` says whether there are enough to go by meaning.
    """

    wanted: str
    serving: str
    problem: str
    documents: int
    passages: int
    owed: int
    bytes: int
    is_enough: bool


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How much words count; ``learnt`` is when (ISO, UTC), "" for what every site begins with."""

    words: float
    covered: float
    learnt: str
    clicks: int


@dataclass(frozen=True, kw_only=True)
class Clicks:
    """How many hits that were opened are kept, of how many questions, for how many days each."""

    setting: str
    days: int
    kept: int
    questions: int
    helpful: int
    unhelpful: int


@dataclass(frozen=True, kw_only=True)
class State:
    """``documents`` in the index, ``published`` entries in the database; ``rebuilt`` is ISO, UTC, or "".

    ``languages``: how many documents are in each, the most frequent first; "" is one without a stemmer.
    ``problems`` are sentences.
    """

    is_usable: bool
    documents: int
    published: int
    version: int
    bytes: int
    rebuilt: str
    languages: dict[str, int] = field(default_factory=dict)
    meaning: Meaning
    weights: Weights
    clicks: Clicks
    problems: list[str] = field(default_factory=list)


def state() -> State:
    """How it is now. Never raises for an index that cannot be read: that is one of the problems."""
    problems = []
    documents, languages = 0, {}
    try:
        engine = index.reader()
        documents, languages = engine.count(), engine.languages()
        is_usable = True
    except (IndexBroken, IndexOutdated) as problem:
        problems.append(str(problem))
        is_usable = False
    published = Entry.objects.filter(kind__in=list(sources()), state=Entry.State.PUBLISHED).count()
    if is_usable and index.is_unfinished():
        problems.append("The index is made anew now; if the worker was stopped meanwhile, when it starts.")
    elif is_usable and published and not documents:
        problems.append("The index is empty: the worker makes it anew, or practica search rebuild does.")
    meaning = _meaning(documents)
    if meaning.problem:
        problems.append(f"By words alone: {meaning.problem}")
    if mixtures.path_of(index.directory()).exists() and not mixtures.notes_of(index.directory()):
        problems.append(f"The weights in {mixtures.path_of(index.directory())} cannot be used.")
    return State(
        is_usable=is_usable,
        documents=documents,
        published=published,
        version=VERSION,
        bytes=size(index.directory()),
        rebuilt=index.rebuilt_at(),
        languages=languages,
        meaning=meaning,
        weights=_weights(),
        clicks=_clicks(),
        problems=problems,
    )


def size(folder: Path) -> int:
    """Bytes of all files in ``folder``; 0 when it is not there. What goes meanwhile is not counted."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:
            continue
    return total


def _meaning(documents: int) -> Meaning:
    now = meaning_state(index.shelf_directory())
    return Meaning(
        wanted=now.wanted,
        serving=now.serving,
        problem=now.problem,
        documents=now.documents,
        passages=now.passages,
        owed=now.owed,
        bytes=size(index.shelf_directory()),
        is_enough=now.documents >= ENOUGH * documents,
    )


def _weights() -> Weights:
    used, notes = mixtures.mixture_of(index.directory()), mixtures.notes_of(index.directory())
    clicks = notes.get("clicks", 0)
    return Weights(
        words=used.words,
        covered=used.covered,
        learnt=str(notes.get("learnt", "")),
        clicks=clicks if isinstance(clicks, int) else 0,
    )


def _clicks() -> Clicks:
    counts = SearchClick.objects.aggregate(
        all=Count("pk"),
        of=Count("key", distinct=True),
        yes=Count("pk", filter=Q(helpful=True)),
        no=Count("pk", filter=Q(helpful=False)),
    )
    return Clicks(
        setting=shown.setting(),
        days=settings.SEARCH_CLICKS_DAYS,
        kept=counts["all"],
        questions=counts["of"],
        helpful=counts["yes"],
        unhelpful=counts["no"],
    )
