"""The engine inside the process: a tantivy index in one directory beside the database.

One process writes, any number read; what is stored says what a document belongs to, never who may see it.
"""
