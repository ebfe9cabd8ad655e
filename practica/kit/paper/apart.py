"""Setting a document in a process of its own: ``main`` is started by :mod:`practica.kit.paper.pdf` alone."""

from __future__ import annotations

import os
import resource
import sys


def main() -> None:
    """Bound this process, then set ``paper.typ`` in the folder named first."""
    folder, format, seconds, memory, largest = sys.argv[1:6]
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest), int(largest)))
    # One thread a document: several people print at once, and each thread would reserve memory of its own.
    os.environ["RAYON_NUM_THREADS"] = "1"
    import typst  # noqa: PLC0415 - after the bounds are set

    as_pictures = format == "png"
    typst.compile(
        os.path.join(folder, "paper.typ"),
        output=os.path.join(folder, "out-{0p}.png" if as_pictures else "out.pdf"),
        root=folder,
        format="png" if as_pictures else "pdf",
        ppi=80.0,
        package_path=folder,
        package_cache_path=folder,
    )
