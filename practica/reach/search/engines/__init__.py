"""The engines that find words: each keeps the promise of ``practica.kit.contracts.search.Engine``.

Today there is one, inside the process and on the disk; ask for it with :func:`open_engine`.
"""

from practica.reach.search.engines.errors import IndexBroken, IndexBusy, IndexOutdated
from practica.reach.search.engines.local.engine import LocalEngine, open_engine

__all__ = ["IndexBroken", "IndexBusy", "IndexOutdated", "LocalEngine", "open_engine"]
