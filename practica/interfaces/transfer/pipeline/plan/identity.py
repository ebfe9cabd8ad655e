"""Which source this is: one that came before, whatever its file is called today, or a new one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from practica.interfaces.transfer.models import Import, SourceLink
from practica.interfaces.transfer.pipeline.plan.traces import (
    ALIKE,
    Trace,
    by_part,
    likeness,
    near,
)
from practica.interfaces.transfer.readers.archive.items import Source
from practica.interfaces.transfer.readers.git import GitSource

# From here on two sources are one: half of the smaller one is the same or nearly so.
SAME = 0.5
# What every source has, and so says nothing.
_COMMON = {"index", "readme", "_index", "license", "licence", "changelog", "contributing", "about", "mkdocs"}
# What a download adds to a name: “docs (1)”, “docs-main”, “docs-v2”, “docs_2024-05-01”.
_ADDED = re.compile(r"[-_ .]*(?:\(\d+\)|main|master|copy|v?\d+(?:[-_.]\d+)*)$", re.IGNORECASE)


def origin_of(source: Source) -> dict[str, Any]:
    """What tells of ``source`` beside its contents; only a git repository has such a thing."""
    if not isinstance(source, GitSource):
        return {}
    return {"roots": list(source.roots()), "remote": source.remote}


def recognise(
    imported: Import, origin: Mapping[str, Any], pages: Mapping[str, Trace], files: Mapping[str, Trace]
) -> tuple[str, bool]:
    """The name under which this source is known, and whether something came from it before.

    ``pages`` and ``files`` are what is in it by key. A repository is known by its first commit, everything
    else (and a repository that was begun anew) by what is in it.
    """
    former = _former(imported)
    name = (imported.label or "source")[:190]
    if not former:
        return name, False
    alike = {
        source: _shared(imported, source, rows, pages, files) for source, rows in _rows_of(imported).items()
    }
    for source, origins in former.items():
        if any(_same_repository(origin, other) for other in origins) and alike.get(source, 0) >= _least(
            origin, origins
        ):
            return source, source in alike
    best = max(alike, key=lambda source: alike[source], default="")
    if best and alike[best] >= SAME:
        return best, True
    return name if name not in former else f"{name} {imported.uid[:6]}", False


def is_unlike(imported: Import, source: str, pages: Mapping[str, Trace], files: Mapping[str, Trace]) -> bool:
    """Whether hardly anything is like what came from ``source``, which somebody said this renews."""
    rows = _rows_of(imported, source).get(source, [])
    return bool(rows) and _shared(imported, source, rows, pages, files) < ALIKE


def _former(imported: Import) -> dict[str, list[dict[str, Any]]]:
    """The sources of this community by name, each with what was known of its origin, newest first."""
    known: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if imported.community_id:
        rows = Import.objects.filter(community=imported.community_id).exclude(pk=imported.pk).newest_first()
        for source, origin in rows.exclude(source="").values_list("source", "origin"):
            known[source].append(origin or {})
    return known


def _rows_of(imported: Import, source: str = "") -> dict[str, list[tuple[str, Trace, bool]]]:
    links = SourceLink.objects.filter(community=imported.community_id)
    links = links.filter(source=source) if source else links
    rows: dict[str, list[tuple[str, Trace, bool]]] = defaultdict(list)
    for name, key, content, sketch, version in links.values_list(
        "source", "key", "content", "sketch", "version"
    ).iterator():
        rows[name].append((key, Trace(content, sketch), version > 0))
    return rows


def _same_repository(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if one.get("remote") and one.get("remote") == other.get("remote"):
        return True
    return bool(set(one.get("roots", ())) & set(other.get("roots", ())))


def _least(origin: Mapping[str, Any], origins: Iterable[Mapping[str, Any]]) -> float:
    """How much has to be alike beside: two clones of one template have their first commit in common."""
    remotes = {other.get("remote") for other in origins if other.get("remote")}
    return ALIKE if origin.get("remote") and remotes and origin["remote"] not in remotes else 0.0


def _shared(
    imported: Import,
    source: str,
    rows: list[tuple[str, Trace, bool]],
    pages: Mapping[str, Trace],
    files: Mapping[str, Trace],
) -> float:
    """How much of the smaller of both is the same, 0 to 1. Pages decide where there are any."""
    theirs = {key: trace for key, trace, is_page in rows if is_page and trace.content}
    ours = {key: trace for key, trace in pages.items() if trace.content}
    if not theirs or not ours:
        theirs = {key: trace for key, trace, is_page in rows if not is_page}
        ours = dict(files)
    smaller = min(len(ours), len(theirs))
    if not smaller:
        return 0.0
    is_same_name = _bare(imported.label) == _bare(source)
    contents = {trace.content for trace in theirs.values()}
    parts = by_part(theirs)
    total = 0.0
    for key, trace in ours.items():
        if trace.content in contents:
            total += 1
            continue
        total += max(
            _same_path(key, trace, theirs, is_same_name=is_same_name),
            nearest[1] if (nearest := near(trace, parts, theirs)) else 0.0,
        )
    return total / smaller


def _same_path(key: str, trace: Trace, theirs: Mapping[str, Trace], *, is_same_name: bool) -> float:
    other = theirs.get(key)
    if other is None:
        return 0.0
    alike = likeness(trace, other)
    if alike is not None:
        # Two quite different texts at one path are two texts.
        return max(alike, 0.8) if alike >= ALIKE else 0.0
    stem = key.rpartition("/")[2].partition(".")[0].casefold()
    return 0.6 if is_same_name and stem not in _COMMON else 0.0


def _bare(name: str) -> str:
    """The name of a download without what its copies differ in."""
    bare = name.casefold().strip()
    while (shorter := _ADDED.sub("", bare)) != bare and shorter:
        bare = shorter
    return bare
