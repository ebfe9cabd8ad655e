"""Tests of our SQLite backend."""
