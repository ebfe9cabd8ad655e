"""What is measured on one site, and the same for the gateways."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import cycle
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from benchmarks.engine import beginnings
from benchmarks.engine import queries as asked_for
from benchmarks.load import Browser, Load, ask_for
from benchmarks.server import Server, apart, serving
from benchmarks.site import PASSWORD, Places
from benchmarks.words import Words

SERVE = ["-m", "practica.config.cli", "serve", "--port", "{port}"]
# Vectors of made-up texts would be made for hours: what meaning costs is measured with the engine.
SETTINGS = {"PRACTICA_API_WRITES_A_MINUTE": "1000000", "PRACTICA_MEANING": "off"}
SEARCH = "/search?q=bearing+vibration+rose+over+two+weeks"
SUGGEST = "/search/suggest?q=bear"
PAGES = 2000  # of an import


# What plain Django took on the machine on which the budgets were set, CPU milliseconds on SQLite.
DESIGN = {"/page": 2.3, "/list": 4.8}


@dataclass(frozen=True)
class Figure:
    """One line of the table: CPU milliseconds a request, times at one and at eight connections, queries.

    ``speed``: how many times as long as on the machine of the budgets plain Django took right afterwards.
    """

    name: str
    cpu: float
    one: Load | None = None
    eight: Load | None = None
    queries: int | None = None
    speed: float = 1.0


@dataclass
class Site:
    """All figures of one size."""

    entries: int
    figures: list[Figure] = field(default_factory=list)
    start: float = 0.0
    memory_fresh: float = 0.0
    memory_used: float = 0.0
    imported: dict[str, Any] = field(default_factory=dict)
    findable: float = 0.0
    first_page: str = ""
    engine: dict[str, Any] = field(default_factory=dict)


def measure(entries: int, folder: Path, *, count: int) -> Site:
    """Make a site of ``entries`` in ``folder`` and measure it with ``count`` requests a figure."""
    folder.mkdir(parents=True, exist_ok=True)
    known = folder / "addresses.json"
    if not known.exists():
        _run(["-m", "benchmarks.site", str(entries), str(known)], folder)
    places = json.loads(known.read_text())
    _run(["-m", "practica.config.cli", "migrate"], folder)
    site = Site(entries)
    queries = _queries(folder, places)
    site.engine = _told(["-m", "benchmarks.engine", places["email"]], folder)
    with ExitStack() as stack:
        server = stack.enter_context(serving(SERVE, folder, path="/communities", **SETTINGS))
        site.start, site.memory_fresh = server.started, server.memory()
        reader = Browser(server.port)
        reader.sign_in(places["email"], PASSWORD)
        idle = _calm(server)
        yardstick = stack.enter_context(plain_django(folder))
        for name, path, signed_in in (
            ("reader", places["page"], True),
            ("reader, visitor", places["page"], False),
            ("thread of 20", places["thread"], True),
            ("feed of 50", "/", True),
            ("community", places["community"], True),
            ("search", SEARCH, True),
            ("search, 240 queries", [f"/search?q={quote_plus(text)}" for text in asked_for()], True),
            ("the same, API", [f"/api/search?q={quote_plus(text)}" for text in asked_for()], True),
            ("as you type", SUGGEST, True),
            ("the same, 240", [f"/search/suggest?q={quote_plus(text)}" for text in beginnings()], True),
        ):
            cookies = reader.cookies if signed_in else {}
            figure = _reading(server, name, path, cookies, idle=idle, count=count)
            # Queries are counted for the reader signed in alone.
            asked = queries.get(path) if signed_in and isinstance(path, str) else None
            site.figures.append(replace(figure, queries=asked, speed=yardstick()))
        writes = max(count // 10, 40)  # the index is rewritten in part once in eight commits
        site.first_page = _first_page(server, places["page"])
        writer = Writer(reader, places)
        for name, act in (("save", writer.save), ("reply", writer.reply)):
            figure = _writing(server, name, act, idle, writes)
            site.figures.append(replace(figure, speed=yardstick()))
        site.findable = _findable(writer)
        site.memory_used = server.memory()
    site.imported = _told(["-m", "benchmarks.imported", str(PAGES), places["email"]], folder)
    return site


@contextmanager
def plain_django(folder: Path) -> Iterator[Callable[[], float]]:
    """How slow this machine is right now: plain Django's page and list of fifty on the rows of the site,
    against the same on the machine of the budgets; the mean of both ratios.

    A processor shared with others is twice as slow in one minute as in another. What is asked in the same
    seconds, with the same libraries, on the same rows, is slow in the same way.
    """
    with serving(["-m", "benchmarks.ceiling", "plain", "{port}"], folder, path="/page") as server:

        def speed() -> float:
            found = {
                path: _reading(server, path, path, {}, idle=0.0, count=60).cpu / least
                for path, least in DESIGN.items()
            }
            return sum(found.values()) / len(found)

        yield speed


def gateways(folder: Path, places: Places, *, count: int) -> list[tuple[str, Load, float, float]]:
    """For each way to serve: its name, the load, CPU milliseconds a request and memory."""
    found = []
    for gateway, path in (
        ("bare", "/"),
        ("plain", "/page"),
        ("plain", "/list"),
        ("wsgi", "/healthz"),
        ("onehop", "/healthz"),
        ("asgi", "/healthz"),
        ("wsgi", places["page"]),
        ("onehop", places["page"]),
        ("asgi", places["page"]),
    ):
        ready = {"bare": "/", "plain": "/page"}.get(gateway, "/healthz")
        with serving(["-m", "benchmarks.ceiling", gateway, "{port}"], folder, path=ready) as server:
            cookies: dict[str, str] = {}
            if path not in ("/", "/healthz", "/page", "/list"):
                reader = Browser(server.port)
                reader.sign_in(places["email"], PASSWORD)
                cookies = reader.cookies
            figure = _reading(server, gateway, path, cookies, idle=0.0, count=count)
            assert figure.eight is not None
            shown = {"/": "hello", "/healthz": "hello", "/page": "page", "/list": "list of 50"}
            name = f"{gateway}, {shown.get(path, 'reader')}"
            found.append((name, figure.eight, figure.cpu, server.memory()))
    return found


def _calm(server: Server) -> float:
    """The idle rate, once what signing in left to do is done."""
    rate = server.idle_rate(3.0)
    for _ in range(10):
        again = server.idle_rate(3.0)
        if again > rate * 0.8:
            break
        rate = again
    return min(rate, again)


def _reading(
    server: Server, name: str, path: str | list[str], cookies: dict[str, str], *, idle: float, count: int
) -> Figure:
    """The least CPU of five rounds: what else the machine does can only add."""
    paths = [path] if isinstance(path, str) else path
    ask_for(server.port, *paths, cookies=cookies, count=20, connections=1)
    rounds: list[tuple[float, Load]] = []
    with apart(server):
        for connections in (1, 8, 8, 1, 8):
            before, began = server.cpu(), time.monotonic()
            load = ask_for(server.port, *paths, cookies=cookies, count=count, connections=connections)
            used = server.cpu() - before - idle * (time.monotonic() - began)
            rounds.append((used / len(load.times) * 1000, load))
    best = max((load for _cpu, load in (rounds[1], rounds[2], rounds[4])), key=lambda load: load.rate)
    return Figure(name, min(cpu for cpu, _load in rounds), rounds[0][1], best)


def _writing(server: Server, name: str, act: Callable[[int], float], idle: float, count: int) -> Figure:
    """CPU until everything a change sets off is done, without the pages looked at for it."""
    act(0)
    server.settle(idle)
    before, began = server.cpu(), time.monotonic()
    times = [act(number) for number in range(1, count + 1)]
    server.settle(idle)
    used = server.cpu() - before - idle * (time.monotonic() - began)
    return Figure(name, used / count * 1000, Load(times, sum(times) / 1000, 0))


class Writer:
    """Saves a page and replies in a thread, with a token and a version looked up once."""

    def __init__(self, reader: Browser, places: Places) -> None:
        self.reader, self.places = reader, places
        self.threads = cycle(places["replies"])
        text = reader.get(places["edit"])
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', text)
        started = re.search(r'name="started_from" value="(\d+)"', text)
        title = re.search(r'name="title"[^>]*>\s*([^<]*)</textarea>', text)
        assert title is not None
        self.title = unescape(title[1])
        assert token is not None
        assert started is not None
        self.token, self.version = token[1], int(started[1])

    def save(self, number: int) -> float:
        """Give the page another text of 5 KB; milliseconds."""
        words = Words(number + 7)
        body = "\n\n".join(words.section() for _ in range(6))
        took = self._send(self.places["edit"], title=self.title, body=body, started_from=str(self.version))
        self.version += 1
        return took

    def reply(self, number: int) -> float:
        """Write a post; milliseconds."""
        return self.say(Words(number).paragraph())

    def say(self, text: str) -> float:
        """Write ``text`` in the next thread; milliseconds."""
        return self._send(next(self.threads), body=text)

    def _send(self, path: str, **form: str) -> float:
        began = time.perf_counter()
        status, text, _leads = self.reader.ask("POST", path, form | {"csrfmiddlewaretoken": self.token})
        if status not in (302, 303):
            raise RuntimeError(f"{path} answers {status}: {re.sub('<[^>]*>', ' ', text)[:300]}")
        return (time.perf_counter() - began) * 1000


def _findable(writer: Writer) -> float:
    """Seconds from a reply until its words are found."""
    word = f"zwiebelfisch{int(time.time())}"
    writer.say(f"A word nobody wrote: {word}.")
    began = time.monotonic()
    while time.monotonic() - began < 30:
        if 'class="hits"' in writer.reader.get(f"/search?q={word}"):
            return time.monotonic() - began
        time.sleep(0.1)
    return float("inf")


def _first_page(server: Server, path: str) -> str:
    """Bytes and requests of a page with an empty cache, compressed as sent."""
    visitor = Browser(server.port)
    html = visitor.get(path)
    files = dict.fromkeys(re.findall(r'(?:href|src)="(/static/[^"#]+)[#"]', html))
    css = next(name for name in files if name.endswith(".css"))
    sent = {path: len(gzip.compress(html.encode()))}
    for name in files:
        sent[name] = _bytes_of(server.port, name)
    total = sum(sent.values()) / 1024
    parts = f"page {sent[path] / 1024:.0f} KB, CSS {sent[css] / 1024:.0f} KB"
    return f"{total:.0f} KB in {len(sent)} requests ({parts})"


def _bytes_of(port: int, path: str) -> int:
    import http.client

    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.request("GET", path, headers={"Accept-Encoding": "br, gzip"})
    return len(line.getresponse().read())


def _queries(folder: Path, places: Places) -> dict[str, int]:
    paths = [places["page"], places["thread"], "/", places["community"], SEARCH, SUGGEST]
    return _told(["-m", "benchmarks.queries", places["email"], *paths], folder)


def _told(words: list[str], folder: Path) -> dict[str, Any]:
    """The last line such a command prints."""
    answer = subprocess.run(
        [sys.executable, *words], env=_environment(folder), check=True, capture_output=True, timeout=600
    )
    told: dict[str, Any] = json.loads(answer.stdout.decode().splitlines()[-1])
    return told


def _run(words: list[str], folder: Path, *, must: bool = True) -> int:
    done = subprocess.run(
        [sys.executable, *words],
        env=_environment(folder),
        check=must,
        stdout=subprocess.DEVNULL,
        stderr=None if must else subprocess.DEVNULL,
        timeout=3600,
    )
    return done.returncode


def _environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "practica.config.settings",
        "PRACTICA_DATA_DIR": str(folder),
        "PRACTICA_LOG_LEVEL": "ERROR",
    }
