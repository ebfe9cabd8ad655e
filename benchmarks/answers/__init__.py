"""Whether quotes are right, and silence too: ``python -m benchmarks.answers FOLDER SITE``."""
