"""A real site for the journeys: sample material, web server and worker, as a person would start them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.resilience.site import free_port

ROOT = Path(__file__).resolve().parents[2]
# A site that does not come up at all ends long before: these are for a machine that is busy with much else.
MAKE_SECONDS, START_SECONDS = 900, 240
# The worker carries letters; it looks for them now and then.
MAIL_SECONDS = 120
# The suite has settings of its own; the site must not see them.
OURS = ("PRACTICA_", "DJANGO_")


@dataclass(frozen=True)
class Site:
    """A running site: where it is, and what it has written down, mail included."""

    address: str
    log: Path

    def link_mailed_to(self, email: str, part: str) -> str:
        """The newest link with ``part`` in it that was mailed to ``email``. Raises LookupError."""
        end = time.monotonic() + MAIL_SECONDS
        while time.monotonic() < end:
            letters = self.log.read_text(errors="replace").split("Content-Type: text/plain")
            for letter in reversed(letters):
                links = re.findall(rf"http://\S*{part}\S*", letter)
                if links and f"To: {email}" in letter:
                    return str(links[0])
            time.sleep(0.2)
        raise LookupError(f"No mail to {email} leads to {part}")


@contextmanager
def running(data_dir: Path) -> Iterator[Site]:
    """Fill a sample site in ``data_dir`` and serve it; everything ends with the block."""
    port = int(os.environ.get("JOURNEYS_PORT", 0)) or free_port()
    # Browsers make passkeys for names only, never for addresses of numbers.
    address = f"http://localhost:{port}"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(OURS)},
        "PRACTICA_DATA_DIR": str(data_dir),
        "PRACTICA_PORT": str(port),
        "PRACTICA_SITE_URL": address,
        "PYTHONUNBUFFERED": "1",
        # Places elsewhere that journeys make up are on this machine.
        "PRACTICA_FETCH_PRIVATE_HOSTS": "127.0.0.1",
        # A thread that makes vectors would take the processor from the browser.
        "PRACTICA_MEANING": "off",
    }
    with (data_dir / "journeys.log").open("wb") as log:

        def practica(*words: str) -> subprocess.Popen[bytes]:
            command = [sys.executable, "-m", "practica.config.cli", *words]
            return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)

        if practica("demo").wait(timeout=MAKE_SECONDS):
            raise RuntimeError(f"The sample site could not be made:\n{_tail(data_dir)}")
        server = practica("serve", "--port", str(port))
        try:
            _wait_until_ready(address, server, data_dir)
            yield Site(address, data_dir / "journeys.log")
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_until_ready(address: str, server: subprocess.Popen[bytes], data_dir: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The site did not start:\n{_tail(data_dir)}")


def _tail(data_dir: Path) -> str:
    return "\n".join((data_dir / "journeys.log").read_text(errors="replace").splitlines()[-30:])
