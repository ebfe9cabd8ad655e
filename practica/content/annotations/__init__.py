"""Annotations: talks about a passage of any text of the house; they stay with it when the text is edited.

An *annotation* is what somebody says about a *quote* of an entry's text; *replies* follow it; it is open
until somebody settles it. Its anchor is a quote with what stands before and after: W3C's text quote selector.
"""
