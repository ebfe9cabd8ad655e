"""``python -m benchmarks.site ENTRIES FILE``: fill the data folder of the environment, index included."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def main() -> None:
    """Make the site and say how long each part took."""
    import django

    django.setup()
    from django.core.management import call_command

    from benchmarks.site.making import fill
    from benchmarks.site.rows import careless
    from practica.reach.search import index

    with careless():
        _timed("tables", lambda: call_command("migrate", interactive=False, verbosity=0))
        places = _timed("rows", lambda: fill(int(sys.argv[1])))
    _timed("index", index.rebuild)
    index.close()
    Path(sys.argv[2]).write_text(json.dumps(places))


def _timed(name: str, act: Callable[[], Any]) -> Any:
    began = time.monotonic()
    made = act()
    print(f"{name}: {time.monotonic() - began:.1f} s", file=sys.stderr)
    return made


if __name__ == "__main__":
    main()
