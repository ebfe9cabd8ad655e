"""An encoder in this process: an ONNX file and its vocabulary, run by ONNX Runtime on one thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from practica.kit.memory import give_back
from practica.reach.search.meaning.contract import NoModel
from practica.reach.search.meaning.numbers import Vectors, unit
from practica.reach.search.meaning.wordpiece import WordPieces

#: Texts of about equal length go through the model together, so many pieces at most: more wait longer, and
#: are no faster.
PIECES_AT_ONCE = 1_024


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How a model wants its texts: pieces of a text at most, mean of all pieces or the first one, and what to
    put before a question and before a passage."""

    most_pieces: int = 256
    takes_mean: bool = True
    before_question: str = ""
    before_passage: str = ""


class OnnxEncoder:
    """Keeps the promise of :class:`practica.reach.search.meaning.Encoder` with a model on this machine.

    The model is read when the first text comes; ``read`` may put it otherwise than it stands in the file.
    """

    def __init__(
        self,
        *,
        name: str,
        sha256: str,
        model: Path,
        pieces: Callable[[], WordPieces],
        shape: Shape,
        read: Callable[[Path], bytes] = Path.read_bytes,
    ) -> None:
        self.name, self.hash, self.dimensions = name, sha256, 0
        self._model, self._read, self._read_pieces, self._shape = model, read, pieces, shape
        self._lock = threading.Lock()
        self._loaded: tuple[Any, frozenset[str], WordPieces] | None = None

    def embed(self, texts: Sequence[str]) -> Vectors:
        """A row of length 1 for every text, in order. Raises NoModel when the model cannot be run."""
        rows = self._embed([self._shape.before_passage + text for text in texts])
        # Many texts at once take nearly as much as the model, and the C library would hold on to it.
        give_back()
        return rows

    def embed_question(self, text: str) -> Vectors:
        """One row for a question."""
        return self._embed([self._shape.before_question + text])

    def rest(self) -> None:
        """Give the model's memory back. Reading it again takes about a second."""
        with self._lock:
            self._loaded = None
        give_back()

    def _embed(self, texts: Sequence[str]) -> Vectors:
        _, _, pieces = self._ready()
        cut = [pieces.ids(text, most=self._shape.most_pieces) for text in texts]
        rows: dict[int, Vectors] = {}
        for together in _batches(cut):
            for place, row in zip(together, self._run([cut[place] for place in together]), strict=True):
                rows[place] = row
        if not rows:
            return np.zeros((0, self.dimensions), np.float32)
        return np.stack([rows[place] for place in range(len(texts))])

    def _run(self, cut: Sequence[Sequence[int]]) -> Vectors:
        session, wanted, _ = self._ready()
        ids = np.zeros((len(cut), max(map(len, cut))), np.int64)
        there: NDArray[np.int64] = np.zeros_like(ids)
        for row, numbers in enumerate(cut):
            ids[row, : len(numbers)] = numbers
            there[row, : len(numbers)] = 1
        fed = {"input_ids": ids, "attention_mask": there, "token_type_ids": np.zeros_like(ids)}
        states = session.run(None, {name: fed[name] for name in wanted})[0]
        if states.ndim == 3:
            states = _mean(states, there) if self._shape.takes_mean else states[:, 0]
        self.dimensions = states.shape[1]
        return unit(states)

    def _ready(self) -> tuple[Any, frozenset[str], WordPieces]:
        with self._lock:
            if self._loaded is None:
                session = _session(self._model, self._read)
                wanted = frozenset(each.name for each in session.get_inputs())
                if not wanted <= {"input_ids", "attention_mask", "token_type_ids"}:
                    raise NoModel(
                        f"{self._model} is no text encoder: it asks for {', '.join(sorted(wanted))}."
                    )
                self._loaded = session, wanted, self._read_pieces()
                # Reading the model takes 110 MB more than keeping it.
                give_back()
            return self._loaded


def _session(model: Path, read: Callable[[Path], bytes]) -> Any:
    try:
        import onnxruntime
    except ImportError as problem:
        raise NoModel(f"ONNX Runtime, which runs the model, is not installed ({problem}).") from None
    options = onnxruntime.SessionOptions()
    # On a busy machine two threads that wait for each other by spinning are slower than one.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    # Memory is given back after each batch: the largest would be kept for ever otherwise.
    options.enable_cpu_mem_arena = False
    try:
        return onnxruntime.InferenceSession(read(model), options, providers=["CPUExecutionProvider"])
    except Exception as problem:  # noqa: BLE001 - the library has a class of its own for each way to fail
        raise NoModel(f"The model {model} cannot be run ({str(problem)[:200]}).") from problem


def _mean(states: Vectors, there: NDArray[np.int64]) -> Vectors:
    weights = there[..., None].astype(np.float32)
    total: Vectors = (states * weights).sum(axis=1) / weights.sum(axis=1)
    return total


def _batches(cut: Sequence[Sequence[int]]) -> list[list[int]]:
    """Places of texts that go together: sorted by length, so that little is filled up."""
    batches: list[list[int]] = [[]]
    for place in sorted(range(len(cut)), key=lambda place: -len(cut[place])):
        longest = len(cut[batches[-1][0]]) if batches[-1] else 0
        if longest * (len(batches[-1]) + 1) > PIECES_AT_ONCE and batches[-1]:
            batches.append([])
        batches[-1].append(place)
    return [batch for batch in batches if batch]
