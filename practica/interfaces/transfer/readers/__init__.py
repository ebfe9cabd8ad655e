"""Readers of foreign material: they open, bound, decode and translate it, and know nothing of the database.

Nothing here extracts a file by the name it claims, follows a path from inside, or fetches anything.
"""
