"""How near the documents of this site are to a question, for an engine that finds by words."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence

import structlog

from practica.reach.search.meaning.choosing import encoder_named
from practica.reach.search.meaning.contract import Encoder, EncoderAway, NoModel, identity
from practica.reach.search.meaning.nearness import Near
from practica.reach.search.meaning.numbers import Vectors
from practica.reach.search.meaning.shelf import Shelf, Standing

log = structlog.get_logger(__name__)

#: This share of the documents has to have vectors: those without would be put behind for no fault of theirs.
ENOUGH = 0.9

#: Questions are asked again with the next page or another filter; so many are remembered.
_MOST_QUESTIONS = 500

#: What comes behind does not change what a question is about.
_LONGEST = 2_000


class SiteMeaning:
    """Keeps the promise of :class:`practica.kit.contracts.search.Meaning` with the vectors on a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._lock = threading.Lock()
        self._asked: OrderedDict[tuple[str, str], Vectors] = OrderedDict()

    def near(
        self, text: str, *, scopes: Sequence[str], community_uids: Sequence[str], documents: int
    ) -> Near | None:
        """How near documents are to ``text``; None without a model, or while too few vectors are made."""
        standing = self._shelf.now()
        if standing is None or standing.documents < ENOUGH * documents or not text.strip():
            return None
        model = encoder_named(standing.model)
        if model is None:
            return None
        question = self._vector(text[:_LONGEST], model, standing)
        if question is None:
            return None
        return Near(standing, question, scopes=scopes, communities=community_uids)

    def _vector(self, text: str, model: Encoder, standing: Standing) -> Vectors | None:
        asked = (identity(model), text)
        with self._lock:
            if asked in self._asked:
                self._asked.move_to_end(asked)
                return self._asked[asked]
        try:
            found: Vectors = model.embed_question(text)[0]
        except EncoderAway:
            return None
        except NoModel as problem:
            log.error("search goes by words alone", reason=str(problem))
            return None
        if found.shape != (standing.dimensions,):
            return None
        with self._lock:
            self._asked[asked] = found
            if len(self._asked) > _MOST_QUESTIONS:
                self._asked.popitem(last=False)
        return found
