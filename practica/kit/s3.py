"""Files in S3, read from any place on without fetching the whole."""

from __future__ import annotations

from collections.abc import Iterator

from botocore.exceptions import ClientError  # type: ignore[import-untyped]
from storages.backends.s3 import S3Storage

from practica.kit.storage import CHUNK


class RangedS3Storage(S3Storage):
    """The library's storage, which can also be asked for a stretch of a file."""

    def stretch(self, name: str, start: int, length: int) -> Iterator[bytes]:
        """``length`` bytes of ``name`` from ``start`` on, piecewise. Raises FileNotFoundError at once."""
        key = self._normalize_name(name.replace("\\", "/"))
        asked = f"bytes={start}-{start + length - 1}"
        try:
            body = self.bucket.Object(key).get(Range=asked)["Body"]
        except ClientError as problem:
            if problem.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                raise FileNotFoundError(name) from problem
            raise
        found: Iterator[bytes] = body.iter_chunks(CHUNK)
        return found
