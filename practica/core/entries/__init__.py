"""Entries: the envelope every piece of content shares, and what attaches to it.

An *entry* says whose it is, where it stands and who may see it; topics, links, follows, read marks and votes
attach to it once, whatever its kind.
"""
