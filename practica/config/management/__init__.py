"""Changes to Django's own commands."""
