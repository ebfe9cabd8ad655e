"""Speed and memory of the real server on generated sites; ``python -m benchmarks``, see ``README.md``."""
