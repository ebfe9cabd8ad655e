"""How good search is here, said in figures, and what it learns from the hits people open.

A *judged set* is a folder of queries and of which documents answer them. A *click* is a hit somebody opened,
kept with what its neighbours' places were decided by. From clicks a site learns how much words and meaning
count; what was learnt is used only when it is better on clicks it has not seen.
"""
