"""Words that are words of English whether or not anybody here wrote them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

# The whole words of the bundled model's vocabulary are the some twenty thousand most frequent ones. The file
# is read, not its package: that would bring what counts with vectors.
_FILE = Path(__file__).parents[2] / "meaning" / "bundled" / "vocab.txt"


def holds(word: str) -> bool:
    """Whether ``word``, in lower case, is a frequent word of English."""
    return word in _words()


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    lines = _FILE.read_text(encoding="utf-8").split("\n")
    return frozenset(line for line in lines if len(line) > 3 and line.isascii() and line.isalpha())
