"""How good the answers of search are, asked over HTTP: ``python -m benchmarks.relevance FOLDER``."""
