"""Asking: one browser that signs in, and many connections that ask for the same address."""

from __future__ import annotations

import http.client
import re
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode


@dataclass
class Browser:
    """A connection that keeps its cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    line: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, body and where it leads."""
        body = urlencode(form) if form else None
        headers = {"Accept": "text/html"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Origin": f"http://127.0.0.1:{self.port}",
            }
        answer = self._answer(method, path, body, headers)
        text = answer.read().decode(errors="replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, text, answer.getheader("Location", "") or ""

    def _answer(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        for is_last in (False, True):
            if self.line is None:
                self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                self.line.request(method, path, body, headers)
                return self.line.getresponse()
            except (http.client.RemoteDisconnected, BrokenPipeError):
                # A server lets go of a line that was silent for long.
                self.line = None
                if is_last:
                    raise
        raise AssertionError("unreachable")

    def get(self, path: str) -> str:
        """The page. Raises RuntimeError for anything but a page."""
        status, text, _leads = self.ask("GET", path)
        if status != 200:
            raise RuntimeError(f"{path} answers {status}.")
        return text

    def post(self, page: str, path: str, **form: str) -> str:
        """Send the form of ``page`` to ``path``; where it leads. Raises RuntimeError when it is refused."""
        text = self.get(page)
        hidden = dict(re.findall(r'<input type="hidden" name="([-\w]+)" value="([^"]*)"', text))
        status, answer, leads = self.ask("POST", path, {**hidden, **form})
        if status not in (302, 303):
            raise RuntimeError(f"{path} answers {status}: {re.sub('<[^>]*>', ' ', answer)[:300]}")
        return leads

    def sign_in(self, email: str, password: str) -> None:
        """Through the form everybody uses."""
        self.post("/accounts/login/", "/accounts/login/", login=email, password=password)


@dataclass(frozen=True)
class Load:
    """Times in milliseconds, how long it all took in seconds, and the bytes of one answer."""

    times: list[float]
    seconds: float
    size: int

    def at(self, share: float) -> float:
        """The time that ``share`` of the answers stayed below."""
        return sorted(self.times)[min(int(len(self.times) * share), len(self.times) - 1)]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds


def ask_for(port: int, *paths: str, cookies: dict[str, str], count: int, connections: int) -> Load:
    """Ask ``count`` times over so many connections at once, for the ``paths`` one after the other. Raises
    RuntimeError for an answer that is no page."""
    times: list[float] = []
    sizes: set[int] = set()
    wrong: list[int] = []

    def run(first: int, share: int) -> None:
        browser = Browser(port, dict(cookies))
        for number in range(first, first + share):
            path = paths[number % len(paths)]
            began = time.perf_counter()
            status, text, _leads = browser.ask("GET", path)
            times.append((time.perf_counter() - began) * 1000)
            sizes.add(len(text))
            if status != 200:
                wrong.append(status)

    threads = [
        threading.Thread(target=run, args=(at * (count // connections), count // connections))
        for at in range(connections)
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong or not times:
        raise RuntimeError(f"{paths[0]} answers {wrong[:1]}.")
    return Load(times, time.perf_counter() - began, max(sizes))
