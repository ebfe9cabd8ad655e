"""Which entries of this site are the documents of a judged set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from practica.core.entries.models import Entry
from practica.kit.contracts.search import sources
from practica.reach.search.judging.judged import BadSet, Collection

#: Beside the queries: judged id, tab, uid of the entry.
IDS = "ids.tsv"

#: So many documents that are not here are named.
NAMED = 5


@dataclass(frozen=True)
class Matched:
    """``uids`` of entries by judged id; how many were found which way; the judged ids nothing here stands
    for."""

    uids: dict[str, str]
    ways: dict[str, int]
    missing: list[str]

    def sentence(self) -> str:
        """What was found and what was not, in one line."""
        told = [f"{count} by {way}" for way, count in self.ways.items() if count]
        line = f"{len(self.uids)} of {len(self.uids) + len(self.missing)} judged documents are here"
        line += f" ({', '.join(told)})" if told else ""
        if not self.missing:
            return line + "."
        named = ", ".join(self.missing[:NAMED]) + (", …" if len(self.missing) > NAMED else "")
        return f"{line}; not here: {named}."


def match(collection: Collection, wanted: Iterable[str], *, person: Any) -> Matched:
    """Find the documents called ``wanted`` among the entries ``person`` may see.

    In this order: the entry named in ``ids.tsv``; the entry whose uid is the judged id; the one entry whose
    title is that of the document, if the set holds the documents. Raises BadSet.
    """
    wanted = list(dict.fromkeys(wanted))
    titles = _titles_by_uid(person)
    given = _given(collection)
    named = _named(collection, set(wanted), titles)
    uids: dict[str, str] = {}
    ways = Counter({IDS: 0, "uid": 0, "title": 0})
    for judged in wanted:
        tries = ((IDS, given.get(judged, "")), ("uid", judged), ("title", named.get(judged, "")))
        found = next(((way, uid) for way, uid in tries if uid in titles), None)
        if found:
            ways[found[0]] += 1
            uids[judged] = found[1]
    return Matched(uids, dict(ways), [judged for judged in wanted if judged not in uids])


def _titles_by_uid(person: Any) -> dict[str, str]:
    rows = Entry.objects.visible_to(person).filter(kind__in=list(sources()), state=Entry.State.PUBLISHED)
    return {uid: _plain(title) for uid, title in rows.values_list("uid", "title")}


def _given(collection: Collection) -> dict[str, str]:
    """What ``ids.tsv`` says; nothing when there is none."""
    path = collection.folder / IDS
    if not path.exists():
        return {}
    given = {}
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        if not line.strip():
            continue
        judged, tab, uid = line.partition("\t")
        if not tab or not judged.strip() or not uid.strip() or "\t" in uid:
            raise BadSet(f"Line {number} of {path} is not: judged id, tab, uid of the entry.")
        given[judged.strip()] = uid.strip()
    return given


def _named(collection: Collection, wanted: set[str], titles: dict[str, str]) -> dict[str, str]:
    """The uid by judged id of documents whose title stands above one entry only."""
    if not collection.has_documents:
        return {}
    often = Counter(titles.values())
    by_title = {title: uid for uid, title in titles.items() if title and often[title] == 1}
    documents = ((judged, _plain(title)) for judged, title, _text in collection.documents())
    return {judged: by_title[title] for judged, title in documents if judged in wanted and title in by_title}


def _plain(title: str) -> str:
    """A title without what differs between a file and the page made of it."""
    return " ".join(title.split())[:200].strip().casefold()
