"""``python -m practica.kit.ui.build [--watch | --types]``: build the front end in a source tree."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

BUILDER = Path(__file__).resolve().parents[3] / "frontend" / "builder.py"


def main(arguments: list[str]) -> int:
    """Do what was asked and answer with an exit code."""
    if not BUILDER.exists():
        print("This is an installed package; its front end is already built.")  # noqa: T201
        return 0
    builder = _builder()
    try:
        if "--watch" in arguments:
            builder.watch()
        elif "--types" in arguments:
            builder.types()
        else:
            builder.build(force="--force" in arguments)
    except RuntimeError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def _builder() -> ModuleType:
    """The same builder the build hook uses. It lives outside the package, beside the sources it builds."""
    spec = importlib.util.spec_from_file_location("frontend_builder", BUILDER)
    if spec is None or spec.loader is None:
        raise RuntimeError("frontend/builder.py cannot be read.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
