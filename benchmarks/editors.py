"""People who edit one page at once: ``python -m benchmarks.editors [--letters 1000] [--editors 50]``.

Two type letters each into a page of 5 KB, with the pace of fast typists; then so many have the page open, a
fifth of them typing. Delay is from a letter's leaving one browser to its reaching another, on this machine;
CPU and memory are those of the process of co-editing. All browsers are one Python process, so what they cost
is in the delays. At the end all texts are compared, with each other and with what is on disk.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.server import Server, apart, serving
from practica.kit.live import messages
from practica.kit.live.messages import Reader
from tests.kit.live.writers import Writer

WARM = 1.0
PARAGRAPHS = 25


class Measured(Writer):
    """A writer that notes when her letters left and when those of others came, and reads these at the end."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.left_at: list[float] = []
        self.waiting: list[bytes] = []
        self.defers = False
        self.comings = 0

    async def _be_connected(self) -> None:
        self.comings += 1
        await super()._be_connected()

    async def _hear(self, socket: Any, data: bytes) -> None:
        if self.defers and data[:2] == bytes((messages.SYNC, messages.UPDATE)):
            self.heard_at.append(time.perf_counter())
            self.waiting.append(data)
            return
        await super()._hear(socket, data)

    def read_on(self) -> None:
        """Apply what others typed."""
        self._applying = True
        for data in self.waiting:
            self.document.apply_update(Reader(data[2:]).chunk())
        self._applying = False
        self.waiting.clear()

    async def write(self, letters: int, *, every: float) -> None:
        """Type into a block of her own."""
        text = self.line(await self.paragraph(f"{self.document.client_id}: "))
        for _ in range(letters):
            text.insert(len(text), "x")
            self.left_at.append(time.perf_counter())
            await self.flush()
            await asyncio.sleep(every)


@dataclass
class Figures:
    """What one scene showed: delays in ms, CPU in cores, memory in MB."""

    writers: int
    typing: int
    letters: int
    seconds: float
    median: float
    p95: float
    cpu: float
    memory: float
    lost: int
    equal: bool

    def __str__(self) -> str:
        cells = [
            f"{self.writers} ({self.typing} typing)",
            f"{self.letters}",
            f"{self.seconds:.0f} s",
            f"{self.median:.0f} · {self.p95:.0f} ms",
            f"{self.cpu:.2f}",
            f"{self.memory:.0f}",
            f"{self.lost}",
            "yes" if self.equal else "NO",
        ]
        return f"| {' | '.join(cells)} |"


async def measure(
    server: Server, page: str, sessions: list[str], *, typing: int, letters: int, every: float
) -> Figures:
    """Let the people of ``sessions`` open ``page`` and the first ones type, a letter ``every`` so many
    seconds; and tell."""
    editors = len(sessions)
    origin, url = f"http://127.0.0.1:{server.port}", f"ws://127.0.0.1:{server.port}/doc"
    people = [Measured(url, page, session=one, origin=origin) for one in sessions]
    async with AsyncExitStack() as stack:
        for one in people:
            await stack.enter_async_context(one)
        for one in people:
            await one.until(one.synced.is_set, seconds=60)
        before = people[0].markdown
        await asyncio.sleep(WARM)
        for one in people:
            one.heard_at.clear()
            one.defers = editors > 2
        cpu, began = server.cpu(), time.perf_counter()
        await asyncio.gather(*(one.write(letters, every=every) for one in people[:typing]))
        cpu, seconds = server.cpu() - cpu, time.perf_counter() - began
        memory = server.memory()
        equal = await _settled(people)
        typed = people[0].markdown.count("x") - before.count("x")
    delays = _delays(people, typing) if typing <= 2 else _delays_of_one(people)
    return Figures(
        writers=editors, typing=typing, letters=letters, seconds=seconds,
        median=statistics.median(delays), p95=statistics.quantiles(delays, n=20)[-1],
        cpu=cpu / seconds, memory=memory, lost=letters * typing - typed, equal=equal,
    )  # fmt: skip


async def _settled(people: list[Measured]) -> bool:
    """Wait until all is said to be saved and everybody has the same; whether that came about."""
    until = time.monotonic() + 90
    while time.monotonic() < until:
        for one in people:
            one.read_on()
        if all(one.is_saved for one in people) and len({one.markdown for one in people}) == 1:
            return True
        await asyncio.sleep(0.5)
    return False


def _delays(people: list[Measured], typing: int) -> list[float]:
    """Letter by letter, of two: what one sends comes to the other in order."""
    pairs = [(people[0], people[1]), (people[1], people[0])][:typing]
    return [
        (heard - left) * 1000
        for sender, receiver in pairs
        for left, heard in zip(sender.left_at, receiver.heard_at[1:], strict=False)
    ]


def _delays_of_one(people: list[Measured]) -> list[float]:
    """Of many typists the messages come mixed: they come in the order in which they left."""
    left = sorted(at for one in people for at in one.left_at)
    # One who read so slowly that she was sent away and came again has not heard each letter by itself.
    watcher = max(people[1:], key=lambda one: (one.comings == 1, len(one.heard_at)))
    blocks = len(watcher.heard_at) - len(left)
    return [(heard - at) * 1000 for at, heard in zip(left, watcher.heard_at[blocks:], strict=False)]


def make(editors: int) -> dict[str, Any]:
    """A community whose members have signed in, and two pages of it."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import override_settings

    from benchmarks.words import Words
    from tests import builders
    from tests.resilience.scene import _session_of

    call_command("migrate", interactive=False, verbosity=0)
    words = Words(7)
    body = "\n\n".join(words.sentence() for _ in range(PARAGRAPHS))
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        community = builders.a_community("Editors", led_by=builders.a_colleague())
        members = [builders.a_member(of=community) for _ in range(editors)]
        sessions = [_session_of(one) for one in members]
    pages = [builders.a_page(in_=community, body=body).entry.uid for _ in range(2)]
    return {"sessions": sessions, "pages": pages}


def main() -> None:
    """Print the figures as Markdown."""
    parser = argparse.ArgumentParser(prog="benchmarks.editors", description=__doc__)
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--editors", type=int, default=50)
    parser.add_argument("--make", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.make:
        json.dump(make(wanted.editors), sys.stdout)
        return
    with tempfile.TemporaryDirectory(prefix="practica-editors-") as name:
        folder = Path(name)
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "practica.config.settings",
            "PRACTICA_DATA_DIR": name,
            "PRACTICA_MEANING": "off",
            "PRACTICA_LOG_LEVEL": "ERROR",
            "PRACTICA_HOSTS": "testserver,127.0.0.1",
        }
        words = [sys.executable, "-m", "benchmarks.editors", "--make", "--editors", str(wanted.editors)]
        made = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
        scene = json.loads(made.stdout.splitlines()[-1])
        command = ["-m", "practica.config.cli", "live", "--port", "{port}"]
        print("| editors | letters each | took | delay, median · p95 | cores | MB | lost | equal |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- |")
        with serving(command, folder, path="/alive", PRACTICA_MEANING="off") as server, apart(server):
            pages, sessions = scene["pages"], scene["sessions"]
            two = measure(server, pages[0], sessions[:2], typing=2, letters=wanted.letters, every=0.05)
            print(asyncio.run(two), flush=True)
            fifth, tenth = max(1, wanted.editors // 5), wanted.letters // 10
            many = measure(server, pages[1], sessions, typing=fifth, letters=tenth, every=0.2)
            print(asyncio.run(many), flush=True)


if __name__ == "__main__":
    main()
