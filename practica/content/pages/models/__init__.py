"""Pages, their versions and drafts, and what people propose for them."""

from practica.content.pages.models.pages import (
    MAX_DEPTH,
    WORDS_A_MINUTE,
    Draft,
    Page,
    PageQuerySet,
    Revision,
)
from practica.content.pages.models.proposals import (
    Proposal,
    ProposalQuerySet,
    Reviewer,
    Verdict,
)

__all__ = [
    "MAX_DEPTH",
    "WORDS_A_MINUTE",
    "Draft",
    "Page",
    "PageQuerySet",
    "Proposal",
    "ProposalQuerySet",
    "Reviewer",
    "Revision",
    "Verdict",
]
