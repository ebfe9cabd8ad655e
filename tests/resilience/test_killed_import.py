"""An import goes on after ``kill -9`` of what was at work, loses nothing, doubles nothing, and says so."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest

from tests.builders.imports import a_zip_of
from tests.resilience.browser import LOST, Browser
from tests.resilience.site import Site, a_moment_later, is_gone, wait_for
from tests.resilience.soundness import complaints, faults

PAGES, FILES = 250, 10
WENT_ON = "It was interrupted and continued after a restart at"


@dataclass(frozen=True)
class Source:
    """A zip of Markdown whose pages all hold its name in their titles, and nothing else here does."""

    name: str

    @property
    def titles(self) -> list[str]:
        """Of its pages."""
        return [f"{self.name.title()} {number}" for number in range(PAGES)]

    @property
    def zip(self) -> bytes:
        """The source as it is uploaded."""
        pages = {f"part{n // 50}/p{n:03}.md": self._page(n) for n in range(PAGES)}
        return a_zip_of(
            {**pages, **{f"part0/note{n}.txt": f"Note {n} of {self.name}." for n in range(FILES)}}
        )

    def _page(self, number: int) -> str:
        prose = "Seals wear where the shaft is rough, and last where it is true. " * 8
        sections = "\n\n".join(f"## Section {part}\n\n{prose}" for part in range(4))
        return f"# {self.titles[number]}\n\n[On](p{number + 1:03}.md)\n\n{sections}\n"


@pytest.fixture
def ann(site: Site) -> Browser:
    """The lead, who imports."""
    return Browser(site.port, site.scene["lead"]["session"])


def begin(ann: Browser, source: Source) -> str:
    """Upload ``source``; the uid of the import that the worker does from then on."""
    answer = ann.upload("/imports", source.zip, name=f"Keepers of {source.name}")
    assert answer.status == 201, answer.text
    return str(answer.json["uid"])


def reach(site: Site, uid: str, state: str, done: int = 0) -> None:
    """Wait until the import is in ``state`` and so many of its items are in."""

    def has_come_so_far() -> bool:
        asked = "SELECT state, done, holder FROM transfer_import WHERE uid = ?"
        now, count, holder = site.rows(asked, uid)[0]
        assert now not in ("done", "failed"), f"The import was {now} before it could be interrupted."
        return bool(now == state and count >= done and holder)

    wait_for(has_come_so_far, f"the import to be {state} at {done}", every=0.005)


def all_is_in(site: Site, ann: Browser, uid: str, source: Source) -> None:
    """Wait for the end and look at everything the import promised."""
    state = "SELECT state FROM transfer_import WHERE uid = ?"
    wait_for(lambda: site.rows(state, uid) in ([("done",)], [("failed",)]), "the import to end")
    told = ann.get(f"/api/imports/{uid}").json
    assert told["state"] == "done", told["problem"]
    assert sum(told["counts"].values()) == told["items_in"] == PAGES + FILES
    assert told["counts"]["created"] == PAGES + FILES
    assert told["links_broken"] == PAGES // 50
    in_here = "SELECT kind, count(*), count(DISTINCT title) FROM entries_entry WHERE community_id = (SELECT"
    in_here += " community_id FROM transfer_import WHERE uid = ?) GROUP BY kind ORDER BY kind"
    sections = PAGES // 50
    assert site.rows(in_here, uid) == [("file", FILES, FILES), ("page", PAGES + sections, PAGES + sections)]
    assert site.rows("SELECT count(*) FROM transfer_waiting") == [(0,)]
    site.settle()
    assert faults(site) == {}
    found = [
        hit["title"]
        for offset in range(0, PAGES + 200, 200)
        for hit in ann.get(f"/api/search?q={source.name}&kind=page&limit=200&offset={offset}").json["results"]
    ]
    assert sorted(found) == sorted(source.titles)


def says_it_went_on(ann: Browser, uid: str) -> bool:
    """Whether the page of the import tells a reader that it was interrupted."""
    page = ann.get(f"/imports/{uid}")
    assert page.status == 200
    return WENT_ON in page.text


def test_a_killed_worker_is_started_again_and_goes_on(site: Site, ann: Browser):
    dice, source = random.Random(1), Source("alder")
    uid = begin(ann, source)
    left_behind: list[int] = []
    for state, done in (("reading", 0), ("running", 110)):
        reach(site, uid, state, done)
        a_moment_later(dice)
        left_behind += site.kill("worker")
    all_is_in(site, ann, uid, source)
    assert says_it_went_on(ann, uid)
    wait_for(lambda: all(map(is_gone, left_behind)), "what the worker had started to end")


def test_killed_web_processes_do_not_disturb_an_import(site: Site, ann: Browser):
    dice, source = random.Random(2), Source("birch")
    uid = begin(ann, source)
    for state, done in (("reading", 0), ("running", 60)):
        reach(site, uid, state, done)
        a_moment_later(dice)
        site.kill("web")
    # Two so close together end the server, in good order; who watches over it starts it again.
    site.start()
    all_is_in(site, ann, uid, source)


def test_a_killed_server_leaves_no_process_behind_and_no_import_half_done(site: Site, ann: Browser):
    dice, source = random.Random(3), Source("cedar")
    uid = begin(ann, source)
    reach(site, uid, "running", 100)
    a_moment_later(dice)
    left_behind = site.kill("server")
    wait_for(lambda: all(map(is_gone, left_behind)), "all that the server had started to end")
    with pytest.raises(LOST):
        ann.ask("GET", "/healthz")
    site.start()
    all_is_in(site, ann, uid, source)


def test_when_everything_is_killed_at_once_the_next_start_goes_on(site: Site, ann: Browser):
    dice, source = random.Random(4), Source("elder")
    uid = begin(ann, source)
    for state, done in (("reading", 0), ("running", 110)):
        reach(site, uid, state, done)
        a_moment_later(dice)
        site.kill("all")
        site.start()
    all_is_in(site, ann, uid, source)
    assert says_it_went_on(ann, uid)
    assert not complaints(site)
