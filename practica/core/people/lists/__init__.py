"""Lists of people: read from CSV, looked at row by row, brought in by portions.

A *row* is one line of the list; its *outcome* says what became of it, and its *reason* why.
"""
