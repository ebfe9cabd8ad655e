"""Pages, their versions and drafts, and what people propose for them."""

from practica.content.pages.models.cards import Card
from practica.content.pages.models.pages import (
    AMONG_ROWS,
    MAX_DEPTH,
    WORDS_A_MINUTE,
    Draft,
    Page,
    PageQuerySet,
    Revision,
)
from practica.content.pages.models.papers import Paper
from practica.content.pages.models.proposals import (
    Proposal,
    ProposalQuerySet,
    Reviewer,
    Verdict,
)
from practica.content.pages.models.templates import PageTemplate

__all__ = [
    "AMONG_ROWS",
    "MAX_DEPTH",
    "WORDS_A_MINUTE",
    "Card",
    "Draft",
    "Page",
    "PageQuerySet",
    "PageTemplate",
    "Paper",
    "Proposal",
    "ProposalQuerySet",
    "Reviewer",
    "Revision",
    "Verdict",
]
