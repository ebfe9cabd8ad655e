"""Knowledge types: which fields an entry of a type has, and the values they hold.

A *type* says what sort of knowledge something is (a lesson learned, a decision record) and what is asked
about it; a *field* is one such question; a *value* is the answer of one entry.
"""
