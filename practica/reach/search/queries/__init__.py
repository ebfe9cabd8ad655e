"""Asking the index in the name of a person, and asking the rule of sight once more before showing."""

from practica.reach.search.queries.already import already_here
from practica.reach.search.queries.experts import Expert, experts
from practica.reach.search.queries.facets import Facet, Value, panel
from practica.reach.search.queries.finding import PAGE, Findings, find, groups, places, similar, trouble
from practica.reach.search.queries.hits import EXCERPT, Found
from practica.reach.search.queries.suggesting import Suggestions, recent, suggest

__all__ = [
    "EXCERPT",
    "PAGE",
    "Expert",
    "Facet",
    "Findings",
    "Found",
    "Suggestions",
    "Value",
    "already_here",
    "experts",
    "find",
    "groups",
    "panel",
    "places",
    "recent",
    "similar",
    "suggest",
    "trouble",
]
