"""Reading a document in a process of its own, so that a hostile one can only hurt itself."""

from __future__ import annotations

import json
import os
import subprocess  # noqa: S404 - our own interpreter and module; the file's name is an argument, never a command
import sys
import tempfile
from pathlib import Path

from practica.core.files.extract.shape import Extract, Part

_ROOT = Path(__file__).resolve().parents[4]
_LARGEST_ANSWER = 64 * 1024 * 1024


def extract_safely(path: str | Path, media_type: str, *, name: str = "", seconds: int = 20) -> Extract:
    """The text inside the file at ``path``; never raises for what is in it.

    ``name`` is what its owner calls it. A file that is broken, locked, too large or too slow (``seconds`` of
    processor time, twice that on the clock) gives what was read so far and a sentence in ``note``.
    """
    arguments = [
        sys.executable,
        "-I",
        "-c",
        _START,
        str(path),
        media_type,
        name or os.path.basename(path),
        str(seconds),
    ]
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(  # noqa: S603
                arguments, stdin=subprocess.DEVNULL, stdout=answer, stderr=subprocess.DEVNULL,
                timeout=seconds * 2, check=False, env={"LC_ALL": "C.UTF-8", "PATH": os.defpath},
            )  # fmt: skip
            failed = done.returncode != 0
        except subprocess.TimeoutExpired:
            failed = True
        answer.seek(0)
        return _read(answer.read(_LARGEST_ANSWER).decode("utf-8", "replace"), failed=failed)


# ``-I`` keeps the working folder and the environment out of the import path; ours is put back by hand.
_START = (
    f"import sys; sys.path.insert(0, {str(_ROOT)!r}); "
    "from practica.core.files.extract.__main__ import main; main()"
)


def _read(answer: str, *, failed: bool) -> Extract:
    parts: list[Part] = []
    note = ""
    for line in answer.splitlines():
        try:
            said = json.loads(line)
        except json.JSONDecodeError:
            continue
        if "note" in said:
            note = said["note"]
        else:
            parts.append(Part(said["text"], said["locator"]))
    if failed and not note:
        note = "Reading this file took too much time or memory, so it was stopped."
    return Extract(tuple(parts), note)
