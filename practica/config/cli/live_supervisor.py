"""Co-editing as ``practica serve`` runs it: a process that begins when somebody comes and ends when all left.

The port is listened on here, so that whoever comes while there is no process waits for it instead of being
turned away; and a process that dies is followed by another, which finds the same people waiting.
"""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

# A process that has nobody ends after so many seconds: nobody edits, nothing is held in memory.
IDLE = 180
# One that dies so soon is not followed at once for ever.
SOON = 5.0
LONGEST_WAIT = 15.0
LAST_WORDS = 20


class LiveSupervisor:
    """Listens on a port, and has a process serve it as long as somebody is there."""

    def __init__(self, listening: socket.socket, *, site_port: int) -> None:
        self.listening, self.site_port = listening, site_port
        self.process: subprocess.Popen[bytes] | None = None
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._watch, name="live-supervisor", daemon=True)
        self.thread.start()

    def _watch(self) -> None:
        wait = 0.0
        while not self.stopping.wait(wait):
            if not select.select([self.listening], [], [], 0.5)[0]:
                wait = 0.0
                continue
            started = time.monotonic()
            self.process = self._begin()
            code = self.process.wait()
            lasted = time.monotonic() - started
            wait = 0.0 if code == 0 or lasted > SOON else min(max(wait * 2, 1.0), LONGEST_WAIT)

    def _begin(self) -> subprocess.Popen[bytes]:
        number = self.listening.fileno()
        words = ["live", "--socket", str(number), "--site-port", str(self.site_port)]
        words += ["--idle", str(IDLE), "--parent", str(os.getpid())]
        return subprocess.Popen(
            [sys.executable, "-m", "practica.config.cli", *words], cwd=Path.cwd(), pass_fds=[number]
        )

    def stop(self) -> None:
        """End the process, which keeps what was typed first, and stop listening."""
        self.stopping.set()
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
        self.thread.join(timeout=LAST_WORDS)
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
        self.listening.close()
