"""``python -m practica.core.files.extract FILE [TYPE] [NAME] [SECONDS]``: its text, one JSON line a part."""

from __future__ import annotations

import json
import os
import resource
import sys

from practica.core.files.extract.reading import read_parts
from practica.core.files.extract.shape import Unreadable

_MEMORY = 1024**3


def main() -> None:
    """Bound this process, then read the file named on the command line."""
    path, media_type, name, seconds = (*sys.argv[1:5], *("", "", "20")[len(sys.argv) - 2 :])[:4]
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024**2, 64 * 1024**2))
    note = ""
    try:
        with open(path, "rb") as file:
            for part in read_parts(file, media_type, name or os.path.basename(path)):
                _say({"text": part.text, "locator": part.locator})
    except Unreadable as error:
        note = str(error)
    except MemoryError:
        note = "Reading this file took too much memory, so it was stopped."
    except Exception:  # noqa: BLE001 - four libraries meet hostile bytes here; whatever they raise, the file is broken
        note = "This file is broken, so its text could not be read to the end."
    _say({"note": note})


def _say(line: dict[str, str]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
