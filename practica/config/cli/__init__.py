"""The command line ``practica``: serve, worker, migrate, import, export, backup, restore, search, check.

Each module of this package is one command: ``add(parser)`` names its arguments, ``run(args)`` does it and
returns an exit code.
"""

from practica.config.cli.main import main

__all__ = ["main"]
