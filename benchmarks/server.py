"""The real server in a folder of its own: started, watched from outside, stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
START_WITHIN = 60.0  # seconds
# Longer than the worker gathers: what is idle so long has nothing left to do.
QUIET = 1.5  # seconds


@dataclass
class Server:
    """A running command and where it answers; ``started`` is seconds from the command to the first answer."""

    process: subprocess.Popen[bytes]
    port: int
    started: float = 0.0

    def cpu(self) -> float:
        """CPU seconds the whole process tree has used."""
        return sum(_cpu(pid) for pid in _tree(self.process.pid))

    def memory(self) -> float:
        """Proportional set size of the whole process tree, in MB."""
        return memory_of_tree(self.process.pid)

    def idle_rate(self, seconds: float = 2.0) -> float:
        """CPU seconds it uses each second when nobody asks."""
        before, began = self.cpu(), time.monotonic()
        time.sleep(seconds)
        return (self.cpu() - before) / (time.monotonic() - began)

    def settle(self, idle: float, most: float = 60.0) -> None:
        """Wait until the worker has done what it owes: until the tree is as idle as before."""
        deadline = time.monotonic() + most
        while time.monotonic() < deadline:
            if self.idle_rate(QUIET) < idle + 0.03:
                return


@contextmanager
def apart(server: Server) -> Iterator[None]:
    """Keep the tree off the core of the one who asks, so that it is the server's own work that is counted.

    Whoever asks from the same machine wakes the server on her own core, with her data in its caches: the same
    page cost up to a third more so. Askers of real sites come over a network. With one core it does nothing.
    """
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        _move(os.getpid(), {cores[-1]})
        for pid in _tree(server.process.pid):
            _move(pid, set(cores[:-1]))
    try:
        yield
    finally:
        for pid in (os.getpid(), *_tree(server.process.pid)):
            _move(pid, set(cores))


def _move(pid: int, cores: set[int]) -> None:
    for thread in Path(f"/proc/{pid}/task").glob("*"):
        with suppress(ProcessLookupError):
            os.sched_setaffinity(int(thread.name), cores)


@contextmanager
def serving(words: list[str], folder: Path, *, path: str = "/healthz", **more: str) -> Iterator[Server]:
    """Run ``words`` (``{port}`` is filled in) until the block ends. Raises RuntimeError when nothing
    answers."""
    port = _free_port()
    environment = {
        **os.environ,
        "PRACTICA_DATA_DIR": str(folder),
        "PRACTICA_LOG_LEVEL": "ERROR",
        "PRACTICA_SITE_URL": f"http://127.0.0.1:{port}",
        **more,
    }
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *(word.format(port=port) for word in words)],
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    server = Server(process, port)
    try:
        _wait_for(server, path)
        server.started = time.monotonic() - began
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _wait_for(server: Server, path: str) -> None:
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", server.port), timeout=1) as line:
                line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
                if line.recv(64).startswith(b"HTTP/1.1 200"):
                    return
        except OSError:
            pass
        time.sleep(0.02)
    raise RuntimeError("The server does not answer.")


def memory_of_tree(root: int) -> float:
    """Proportional set size of ``root`` and all it started, in MB."""
    return sum(_memory(pid) for pid in _tree(root))


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def _tree(root: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _fields(int(entry.name))):
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        waiting += parents.get(pid, [])
    return found


def _fields(pid: int) -> list[str]:
    """The columns of /proc/<pid>/stat from the state on."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _cpu(pid: int) -> float:
    fields = _fields(pid)
    return (int(fields[11]) + int(fields[12])) / TICK if fields else 0.0


def _memory(pid: int) -> float:
    try:
        rolled = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in rolled.splitlines() if line.startswith("Pss:")) / 1024
