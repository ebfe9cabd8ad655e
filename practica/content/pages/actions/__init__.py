"""What can be done with pages. The only writer of this room."""

from practica.content.pages.actions.archiving import archive, unarchive
from practica.content.pages.actions.bringing import NewPage, create_many
from practica.content.pages.actions.drafts import discard_draft, save_draft
from practica.content.pages.actions.history import PastVersion, add_revision_history
from practica.content.pages.actions.looking import plan_looks_at, plan_looks_at_types
from practica.content.pages.actions.owning import take_on
from practica.content.pages.actions.papers import begin_paper, discard_paper, may_be_fetched
from practica.content.pages.actions.placing import Place, Where, place
from practica.content.pages.actions.proposing import (
    MOST_REVIEWERS,
    ask_reviewers,
    propose_type,
    propose_values,
    suggest,
    withdraw,
)
from practica.content.pages.actions.rehoming import branch_to_move, last_move, move_back, rehome
from practica.content.pages.actions.retyping import give_type
from practica.content.pages.actions.reviewing import publish_now, review
from practica.content.pages.actions.saving import create, publish, restore, save
from practica.content.pages.actions.suggesting import accept, accept_over, reject
from practica.content.pages.actions.templating import begun_with, drop_template, make_template
from practica.content.pages.actions.tree import arrange, follow_parents, move
from practica.content.pages.actions.upkeep import join_links, render_again

__all__ = [
    "MOST_REVIEWERS",
    "NewPage",
    "PastVersion",
    "Place",
    "Where",
    "accept",
    "accept_over",
    "add_revision_history",
    "archive",
    "arrange",
    "ask_reviewers",
    "begin_paper",
    "begun_with",
    "branch_to_move",
    "create",
    "create_many",
    "discard_draft",
    "discard_paper",
    "drop_template",
    "follow_parents",
    "give_type",
    "join_links",
    "last_move",
    "make_template",
    "may_be_fetched",
    "move",
    "move_back",
    "place",
    "plan_looks_at",
    "plan_looks_at_types",
    "propose_type",
    "propose_values",
    "publish",
    "publish_now",
    "rehome",
    "reject",
    "render_again",
    "restore",
    "review",
    "save",
    "save_draft",
    "suggest",
    "take_on",
    "unarchive",
    "withdraw",
]
