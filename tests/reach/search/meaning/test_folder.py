"""A model in a folder that the site brings."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from practica.reach.search.meaning import NoModel, bundled, folder


@pytest.fixture
def own(tmp_path):
    """A folder with a model and its vocabulary."""
    (tmp_path / "model.onnx").symlink_to(bundled.model_file())
    shutil.copy(Path(bundled.__file__).parent / "vocab.txt", tmp_path)
    return tmp_path


def test_a_folder_with_a_model_and_its_vocabulary_will_do(own):
    model = folder.encoder(own)

    assert model.embed(["compost"]).shape == (1, 384)
    assert model.name == own.name


def test_what_decides_over_the_vectors_is_in_the_hash(own):
    before = folder.encoder(own).hash

    (own / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": 128}))

    assert folder.encoder(own).hash != before


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vocab.txt", "", "lacks"),
        ("vocab.txt", None, "no vocab.txt"),
        ("model.onnx", None, "no model.onnx"),
        ("tokenizer.json", json.dumps({"model": {"type": "Unigram"}}), "Unigram"),
        ("tokenizer_config.json", "{", "cannot be used"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(own, name, content, said):
    if name == "tokenizer.json" or content is None:
        (own / ("vocab.txt" if name == "tokenizer.json" else name)).unlink()
    if content is not None:
        (own / name).write_text(content)

    with pytest.raises(NoModel, match=said):
        folder.encoder(own)


def test_a_file_that_is_no_model_is_noticed_when_it_is_run(own):
    (own / "model.onnx").unlink()
    (own / "model.onnx").write_bytes(b"not a model")

    with pytest.raises(NoModel, match="cannot be run"):
        folder.encoder(own).embed(["compost"])
