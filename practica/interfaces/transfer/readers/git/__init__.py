"""Git repositories, read with the git program but without trusting anything inside them."""

from practica.interfaces.transfer.readers.git.history import History, Version
from practica.interfaces.transfer.readers.git.repository import GitSource

__all__ = ["GitSource", "History", "Version"]
