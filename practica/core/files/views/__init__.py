"""Pages about files, and the bytes themselves."""
