"""Collections: saved views over the entries of one knowledge type in a community. A row is an entry.

A *view* is one way to look at the rows (table, board, calendar, gallery, list) with its columns, filters and
order; a *form* collects rows from people, a *submission* is what one of them sent and waits to be taken in.
"""
