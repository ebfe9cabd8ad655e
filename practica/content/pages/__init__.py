"""Pages: what a community knows, written together, kept in a tree, with every version it ever had.

A *page* stands under a parent or at the top; a *revision* is one saved version of its title and text; a
*draft* is text one person has not saved yet. The *type* of a page says what it is; a plain one is an article.
"""
