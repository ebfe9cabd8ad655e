"""What search lends to apps that must not know it: the stems of a text, and entries close to a text.

Without a lender a text is cut into its words as they stand, and nothing is close to anything.
"""

from __future__ import annotations

import re
from typing import Any, Protocol

_WORD = re.compile(r"\w+")


class Stems(Protocol):
    """The words of ``text`` that say something, without their endings, as ``language`` forms them."""

    def __call__(self, text: str, language: str) -> list[str]: ...


class Near(Protocol):
    """Uids of entries that ``person`` may see and that answer ``text`` best, the best first."""

    def __call__(self, text: str, *, person: Any, community: Any = None, limit: int = 10) -> list[str]: ...


_lender: list[tuple[Stems, Near]] = []


def lend(*, stems: Stems, near: Near) -> None:
    """Let these two answer from now on. The last lender does."""
    _lender[:] = [(stems, near)]


def stems(text: str, language: str) -> list[str]:
    """The telling words of ``text`` in the form in which texts are compared."""
    return _lender[0][0](text, language) if _lender else _WORD.findall(text.casefold())


def near(text: str, *, person: Any, community: Any = None, limit: int = 10) -> list[str]:
    """Uids of at most ``limit`` entries close to ``text`` that ``person`` may see."""
    return _lender[0][1](text, person=person, community=community, limit=limit) if _lender else []
