"""What a text means, as numbers: texts that mean nearly the same have vectors that point nearly the same way.

An *encoder* makes vectors of texts with one model. The worker makes those of all passages in the background
and writes them to the *shelf*, a file beside the index that web processes map into memory.
"""

from practica.reach.search.meaning.contract import Encoder, EncoderAway, NoModel

__all__ = ["Encoder", "EncoderAway", "NoModel"]
