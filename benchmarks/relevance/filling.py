"""Each judged collection brought into a site as a public community, through the house's own actions."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from practica.reach.search.judging.judged import Collection, collections

BATCH = 400
IDS = "ids.json"


def fill(folder: Path, part: str, into: Path) -> None:
    """Make the site, its index, and ``into/ids.json``: which page was which document."""
    from practica.core.people.models import Organisation, Person
    from practica.reach.search import index
    from practica.reach.search.meaning import background

    home = Organisation.objects.create(name="Alder Works", standing="home")
    librarian = Person.objects.create_user(
        "librarian", "librarian@example.org", "correct horse", name="Ana Lima", organisation=home
    )
    ids: dict[str, str] = {}
    for collection in collections(folder, part):
        ids |= _bring(collection, librarian)
        print(f"{len(ids)} pages", file=sys.stderr)
    index.rebuild()
    background.work_off(index.shelf_directory(), _say_now_and_then)
    index.close()
    (into / IDS).write_text(json.dumps(ids), encoding="utf-8")


def _say_now_and_then(done: int) -> None:
    if done % 1_000 < 4:
        print(f"{done} pages have vectors", file=sys.stderr)


def _bring(collection: Collection, librarian: Any) -> dict[str, str]:
    """The uid of every page made, with the id of its document."""
    from practica.content.pages.actions import create_many
    from practica.core.communities.actions import start

    community = start(name=collection.name, audience="public", actor=librarian)
    ids: dict[str, str] = {}
    for batch in _batches(collection.documents()):
        pages = [_page(title, text, community) for _, title, text in batch]
        create_many(pages, community=community, actor=librarian)
        ids |= {page.uid: document for page, (document, _, _) in zip(pages, batch, strict=True)}
    return ids


def _page(title: str, text: str, community: Any) -> Any:
    from django.utils import timezone

    from practica.content.pages.actions import NewPage
    from practica.content.pages.links import Context
    from practica.content.pages.texts import read_text
    from practica.kit.models import new_uid

    now = timezone.now()
    read = read_text(text, Context(community=community))
    return NewPage(
        uid=new_uid(), title=title.strip()[:200] or "Untitled", text=read, created=now, changed=now
    )


def _batches(rows: Iterable[tuple[str, str, str]]) -> Iterator[list[tuple[str, str, str]]]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield batch


if __name__ == "__main__":
    import django

    django.setup()
    fill(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
