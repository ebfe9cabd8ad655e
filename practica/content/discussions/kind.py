"""The two kinds of entry this app owns, and the tab each has in a community."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from practica.content.discussions import facts
from practica.content.discussions.access import can_ask, can_discuss
from practica.content.discussions.models import DISCUSSION, QUESTION, Thread
from practica.kit.addresses import address
from practica.kit.contracts import asking, kinds, tabs
from practica.kit.prepared import prepared


def _address_of_question(entry: Any) -> str:
    return address("discussions:question", entry.community.slug, entry.handle)


def _address_of_discussion(entry: Any) -> str:
    return address("discussions:discussion", entry.community.slug, entry.handle)


def _badges_of_questions(entry_ids: Sequence[int]) -> dict[int, kinds.Badge]:
    rows = _accepted(None, ids=list(entry_ids))
    badges = {entry: badge_of_question(is_answered=accepted is not None) for entry, accepted in rows}
    return {entry: badge for entry, badge in badges.items() if badge is not None}


def _count_of_answers(count: int) -> str:
    return ngettext("%(count)d answer", "%(count)d answers", count) % {"count": count}


@prepared
def _accepted(_person: Any, *, ids: list[int]) -> Any:
    return Thread.objects.filter(entry__in=ids).values_list("entry_id", "accepted_id")


def _is_answered(entry: Any) -> bool:
    """What a question says is its accepted answer; one without asks only."""
    return any(accepted is not None for _entry, accepted in _accepted(None, ids=[entry.pk]))


def _unanswered(entry_ids: Sequence[int]) -> set[int]:
    rows = Thread.objects.unanswered().filter(entry__in=list(entry_ids))
    return set(rows.values_list("entry_id", flat=True))


def badge_of_question(*, is_answered: bool) -> kinds.Badge | None:
    """Answered, or nothing; how many posts there are stands beside it."""
    return kinds.Badge(word=_("Answered"), style="ok", icon="check") if is_answered else None


def _ask(community: Any, person: Any) -> tabs.Step | None:
    if not can_ask(person, community):
        return None
    return tabs.Step(
        label=_("Ask your first question"),
        text=_("The one that seems too simple is usually the most useful"),
        url=reverse("discussions:ask", args=[community.slug]),
        icon="question",
    )


def _discuss(community: Any, person: Any) -> tabs.Step | None:
    if not can_discuss(person, community):
        return None
    return tabs.Step(
        label=_("Say hello"),
        text=_("Start a discussion: who you are, what you work on"),
        url=reverse("discussions:start", args=[community.slug]),
        icon="discussion",
    )


kinds.register(
    kinds.Kind(
        name=QUESTION,
        label=gettext_lazy("Question"),
        plural=gettext_lazy("Questions"),
        icon="question",
        css="k-question",
        url=_address_of_question,
        badges=_badges_of_questions,
        replies=_count_of_answers,
        says_something=_is_answered,
    )
)
kinds.register(
    kinds.Kind(
        name=DISCUSSION,
        label=gettext_lazy("Discussion"),
        plural=gettext_lazy("Discussions"),
        icon="discussion",
        css="k-discussion",
        url=_address_of_discussion,
    )
)
asking.register(
    asking.Asking(
        kind=QUESTION,
        waiting=_unanswered,
        facts=(
            facts.AnswerPosted,
            facts.PostDeleted,
            facts.PostRestored,
            facts.ThreadLocked,
            facts.ThreadUnlocked,
        ),
    )
)
tabs.register(
    tabs.Tab(
        name="questions",
        label=gettext_lazy("Questions"),
        url=lambda community: reverse("discussions:questions", args=[community.slug]),
        position=200,
        start=_ask,
    )
)
tabs.register(
    tabs.Tab(
        name="discussions",
        label=gettext_lazy("Discussions"),
        url=lambda community: reverse("discussions:discussions", args=[community.slug]),
        position=100,
        start=_discuss,
    )
)
