"""One import from reading to findable: ``python -m benchmarks.imported PAGES EMAIL`` prints JSON.

So many pages of 5 KB, with links among them, are zipped, imported by the house's own pipeline, and all that
this sets off, the index included, is done at once in this process. What starting Python and making the zip
take is left out. The renderers are processes of their own: memory is the most of all of them together, and so
is CPU time for each page, which other work on the machine hardly changes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

from benchmarks.server import memory_of_tree
from benchmarks.words import Words

EVERY = 0.2  # seconds between two looks at memory


def main() -> None:
    """Import and tell; with ``--write FILE PAGES`` only make the zip."""
    if sys.argv[1] == "--write":
        write(Path(sys.argv[2]), int(sys.argv[3]))
        return
    import django

    django.setup()
    from practica.core.ledger.listeners import deliver_due
    from practica.kit.sqlite.writing import writes_much

    # As the worker has it.
    writes_much()
    pages = int(sys.argv[1])
    while deliver_due():
        pass
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source.zip"
        # In a process of its own: what it takes would be counted as the importer's ever after.
        making = [sys.executable, "-m", "benchmarks.imported", "--write", str(source), str(pages)]
        subprocess.run(making, check=True)
        _import(source, pages)


def _import(source: Path, pages: int) -> None:
    from practica.config.cli.import_command import acting_person
    from practica.core.ledger.listeners import deliver_due
    from practica.interfaces.transfer import actions
    from practica.interfaces.transfer.models import Import
    from practica.interfaces.transfer.pipeline.work import work_on

    with _Peak() as peak:
        imported = actions.begin(
            label="Pages",
            server_path=str(source),
            community=None,
            founding={
                "name": f"Import of {pages} at {time.time():.0f}",
                "purpose": "",
                "audience": "everyone",
            },
            runs_at_once=True,
            actor=acting_person(sys.argv[2], None),
        )
        before = peak.most
        began, used = time.monotonic(), _cpu()
        work_on(imported.pk)
        written, cpu_written = time.monotonic(), _cpu()
        while deliver_due():
            pass
        done, cpu_done = time.monotonic(), _cpu()
        imported.refresh_from_db()
        if imported.state != Import.State.DONE:
            raise SystemExit(f"The import is {imported.state}: {imported.problem}")
    print(
        json.dumps(
            {
                "pages": pages,
                "written": round(pages / (written - began), 1),
                "indexed": round(pages / (done - began), 1),
                "cpu_ms_written": round((cpu_written - used) / pages * 1000, 2),
                "cpu_ms_indexed": round((cpu_done - used) / pages * 1000, 2),
                "memory": round(peak.most),
                "memory_before": round(before),
            }
        )
    )


def _cpu() -> float:
    """CPU seconds of this process and of those it started and that have ended: the renderers."""
    return sum(os.times()[:4])


def write(source: Path, pages: int) -> None:
    """A zip of ``pages`` Markdown files in folders of a hundred."""
    words = Words(pages)
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as into:
        for number in range(pages):
            text = "\n\n".join(words.section() for _ in range(6))
            link = f"[the one before](../{max(number - 1, 0) // 100}/page-{max(number - 1, 0)}.md)"
            name = f"{number // 100}/page-{number}.md"
            into.writestr(name, f"# {words.title()} {number}\n\n{text}\n\nSee {link}.\n")


class _Peak:
    """The most memory of this process and those it started, in MB, while the block runs."""

    def __init__(self) -> None:
        self.most = 0.0
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Peak:
        self.most = memory_of_tree(os.getpid())
        self._watch.start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._over.set()
        self._watch.join()

    def _look(self) -> None:
        while not self._over.wait(EVERY):
            self.most = max(self.most, memory_of_tree(os.getpid()))


if __name__ == "__main__":
    main()
