"""From which cosine on two texts have something to do with each other, by one model.

Models differ: what is far for one is near for another. So each is asked about texts that have nothing in
common, and what is clearly above them means something. No text of the site plays a part in it.
"""

from __future__ import annotations

import numpy as np

from practica.reach.search.meaning.contract import Encoder, identity

_UNLIKE = (
    "How do I bake sourdough bread?",
    "The committee moved its meeting to Thursday afternoon.",
    "Replace the seal of the pump when it leaks.",
    "Symptoms of iron deficiency in children",
    "Reset a forgotten password",
    "Football results of the weekend",
    "The river flooded the lower fields in spring.",
    "Import a folder of Markdown files",
    "Holiday pay and sick leave",
    "A violin is tuned in fifths.",
    "Error 404 after the server was updated",
    "Which satellites orbit Jupiter?",
)

# So many standard deviations above the mean of texts that have nothing in common.
_CLEARLY = 4.0

_floors: dict[str, float] = {}


def floor_of(model: Encoder) -> float:
    """The least cosine at which a document may be found for its meaning alone. Raises as the encoder does."""
    name = identity(model)
    if name not in _floors:
        rows = model.embed(_UNLIKE)
        cosines = (rows @ rows.T)[np.triu_indices(len(rows), 1)]
        _floors[name] = min(float(cosines.mean() + _CLEARLY * cosines.std()), 0.95)
    return _floors[name]
