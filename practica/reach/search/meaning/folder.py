"""A model that the site brings: a folder with an ONNX file and its vocabulary, as sentence encoders come."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from practica.reach.search.meaning.contract import NoModel
from practica.reach.search.meaning.onnx import OnnxEncoder, Shape
from practica.reach.search.meaning.wordpiece import WordPieces

_MODELS = ("model.onnx", "model_quantized.onnx", "onnx/model.onnx", "onnx/model_quantized.onnx")
_VOCABULARIES = ("vocab.txt", "tokenizer.json")
# What decides over the vectors beside the model itself.
_SETTINGS = (
    "sentence_bert_config.json", "config_sentence_transformers.json", "1_Pooling/config.json",
    "tokenizer_config.json",
)  # fmt: skip
_MOST_PIECES = 512


def encoder(folder: Path) -> OnnxEncoder:
    """The encoder in ``folder``. Raises NoModel, in one sentence, when it holds none we can run."""
    model = next((folder / name for name in _MODELS if (folder / name).is_file()), None)
    vocabulary = next((folder / name for name in _VOCABULARIES if (folder / name).is_file()), None)
    if model is None or vocabulary is None:
        missing = "model.onnx" if model is None else "vocab.txt"
        raise NoModel(f"PRACTICA_MODEL_DIR is {folder}, and there is no {missing} in it.")
    try:
        pieces, shape = WordPieces.of_folder(folder), _shape(folder)
    except (ValueError, OSError) as problem:
        raise NoModel(f"The model in {folder} cannot be used: {problem}.") from problem
    settings = [folder / name for name in _SETTINGS if (folder / name).is_file()]
    return OnnxEncoder(
        name=folder.name, sha256=_sha256(model, vocabulary, *settings), model=model, pieces=lambda: pieces,
        shape=shape,
    )  # fmt: skip


def _shape(folder: Path) -> Shape:
    prompts = _read(folder / "config_sentence_transformers.json").get("prompts") or {}
    most = _read(folder / "sentence_bert_config.json").get("max_seq_length") or Shape.most_pieces
    return Shape(
        most_pieces=min(int(most), _MOST_PIECES),
        takes_mean=not _read(folder / "1_Pooling/config.json").get("pooling_mode_cls_token", False),
        before_question=str(prompts.get("query") or ""),
        before_passage=str(prompts.get("document") or prompts.get("passage") or ""),
    )


def _read(path: Path) -> dict[str, Any]:
    found = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return found if isinstance(found, dict) else {}


def _sha256(*paths: Path) -> str:
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
