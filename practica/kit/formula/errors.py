"""What is wrong with a formula, and where."""

from __future__ import annotations


class FormulaError(Exception):
    """A formula that cannot be used. The message is a sentence; ``start`` and ``end`` are offsets in
    characters of the stretch it is about."""

    def __init__(self, message: str, *, start: int = 0, end: int | None = None) -> None:
        super().__init__(message)
        self.start = start
        self.end = start if end is None else end

    def split(self, source: str) -> tuple[str, str, str]:
        """``source`` before, at and after the place, for showing it marked."""
        return source[: self.start], source[self.start : self.end], source[self.end :]


class NoValue(Exception):
    """A formula that is right and still has no value for this row: the message says why."""
