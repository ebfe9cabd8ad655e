"""The answer to a question: quotes, or the people to ask."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from practica.kit.access import door
from practica.kit.http import Request
from practica.kit.returning import wants_part
from practica.reach.search import queries
from practica.reach.search.answers.answering import Answer, answer, verified
from practica.reach.search.answers.arranging import Arranged, arranged
from practica.reach.search.answers.links import asking_address
from practica.reach.search.answers.questions import is_question
from practica.reach.search.wishes import Asked, from_address, named


@door("search.see")
@require_GET
def show(request: Request) -> HttpResponse:
    """The answer block: a part of the results page, or a page of its own where no script asks for it."""
    wanted = named(from_address(request.GET), person=request.user)
    asked = wanted.asked
    if not is_question(asked.words):
        if wants_part(request):
            return HttpResponse(status=204)
        return HttpResponseRedirect(asked.address(reverse("search:results")))
    got = answer(asked.words, person=request.user, filters=wanted.filters)
    context = {
        "said": asked.in_short,
        "answer": got,
        "results_url": asked.address(reverse("search:results")),
        "ask_url": asking_address(asked.words, asked.community[0] if len(asked.community) == 1 else ""),
        **(_shown(got, request.user) if got else _silent(got, request.user)),
    }
    part = wants_part(request)
    return render(request, "search/answer.html" if part else "search/answer_page.html", context)


def _shown(got: Answer, person: Any) -> dict[str, Any]:
    """The quotes, in a machine's order where there is one."""
    by_machine = arranged(got.question, got.quotes)
    if by_machine is None:
        return {"steps": [("", quote) for quote in got.quotes]}
    # That took its time: what was taken away meanwhile is not shown.
    still = verified([quote for _, quote in by_machine.steps], person=person)
    steps = [(sentence, quote) for sentence, quote in by_machine.steps if quote in still]
    left = Arranged(by_machine.model, steps)
    return {
        "steps": steps,
        "writer": left.model if left.says_something else "",
        "sorter": left.model if left.reorders(got.quotes) else "",
    }


def _silent(got: Answer, person: Any) -> dict[str, Any]:
    """Who may know instead."""
    found = got.found.found if got.found else []
    return {"steps": [], "people": queries.experts(got.question, found, person=person)}


def answer_address(asked: Asked, *, page: int = 1) -> str:
    """Where the answer to what was asked is; empty when nothing was asked, or further pages are turned."""
    return asked.address(reverse("search:answer")) if page == 1 and is_question(asked.words) else ""
