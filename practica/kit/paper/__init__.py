"""Texts on paper: PDF and Word documents made of trees, with every letter escaped and nothing fetched.

A *document* has *chapters*; a chapter's *blocks* are its tree with links, pictures and formulas settled, in a
form both writers take as it is. Nothing here knows pages, people or rights: who calls says what may be in it.
"""
