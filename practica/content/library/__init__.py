"""The catalogue of what others made and a community uses: links, books, courses, videos, tools.

A *resource* tells where it is, what it is used for and by whom it is; members *review* it in a sentence, and
its address is looked at now and then, so that a dead one is known before it is needed.
"""
