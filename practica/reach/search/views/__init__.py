"""The search page and what appears while typing."""
