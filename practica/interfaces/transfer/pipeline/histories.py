"""The versions a page had in a git repository, read one page at a time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from practica.content.pages.actions import PastVersion
from practica.core.people.models import Person
from practica.interfaces.transfer.pipeline.people import Authors
from practica.interfaces.transfer.pipeline.sources import budget
from practica.interfaces.transfer.readers.archive.items import Source
from practica.interfaces.transfer.readers.git import Version
from practica.interfaces.transfer.readers.plan import read
from practica.interfaces.transfer.readers.reasons import ItemRefused, Reason
from practica.kit.markup import MAX_BYTES


@dataclass(frozen=True)
class Latest:
    """Who last changed a page elsewhere, when and why."""

    at: dt.datetime
    author: Person
    reason: str


class Histories:
    """The past of every page of ``source``, a git repository."""

    def __init__(self, source: Source) -> None:
        self._material = read(source, budget())
        self._pages = {page.key: page for page in self._material.pages}

    def of(self, key: str, authors: Authors) -> tuple[list[PastVersion], int]:
        """All versions of the page ``key``, oldest first, and how many could not be read."""
        page = self._pages.get(key)
        if page is None or not page.path or page.part:
            return [], 0
        versions = self._material.history(page).versions
        past: list[PastVersion] = []
        unread = 0
        for version in versions[:-1]:
            try:
                draft = self._material.draft_at(page, version)
            except ItemRefused:
                unread += 1
                continue
            if len(draft.body.encode("utf-8", "replace")) > MAX_BYTES:
                unread += 1
                continue
            past.append(self._version(draft.title, draft.body, version, authors))
        if versions:
            # The newest one is what is imported as the page itself; only who, when and why count.
            past.append(self._version(page.title, "", versions[-1], authors))
        return past, unread

    def left_out(self, key: str) -> tuple[Reason, ...]:
        """Why not all versions of the page ``key`` are known, if so."""
        page = self._pages.get(key)
        return self._material.loss_of_history(page) if page and page.path and not page.part else ()

    def latest(self, key: str, authors: Authors) -> Latest | None:
        """Who made the newest version."""
        page = self._pages.get(key)
        versions = self._material.history(page).versions if page and page.path else ()
        if not versions:
            return None
        newest = versions[-1]
        return Latest(newest.at, authors.person(newest.author_name, newest.author_email), _first_line(newest))

    @staticmethod
    def _version(title: str, body: str, version: Version, authors: Authors) -> PastVersion:
        return PastVersion(
            title=title,
            body=body,
            at=version.at,
            author=authors.person(version.author_name, version.author_email),
            reason=_first_line(version),
        )


def _first_line(version: Version) -> str:
    return version.message.strip().partition("\n")[0][:300]
