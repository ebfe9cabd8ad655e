"""``python -m practica.config.cli``: the same as ``practica``."""

import sys

from practica.config.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
