"""Whether a document grows beyond what anybody could use, or what a process can bear.

Measuring takes some milliseconds, so it is done after so many typed bytes, on a copy: what does not fit never
comes in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pycrdt import Doc

from practica.kit.live.limits import Limits


class Size(NamedTuple):
    """Bytes of text, and levels of nodes."""

    length: int
    depth: int


#: The size of a document; gives the root type its name and kind too, as Yjs does not keep that.
SizeOf = Callable[[Doc], tuple[int, int]]


class Measure:
    """Watches the size of one document."""

    def __init__(self, size_of: SizeOf, limits: Limits) -> None:
        self.size_of, self.limits = size_of, limits
        self.length = self.depth = self.unmeasured = 0
        self.is_full = False

    def begin(self, document: Doc) -> None:
        """Measure a document as it is opened."""
        self.length, self.depth = self.size_of(document)
        self.is_full = self.length > self.limits.text

    def fits(self, document: Doc, update: bytes) -> bool:
        """Whether ``update`` may come in. Of a document that is full, only what does not make it longer."""
        self.unmeasured += len(update)
        if self.unmeasured < self.limits.unmeasured and not self.is_full:
            return True
        probe = self._with(document, update)
        if probe is None:
            return True  # it is no update; whoever applies it says so
        length, depth = self.size_of(probe)
        grows = length > self.limits.text and length > self.length
        if grows or depth > self.limits.depth or len(probe.get_update()) > self.limits.state:
            return False
        self.length, self.unmeasured = length, 0
        self.is_full = length > self.limits.text
        return True

    def would_change(self, document: Doc, update: bytes) -> bool:
        """Whether ``update`` says anything that ``document`` does not know."""
        probe = self._with(document, b"")
        assert probe is not None
        changed: list[bool] = []
        watching = probe.observe(lambda _event: changed.append(True))
        try:
            probe.apply_update(update)
        except ValueError:
            return True
        finally:
            probe.unobserve(watching)
        return bool(changed)

    def _with(self, document: Doc, update: bytes) -> Doc | None:
        probe: Doc = Doc()
        probe.apply_update(document.get_update())
        try:
            if update:
                probe.apply_update(update)
        except ValueError:
            return None
        return probe
