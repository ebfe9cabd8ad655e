"""Pages take turns, and nobody waits for ever."""

from __future__ import annotations

import threading
import time

import pytest

from practica.config import turns


class Counting:
    """An application that notes how many threads were in it at once.

    Each stays until ``enough`` are there, and a moment more for those who should not come.
    """

    def __init__(self, enough: int) -> None:
        self.inside = self.most = 0
        self.lock = threading.Lock()
        self.enough, self.are_enough = enough, threading.Event()

    def __call__(self, environ, start_response):
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
            if self.most >= self.enough:
                self.are_enough.set()
        self.are_enough.wait(10)
        time.sleep(0.02)
        with self.lock:
            self.inside -= 1
        return [b"done"]


@pytest.mark.parametrize("at_once", [1, 2])
def test_so_many_pages_are_computed_at_once(at_once, monkeypatch):
    monkeypatch.setattr(turns, "MOST_SECONDS", 60)
    counting = Counting(enough=at_once)
    _ask_at_once(turns.taking_turns(counting, at_once=at_once), "GET", 6)
    assert counting.most == at_once


def test_an_upload_does_not_hold_up_pages():
    counting = Counting(enough=2)
    _ask_at_once(turns.taking_turns(counting, at_once=1), "POST", 3)
    assert counting.most > 1


def test_a_page_that_hangs_stops_nobody_for_long(monkeypatch):
    monkeypatch.setattr(turns, "MOST_SECONDS", 0.05)
    goes_on = threading.Event()

    def hangs(environ, start_response):
        if environ["PATH_INFO"] == "/hangs":
            goes_on.wait(5)
        return [b"done"]

    application = turns.taking_turns(hangs, at_once=1)
    hanging = threading.Thread(target=application, args=(_request("GET", "/hangs"), None))
    hanging.start()
    try:
        assert application(_request("GET"), None) == [b"done"]
        assert hanging.is_alive()
    finally:
        goes_on.set()
        hanging.join()


def test_a_page_that_fails_gives_its_turn_back(monkeypatch):
    def fails(environ, start_response):
        raise RuntimeError

    monkeypatch.setattr(turns, "MOST_SECONDS", 20)
    application = turns.taking_turns(fails, at_once=1)
    began = time.monotonic()
    for _time in range(3):
        with pytest.raises(RuntimeError):
            application(_request("GET"), None)
    assert time.monotonic() - began < turns.MOST_SECONDS


def _ask_at_once(application, method, count):
    threads = [threading.Thread(target=application, args=(_request(method), None)) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _request(method, path="/"):
    return {"REQUEST_METHOD": method, "PATH_INFO": path}
