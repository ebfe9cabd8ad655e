"""The bundled model multiplied as bytes says what the file says."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from practica.reach.search.meaning import bundled
from practica.reach.search.meaning.bundled.quicker import multiplied_as_bytes
from practica.reach.search.meaning.onnx import OnnxEncoder, Shape
from practica.reach.search.meaning.wordpiece import WordPieces

TEXTS = ["Replace the seal of the pump.", "How much time off do I get?", "Error KX-4471 " * 20, "東京の庭園"]


def test_the_vectors_are_nearly_those_of_the_file_as_it_stands():
    folder = Path(bundled.__file__).parent
    plain = OnnxEncoder(
        name="plain", sha256="", model=bundled.model_file(), pieces=lambda: WordPieces.of_folder(folder),
        shape=Shape(),
    )  # fmt: skip

    near = np.sum(plain.embed(TEXTS) * bundled.encoder().embed(TEXTS), axis=1)

    assert near.min() > 0.97


@pytest.mark.parametrize("model", [b"\x3a\x00", b"\x3a\x05\x0a\x03\x22\x01A", b"\x3f"])
def test_another_model_is_refused(model):
    with pytest.raises(ValueError, match="no "):
        multiplied_as_bytes(model)
