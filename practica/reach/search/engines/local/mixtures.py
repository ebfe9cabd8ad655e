"""How much words and meaning count: as on every site in the beginning, or as this one learnt from its clicks.

Learnt weights lie in a file beside the index, so that they outlive a rebuild and every process notices a
change by looking at the file once a question.
"""

from __future__ import annotations

import json
import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Mixture:
    """What the words count, from 0 to 1; the meaning counts the rest.

    Both sides are stretched to run from 0 to 1 over the documents in question. ``words`` is what words count
    always; ``covered`` is added by as much (0 to 1) as the best documents by words cover the question: who
    types the words of the page she looks for means these words, who describes something does not.

    Chosen on the DEV parts of five judged collections. Fourteen features with weights learnt from the same
    questions (the design's linear merge) were no better on the four of them tried.
    """

    words: float = 0.25
    covered: float = 0.3

    def share(self, covered: float) -> float:
        """What the words count for a question of which the best documents hold ``covered``."""
        return self.words + self.covered * covered


MIXTURE = Mixture()

_read: dict[Path, tuple[tuple[int, int], Mixture]] = {}


def path_of(directory: Path) -> Path:
    """Where what was learnt for the index in ``directory`` lies."""
    return directory.with_name(directory.name + ".mixture.json")


def mixture_of(directory: Path) -> Mixture:
    """The weights for the index in ``directory``, read again when they changed. One ``stat`` otherwise.

    A file that cannot be used is as good as none.
    """
    path = path_of(directory)
    try:
        stat = path.stat()
    except OSError:
        return MIXTURE
    mark = (stat.st_ino, stat.st_mtime_ns)
    held = _read.get(path)
    if held is None or held[0] != mark:
        held = _read[path] = (mark, _mixture(notes_of(directory)) or MIXTURE)
    return held[1]


def notes_of(directory: Path) -> dict[str, Any]:
    """All that was written down with the learnt weights; empty when nothing was learnt or can be read."""
    try:
        notes = json.loads(path_of(directory).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return notes if isinstance(notes, dict) and _mixture(notes) else {}


def keep(mixture: Mixture, notes: dict[str, Any], directory: Path) -> None:
    """Use ``mixture`` from now on; ``notes`` say where it comes from."""
    path = path_of(directory)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8") as out:
        json.dump({**notes, "words": mixture.words, "covered": mixture.covered}, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)


def forget(directory: Path) -> bool:
    """Go back to the weights every site begins with; whether others had been learnt."""
    try:
        path_of(directory).unlink()
    except FileNotFoundError:
        return False
    return True


def _mixture(notes: Any) -> Mixture | None:
    """The weights in ``notes``; None when they are no numbers or words would not count from 0 to 1."""
    try:
        found = Mixture(words=float(notes["words"]), covered=float(notes["covered"]))
    except (KeyError, TypeError, ValueError):
        return None
    shares = (found.share(0.0), found.share(1.0))
    return found if all(math.isfinite(one) and 0 <= one <= 1 for one in shares) else None
