"""Gaps: what people look for and do not find, who writes it, and that everyone who asked hears of it.

A *signal* is one person who did not find something on one day, a *wording* what she asked, a *gap* the
wordings that mean the same; its *demand* is how many different people asked lately.
"""
