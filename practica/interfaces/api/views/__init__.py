"""Pages where a person makes and withdraws her tokens."""
