"""Backup and restore: every row and every file in one zip, whatever the database behind.

``rows/<app>.<Model>.jsonl`` holds a list of values per row in the order of ``manifest.json``; ``files/``
holds the bytes under their stored names. A backup of SQLite can be restored into PostgreSQL and back.
"""
