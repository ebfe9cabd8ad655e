"""A real site in a folder of its own: started as an operator starts it, killed as the kernel kills."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180.0  # seconds; on a machine with other work; what takes longer does not happen
# The suite has settings of its own; the site must not see them.
OURS = ("PRACTICA_", "DJANGO_", "PYTHONDONTWRITEBYTECODE")


class Site:
    """A data folder, and the processes that serve it while there are any.

    ``settings`` are the site's own. ``compiled`` is where Python keeps what it compiled when it may not do so
    beside the code: an installed site does not compile itself at every start.
    """

    def __init__(self, folder: Path, *, compiled: Path, settings: Mapping[str, str] | None = None) -> None:
        self.folder, self.compiled, self.port = folder, compiled, free_port()
        self.settings = dict(settings or {})
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def scene(self) -> dict[str, Any]:
        """What was made for the tests; see :mod:`tests.resilience.scene`."""
        return dict(json.loads((self.folder / "scene.json").read_text()))

    @property
    def log(self) -> str:
        """All that the site has written down so far."""
        return (self.folder / "site.log").read_text(errors="replace")

    def start(self) -> None:
        """Serve until it answers, as a service manager would: what runs stays, what ended begins again."""
        wait_for(self._is_up, "the site to answer")

    def stop(self) -> None:
        """End as the operator ends it."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.kill("all")
                raise

    def kill(self, whom: str) -> list[int]:
        """``kill -9`` the ``worker``, the ``web`` process, the ``live`` one of co-editing, the ``server``
        that started them, or ``all``.

        Returns the ids of those killed and of what they had started.
        """
        assert self.process is not None
        if whom == "all":
            victims = tree_of(self.process.pid)
            os.killpg(self.process.pid, signal.SIGKILL)
        else:
            pid = self.process.pid if whom == "server" else self._child(whom)
            victims = tree_of(pid)
            os.kill(pid, signal.SIGKILL)
        if whom in ("all", "server"):
            self.process.wait(PATIENCE)
        return victims

    def _child(self, whom: str) -> int:
        assert self.process is not None
        found: list[int] = []

        def look() -> bool:
            for pid in children_of(self.process.pid):  # type: ignore[union-attr]
                if _part_of(pid) == whom:
                    found.append(pid)
            return bool(found)

        wait_for(look, f"a {whom} to kill")
        return found[0]

    def practica(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            _command(words),
            cwd=ROOT,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )

    def begin(self, *words: str) -> subprocess.Popen[bytes]:
        """Start a command whose output goes to the log; it leads a process group of its own."""
        with (self.folder / "site.log").open("ab") as log:
            return subprocess.Popen(
                _command(words),
                cwd=ROOT,
                env=self._environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def rows(self, question: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database answers, asked past the site."""
        with closing(sqlite3.connect(self.folder / "practica.sqlite3", timeout=20)) as database:
            return database.execute(question, values).fetchall()

    @property
    def live_url(self) -> str:
        """Where people edit together."""
        return f"ws://127.0.0.1:{self.port + 1}/doc"

    def settle(self) -> None:
        """Wait until the worker has done what it owes."""
        owed = "SELECT count(*) FROM ledger_delivery WHERE done_at IS NULL"
        wait_for(lambda: self.rows(owed) == [(0,)], "the worker to catch up")

    def _is_up(self) -> bool:
        if self.process is None or self.process.poll() is not None:
            self.process = self.begin("serve", "--port", str(self.port))
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def _environment(self) -> Mapping[str, str]:
        kept = {"PYTHONPYCACHEPREFIX": str(self.compiled)} if sys.dont_write_bytecode else {}
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith(OURS)},
            **kept,
            "PRACTICA_DATA_DIR": str(self.folder),
            "PRACTICA_SITE_URL": f"http://127.0.0.1:{self.port}",
            "DJANGO_SETTINGS_MODULE": "practica.config.settings",
            "PYTHONUNBUFFERED": "1",
            # Vectors would take the processor from what these tests watch; those that are about them say so.
            "PRACTICA_MEANING": "off",
            **self.settings,
        }


def fill(folder: Path, *, compiled: Path) -> None:
    """Make the scene in the empty ``folder``."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.resilience.scene"],
        cwd=ROOT,
        env=Site(folder, compiled=compiled)._environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert made.returncode == 0, made.stderr
    (folder / "scene.part").write_text(made.stdout)
    (folder / "scene.part").rename(folder / "scene.json")


def served(filled: Path, folder: Path, *, compiled: Path, **settings: str) -> Iterator[Site]:
    """A running site with a copy of what is ``filled``; nothing of it is left at the end."""
    shutil.copytree(filled, folder, dirs_exist_ok=True)
    site = Site(folder, compiled=compiled, settings=settings)
    try:
        site.start()
        yield site
    finally:
        site.stop()


def wait_for(condition: Callable[[], Any], what: str, *, every: float = 0.02) -> None:
    """Wait until ``condition`` holds. Raises AssertionError after PATIENCE."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"Waited {PATIENCE:.0f} s for {what}."
        time.sleep(every)


def a_moment_later(dice: random.Random) -> None:
    """Let up to a tenth of a second pass, so that no two kills meet the same line."""
    time.sleep(dice.random() / 10)


def tree_of(root: int) -> list[int]:
    """The process and all that it, and they, have started."""
    found, waiting = [], [root]
    while waiting:
        found.append(waiting.pop())
        waiting += children_of(found[-1])
    return found


def children_of(parent: int) -> list[int]:
    """Those it has started itself and that live."""
    every = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [pid for pid in every if (state := _state(pid)) and state[0] != "Z" and int(state[1]) == parent]


def is_gone(pid: int) -> bool:
    """Whether the process has ended, be it waited for or not."""
    return _state(pid)[:1] in ([], ["Z"])


def _state(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _part_of(pid: int) -> str:
    words = _words_of(pid)
    if "live" in words:
        return "live"
    # The first one is called so; one begun after it died has the word instead.
    return "worker" if _name_of(pid) == "practica-worker" or "worker" in words else "web"


def _name_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def _words_of(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return []


def _command(words: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "practica.config.cli", *words]


def free_port() -> int:
    """A port nobody listens on, nor on the next one, where people edit together."""
    # Below those the kernel gives to callers: one that asks while nobody serves could meet itself there.
    dice = random.SystemRandom()
    while True:
        port = dice.randrange(20_000, 30_000)
        with socket.socket() as probe, socket.socket() as next_probe:
            try:
                probe.bind(("127.0.0.1", port))
                next_probe.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
