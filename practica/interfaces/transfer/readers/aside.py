"""Bytes put aside in a file, so that memory does not grow with their number."""

import os
import tempfile
import weakref


class Aside:
    """A file without a name, gone with this object: what is put there is known by where it begins."""

    def __init__(self) -> None:
        self._end = 0
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with this object
        self._file, self._is_flushed = file, True
        self.close = weakref.finalize(self, file.close)

    def put(self, content: bytes) -> int:
        """Keep ``content``; where it begins."""
        begins = self._end
        self._file.write(content)
        self._end += len(content)
        self._is_flushed = False
        return begins

    def get(self, begins: int, length: int) -> bytes:
        """The ``length`` bytes from ``begins`` on."""
        if not self._is_flushed:
            self._file.flush()
            self._is_flushed = True
        return os.pread(self._file.fileno(), length, begins)
