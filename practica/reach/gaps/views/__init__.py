"""Saying what one did not find, and looking after what is missing."""
