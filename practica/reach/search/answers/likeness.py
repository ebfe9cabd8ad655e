"""How near sentences are to a question in meaning, where a model on this machine can say it at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import structlog

from practica.reach.search.meaning import EncoderAway, NoModel, choosing

log = structlog.get_logger(__name__)


def likeness_to(question: str, *, floor: float) -> Callable[[Sequence[str]], Sequence[float]] | None:
    """What tells of texts how near they are: from 0 (``floor``, the cosine of texts that have nothing to do
    with each other) to 1. None without a model of our own: a service elsewhere would keep the reader waiting.
    """
    try:
        model = choosing.encoder()
    except NoModel:
        return None
    # Here: a site without meaning loads nothing of what counts with vectors.
    from practica.reach.search.meaning.endpoint import EndpointEncoder

    if model is None or isinstance(model, EndpointEncoder):
        return None

    def near(texts: Sequence[str]) -> Sequence[float]:
        try:
            cosines = model.embed(texts) @ model.embed_question(question)[0]
        except (EncoderAway, NoModel) as problem:
            log.error("sentences are chosen by words alone", reason=str(problem))
            return [0.0] * len(texts)
        return [(float(cosine) - floor) / (1 - floor) for cosine in cosines]

    return near
