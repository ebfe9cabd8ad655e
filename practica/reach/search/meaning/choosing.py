"""Which encoder this site uses: the bundled one, a folder's, a service's, or none."""

from __future__ import annotations

import threading
from pathlib import Path

from django.conf import settings

from practica.reach.search.meaning.contract import Encoder, NoModel, identity

Chosen = tuple[str, str, str, str]

_lock = threading.Lock()
_made: dict[Chosen, Encoder | NoModel] = {}
_tried: dict[str, str] = {}


def encoder() -> Encoder | None:
    """The encoder of this site; None when meaning is switched off. Raises NoModel when it cannot be had."""
    if not settings.MEANING:
        return None
    found = _find(_chosen())
    if isinstance(found, NoModel):
        raise found
    return found


def encoder_named(name: str) -> Encoder | None:
    """The encoder whose :func:`identity` is ``name``, if this site can still run it.

    After a change of model the old vectors serve until all new ones are there.
    """
    if not settings.MEANING:
        return None
    for chosen in (_chosen(), ("", "", "", "")):
        found = _find(chosen)
        if not isinstance(found, NoModel) and identity(found) == name:
            return found
    return None


def problem() -> str:
    """Why search goes by words alone though it should not, in one sentence; empty when all is well.

    A model the site brings is run for it, once: only then it shows whether the file is one.
    """
    try:
        found = encoder()
        if found is not None and settings.MODEL_DIR and not settings.EMBEDDINGS_URL:
            _run(found)
    except NoModel as found:
        return str(found)
    return ""


def _run(model: Encoder) -> None:
    with _lock:
        tried = _tried.get(identity(model))
    if tried is None:
        try:
            model.embed_question("a")
            tried = ""
        except NoModel as problem:
            tried = str(problem)
        with _lock:
            _tried[identity(model)] = tried
    if tried:
        raise NoModel(tried)


def _chosen() -> Chosen:
    return (
        str(settings.MODEL_DIR), settings.EMBEDDINGS_URL, settings.EMBEDDINGS_MODEL,
        settings.EMBEDDINGS_KEY,
    )  # fmt: skip


def _find(chosen: Chosen) -> Encoder | NoModel:
    with _lock:
        if chosen not in _made:
            try:
                _made[chosen] = _make(chosen)
            except NoModel as problem:
                _made[chosen] = problem
        return _made[chosen]


def _make(chosen: Chosen) -> Encoder:
    # Here: a site without meaning, the rule, loads nothing of what counts with vectors.
    from practica.reach.search.meaning import bundled, folder
    from practica.reach.search.meaning.endpoint import EndpointEncoder

    model_dir, url, model, key = chosen
    if url:
        return EndpointEncoder(url=url, model=model, key=key)
    return folder.encoder(Path(model_dir)) if model_dir else bundled.encoder()


def forget() -> None:
    """Look again which model there is (tests)."""
    with _lock:
        _made.clear()
        _tried.clear()
