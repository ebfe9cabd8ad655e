"""``kill -9`` of the process of co-editing while two people type: nothing that was said to be saved is lost.

How often is said by ``KILLS``; a few times suffice to notice that something broke.
"""

from __future__ import annotations

import asyncio
import os
import random
from typing import Any

from practica.kit.markup import to_markdown
from practica.kit.markup.ydoc import document_from, from_ydoc
from tests.kit.live.writers import Writer
from tests.resilience.site import Site

KILLS = int(os.environ.get("KILLS", "3"))
UPDATES = """
    SELECT data FROM coediting_liveupdate WHERE document_id =
    (SELECT d.id FROM coediting_livedocument d JOIN entries_entry e ON e.id = d.entry_id WHERE e.uid = ?)
"""

BODY = "SELECT p.body FROM pages_page p JOIN entries_entry e ON e.id = p.entry_id WHERE e.uid = ?"


class Typist(Writer):
    """Types words that are each there once, and knows which of them she was told are on disk."""

    def __init__(self, name: str, site: Site, session: str, page: str) -> None:
        origin = f"http://127.0.0.1:{site.port}"
        super().__init__(site.live_url, page, session=session, origin=origin)
        self.name, self.words, self.safe = name, 0, 0
        self.words_at: list[int] = []
        self.block: Any = None

    async def _be_connected(self) -> None:
        self.words_at = []
        await super()._be_connected()

    async def send_change(self, message: bytes) -> None:
        """Note how many words had been typed by then: an answer on connecting holds them all."""
        self.words_at.append(self.words)
        await super().send_change(message)

    async def _hear(self, socket: Any, data: bytes) -> None:
        await super()._hear(socket, data)
        if self.saved:
            self.safe = max(self.safe, self.words_at[self.saved - 1])

    def spelled(self, count: int) -> list[str]:
        """Her first words."""
        return [f"{self.name}{number}." for number in range(count)]

    async def type_until(self, stopping: asyncio.Event) -> None:
        """Write on and on, connected or not."""
        if self.block is None:
            number = await self.paragraph(f"{self.name} begins: ")
            self.block = self.line(number)
        while not stopping.is_set():
            word = f"{self.name}{self.words}. "
            self.words += 1
            self.block.insert(len(self.block), word)
            await self.flush()
            await asyncio.sleep(0.03)


async def _kill_while_they_type(site: Site, kills: int) -> tuple[Typist, Typist]:
    dice, page = random.Random(7), site.scene["page_of_all"]
    members = site.scene["members"]
    ann = Typist("a", site, members[0]["session"], page)
    ben = Typist("b", site, members[1]["session"], page)
    async with ann, ben:
        await ann.until(lambda: ann.synced.is_set() and ben.synced.is_set(), seconds=60)
        for _ in range(kills):
            stopping = asyncio.Event()
            typing = asyncio.gather(ann.type_until(stopping), ben.type_until(stopping))
            await asyncio.sleep(0.7 + dice.random() * 1.5)
            safe_before = ann.safe, ben.safe
            site.kill("live")
            kept = _text_on_disk(site, page).split()
            for one, safe in zip((ann, ben), safe_before, strict=True):
                lost = set(one.spelled(safe)) - set(kept)
                assert not lost, f"{one.name} was told that these are saved: {sorted(lost)}"
            await asyncio.sleep(dice.random())  # they go on typing meanwhile
            stopping.set()
            await typing
            await ann.until(lambda: ann.is_saved and ben.is_saved, seconds=60)
        await ann.until(lambda: ann.markdown == ben.markdown)
    return ann, ben


def _text_on_disk(site: Site, page: str) -> str:
    return to_markdown(from_ydoc(document_from(row[0] for row in site.rows(UPDATES, page))))


def test_nothing_that_was_said_to_be_saved_is_lost_and_nothing_is_doubled(site: Site):
    ann, ben = asyncio.run(_kill_while_they_type(site, KILLS))

    words = ann.markdown.split()
    for one in (ann, ben):
        assert [word for word in words if word in set(one.spelled(one.words))] == one.spelled(one.words)
        assert one.safe == one.words > 10 * KILLS
    assert _text_on_disk(site, site.scene["page_of_all"]) == ann.markdown


def test_a_server_that_is_killed_and_started_again_finds_its_port_and_its_people(site: Site):
    async def go_through_it() -> None:
        members, page = site.scene["members"], site.scene["members"][2]["page"]
        async with Typist("c", site, members[2]["session"], page) as cleo:
            await cleo.until(cleo.synced.is_set, seconds=60)
            await cleo.paragraph("Before.")
            await cleo.until(lambda: cleo.is_saved)
            site.kill("server")
            await cleo.paragraph("Meanwhile.")
            await asyncio.to_thread(site.start)
            await cleo.until(lambda: cleo.is_saved, seconds=60)
            assert "Before.\n\nMeanwhile." in _text_on_disk(site, page)

    asyncio.run(go_through_it())


def test_what_was_left_becomes_a_version(site: Site):
    async def wait() -> None:
        async with asyncio.timeout(60):
            while "b0." not in site.rows(BODY, site.scene["page_of_all"])[0][0]:
                await asyncio.sleep(0.1)

    asyncio.run(wait())
