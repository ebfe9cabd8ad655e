"""Files people upload or bring along: kept under random names, shown only through their entry.

A *stored file* is one version of bytes; its *parts* are the text found inside, each with a place a reader
can turn to (page, slide, sheet).
"""
