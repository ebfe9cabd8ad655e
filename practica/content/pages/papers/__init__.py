"""Pages on paper and as archives: what one person may read of a page or a branch, and nothing else.

``branch`` finds the pages, ``making`` makes the file. The latter loads much, so it is loaded by who prints.
"""
