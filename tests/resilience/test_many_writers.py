"""Twenty people write at the same time on SQLite: nobody is turned away, and what was confirmed stays."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.resilience.browser import LOST, Answer, Browser
from tests.resilience.site import Site, wait_for
from tests.resilience.soundness import complaints, faults

ROUNDS = 4


@dataclass
class Writer:
    """A member who saves her page and the page of all, replies and votes, and remembers what she was told."""

    browser: Browser
    page: str
    page_of_all: str
    discussion: str
    post: str
    # Texts by page and version, and replies by uid.
    saved: dict[tuple[str, int], str] = field(default_factory=dict)
    replies: dict[str, str] = field(default_factory=dict)
    has_voted: bool = False
    versions: dict[str, int] = field(default_factory=dict)
    refused: list[tuple[int, str]] = field(default_factory=list)

    @property
    def confirmed(self) -> int:
        """How much of what she did was confirmed."""
        return len(self.saved) + len(self.replies)

    def write(self, number: int) -> None:
        """One round of everything. Raises one of LOST when the site goes away."""
        self._save(self.page, f"My words of round {number}.")
        self._save(self.page_of_all, f"Our words of round {number}, as {self.page} has them.")
        text = f"Reply {number} of {self.page}."
        if answer := self._done(
            self.browser.send("POST", f"/discussions/{self.discussion}/replies", body=text), 201
        ):
            self.replies[answer.json["uid"]] = text
        method = "DELETE" if self.has_voted else "PUT"
        if self._done(self.browser.send(method, f"/posts/{self.post}/vote"), 204):
            self.has_voted = not self.has_voted
        self._done(self.browser.ask("GET", f"/e/{self.discussion}"), 302)

    def _save(self, page: str, body: str) -> None:
        version = self.versions.get(page) or self.browser.ask("GET", f"/api/pages/{page}").json["version"]
        answer = self.browser.send("PATCH", f"/pages/{page}", version=version, body=body)
        if page == self.page_of_all and answer.status == 409:
            # Somebody was faster, and nothing was overwritten: she looks again.
            self.versions.pop(page, None)
        elif self._done(answer, 200):
            self.versions[page] = answer.json["version"]
            self.saved[page, answer.json["version"]] = body

    def _done(self, answer: Answer, wanted: int) -> Answer | None:
        if answer.status == wanted:
            return answer
        self.refused.append((answer.status, answer.text[:200]))
        return None


def writers_of(site: Site) -> list[Writer]:
    """All members, each with a line of her own."""
    scene = site.scene
    asked = "SELECT v.id FROM discussions_postvote v JOIN people_session s ON s.person_id = v.person_id"
    return [
        Writer(
            Browser(site.port, member["session"]),
            member["page"],
            scene["page_of_all"],
            scene["discussion"],
            scene["post"],
            has_voted=bool(site.rows(f"{asked} WHERE s.session_key = ?", member["session"])),
        )
        for member in scene["members"]
    ]


def all_at_once(writers: list[Writer], work: Callable[[Writer], None]) -> None:
    """Let every writer ``work`` at the same time; what one of them raises is raised."""
    together = threading.Barrier(len(writers))

    def begin(writer: Writer) -> None:
        together.wait(60)
        work(writer)

    with ThreadPoolExecutor(len(writers)) as pool:
        list(pool.map(begin, writers))


def nothing_confirmed_is_missing(site: Site, writers: list[Writer]) -> None:
    """Look for everything that was confirmed, in the rows and as a reader."""
    asked = "SELECT e.uid, r.number, r.body FROM pages_revision r JOIN pages_page p ON p.id = r.page_id"
    kept = {
        (uid, number): body
        for uid, number, body in site.rows(f"{asked} JOIN entries_entry e ON e.id = p.entry_id")
    }
    posts = dict(site.rows("SELECT uid, body FROM discussions_post"))
    for writer in writers:
        assert writer.saved.items() <= kept.items()
        assert writer.replies.items() <= posts.items()
        mine = max(number for page, number in writer.saved if page == writer.page)
        page = writer.browser.get(f"/api/pages/{writer.page}").json
        assert page["version"] >= mine
        assert page["version"] > mine or page["body"] == writer.saved[writer.page, mine]
    assert faults(site) == {}


def test_twenty_people_who_write_at_once_are_all_served(site: Site):
    writers = writers_of(site)

    def write(writer: Writer) -> None:
        for number in range(ROUNDS):
            writer.write(number)

    all_at_once(writers, write)
    assert [problem for writer in writers for problem in writer.refused] == []
    assert all(len(writer.replies) == ROUNDS for writer in writers)
    voted = site.rows("SELECT vote_count FROM discussions_post WHERE uid = ?", site.scene["post"])
    assert voted == [(sum(writer.has_voted for writer in writers),)]
    site.settle()
    site.stop()
    site.start()
    nothing_confirmed_is_missing(site, writers)
    assert not complaints(site)


def test_what_was_confirmed_before_everything_was_killed_is_there_afterwards(site: Site):
    writers, enough = writers_of(site), 120

    def write_until_it_is_gone(writer: Writer) -> None:
        for number in range(100, 100 + 20):
            try:
                writer.write(number)
            except LOST:
                return

    def kill_in_the_middle() -> None:
        wait_for(
            lambda: sum(writer.confirmed for writer in writers) >= enough, "enough to be written", every=0.001
        )
        site.kill("all")

    killer = threading.Thread(target=kill_in_the_middle)
    killer.start()
    all_at_once(writers, write_until_it_is_gone)
    killer.join()
    site.start()
    assert [problem for writer in writers for problem in writer.refused] == []
    assert sum(writer.confirmed for writer in writers) >= enough
    nothing_confirmed_is_missing(site, writers)
    site.settle()
    assert not complaints(site)
