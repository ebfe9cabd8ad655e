"""Builders that read aloud: ``a_person()``, ``a_community(led_by=ann)``, ``a_member(of=community)``."""

from tests.builders.collections import a_collection, a_row, a_view
from tests.builders.core import a_colleague, a_community, a_file, a_guest, a_member, an_organisation, settle
from tests.builders.discussions import a_discussion, a_question, a_reply, an_answer
from tests.builders.pages import a_page
from tests.builders.types import a_type

__all__ = [
    "a_collection",
    "a_row",
    "a_type",
    "a_view",
    "a_discussion",
    "a_question",
    "a_reply",
    "an_answer",
    "a_colleague",
    "a_community",
    "a_file",
    "a_guest",
    "a_member",
    "a_page",
    "an_organisation",
    "settle",
]
