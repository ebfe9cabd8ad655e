"""How good the answers are: ``python -m benchmarks.relevance FOLDER`` with a folder of judged collections.

Makes a site in a temporary folder, brings each collection in as a public community, serves it on a loopback
port and asks every query of one part over ``GET /api/search``, as it stands and with one slip of the finger.
``--keep DIR`` keeps the site there and uses it again the next time (after a change of how text is indexed:
``practica search rebuild`` with ``PRACTICA_DATA_DIR`` set to it).
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.relevance.asking import HEADING, ask_all
from benchmarks.relevance.filling import IDS
from practica.reach.search.judging.judged import collections
from practica.reach.search.judging.slips import with_slips

ROOT = Path(__file__).parents[2]
START_WITHIN = 30


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--port", type=int, default=8193)
    parser.add_argument("--keep", type=Path, help="keep the site in this folder, and use it when it is there")
    args = parser.parse_args()
    # Ended from outside, the server ends too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory() as temporary:
        site = (args.keep or Path(temporary)).resolve()
        site.mkdir(parents=True, exist_ok=True)
        if not (site / IDS).exists():
            _run("-m", "practica.config.cli", "migrate", site=site)
            _run(
                "-m",
                "benchmarks.relevance.filling",
                str(args.folder.resolve()),
                args.part,
                str(site),
                site=site,
            )
        with _served(site, args.port):
            _measure(args.folder, args.part, args.port, json.loads((site / IDS).read_text(encoding="utf-8")))


def _measure(folder: Path, part: str, port: int, ids: dict[str, str]) -> None:
    for label, typed in (("as asked", str), ("with one slip", with_slips)):
        print(f"\n{label}\n{HEADING}")
        gains = []
        for collection in collections(folder, part):
            report = ask_all(collection, port=port, ids=ids, typed=typed)
            gains.append(report.ndcg)
            print(report.line(), flush=True)
        print(f"{'mean':<24}{sum(gains) / len(gains):>9.4f}")


def _run(*words: str, site: Path) -> None:
    subprocess.run([sys.executable, *words], cwd=ROOT, env=_environment(site), check=True)


def _environment(site: Path) -> dict[str, str]:
    return os.environ | {
        "PRACTICA_DATA_DIR": str(site),
        "DJANGO_SETTINGS_MODULE": "practica.config.settings",
    }


@contextmanager
def _served(site: Path, port: int) -> Iterator[None]:
    """The real server, without its worker: nothing changes while we measure."""
    command = [sys.executable, "-m", "practica.config.cli", "serve", "--port", str(port), "--no-worker"]
    server = subprocess.Popen(command, cwd=ROOT, env=_environment(site), start_new_session=True)
    try:
        _wait_for(port, server)
        yield
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(START_WITHIN * 10):
        if server.poll() is not None:
            raise SystemExit("The server did not start.")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"The server did not answer within {START_WITHIN} s.")


if __name__ == "__main__":
    main()
