"""What is proposed for a page: suggesting a change, reviewing one, answering passage by passage."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practica.content.pages import access, actions, queries
from practica.content.pages.forms import SuggestionForm
from practica.content.pages.models import Page, Proposal
from practica.content.pages.texts import words_of_changes
from practica.content.pages.views.loading import crumbs, load, sent_on
from practica.content.pages.views.together import editor_context
from practica.core.people.models import Person
from practica.kit import markup
from practica.kit.access import Invalid, Stale, demand, door, or_404
from practica.kit.http import Request, whole_number


@door("pages.see")
@login_required
@require_GET
def index(request: Request, slug: str, handle: str) -> HttpResponse:
    """What waits for an answer, and what was answered."""
    page = load(request, handle)
    if elsewhere := sent_on(request, page, "proposals"):
        return elsewhere
    found = queries.proposals_of(page, seen_by=request.user)
    context = {
        **_about(request, page, _("Proposals")),
        "waiting": [one for one in found if one.is_open],
        "decided": [one for one in found if not one.is_open],
    }
    return render(request, "pages/proposals/index.html", context)


@door("pages.see")
@login_required
@require_GET
def show(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """One proposal: what it changes, how far it is, and what one can do."""
    page = load(request, handle)
    if elsewhere := sent_on(request, page, "proposal", uid):
        return elsewhere
    return _show(request, _proposal(request, page, uid))


def _show(
    request: Request, proposal: Proposal, *, problem: str = "", problem_at: str = "", status: int = 200
) -> HttpResponse:
    page = proposal.page
    context = {
        **_about(request, page, proposal.get_purpose_display()),
        "proposal": proposal,
        "problem": problem,
        "problem_at": problem_at,
        "sent": request.POST,
        "side_by_side": request.GET.get("view") == "side",
        "left_label": _("Now"),
        "right_label": _("Proposed"),
    }
    if proposal.is_suggestion:
        passages = queries.passages_of_suggestion(proposal)
        context |= {
            "passages": queries.shown_passages(proposal, passages, words_of_changes()),
            "renames": passages.renames,
            "base": passages.base,
            "title_answer": proposal.answers.get(queries.TITLE, ""),
            "waiting": sum(key not in proposal.answers for key in passages.keys),
        }
        return render(request, "pages/proposals/suggestion.html", context, status=status)
    context["standing"] = queries.standing_of(proposal)
    context["asked"] = [one.person for one in proposal.reviewers.all()]
    if access.can_ask_reviewers(request.user, proposal):
        context["possible"] = queries.possible_reviewers(proposal, seen_by=request.user)
    if proposal.is_change:
        context |= _change(proposal, request)
    if proposal.is_retyping:
        context |= queries.types_of_retyping(proposal, seen_by=request.user)
    return render(request, "pages/proposals/review.html", context, status=status)


def _change(proposal: Proposal, request: Request) -> dict[str, Any]:
    """The change against the page as it stands, or, once decided, against the version it began from."""
    page = proposal.page
    base = or_404(queries.revision(page, proposal.base_version, seen_by=request.user))
    old, new, stuck = base.body, proposal.body, 0
    if proposal.is_open and page.version != proposal.base_version:
        merged = markup.merge(base.body, page.body, proposal.body)
        stuck = len(merged.stuck)
        if not stuck:
            old, new = page.body, merged.body
    return {
        "base": base,
        "stuck": stuck,
        "differences": markup.differences(old, new, words=words_of_changes()),
        "values": queries.changed_values(proposal, seen_by=request.user),
    }


@door("pages.suggest")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request: Request, slug: str, handle: str) -> HttpResponse:
    """Write the page as one would have it; who may edit it takes over what is good."""
    page = load(request, handle)
    if elsewhere := sent_on(request, page, "suggest"):
        return elsewhere
    demand(access.can_suggest(request.user, page), _("You cannot suggest a change to this page now."))
    mine = queries.open_suggestion_of(page, person=request.user)
    if request.method != "POST":
        return _show_suggest(request, page, SuggestionForm(initial=_start(page, mine)), mine=mine)
    form = SuggestionForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            proposal = actions.suggest(
                page,
                title=given["title"],
                body=given["body"],
                base_version=given["started_from"],
                reason=given["reason"],
                actor=request.user,
            )
        except Invalid as problem:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        else:
            messages.success(request, _("Your suggestion is sent. You hear when somebody answers."))
            return HttpResponseRedirect(proposal.get_absolute_url())
    return _show_suggest(request, page, form, mine=mine, status=422)


def _start(page: Page, mine: Proposal | None) -> dict[str, Any]:
    if mine is not None and not mine.answers and mine.base_version == page.version:
        return {
            "title": mine.title,
            "body": mine.body,
            "reason": mine.reason,
            "started_from": mine.base_version,
        }
    return {"title": page.entry.title, "body": page.body, "started_from": page.version}


def _show_suggest(
    request: Request, page: Page, form: SuggestionForm, *, mine: Proposal | None, status: int = 200
) -> HttpResponse:
    community = page.entry.community
    context = {**_about(request, page, _("Suggest a change")), "form": form, "mine": mine}
    context |= editor_context(request, community, page, alone=True)
    return render(request, "pages/proposals/suggest.html", context, status=status)


@door("pages.answer_suggestion")
@login_required
@require_POST
def answer(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """Accept or reject one passage, or all that wait."""
    proposal = _proposal(request, load(request, handle), uid)
    keys = None if request.POST.get("passage") == "all" else [request.POST.get("passage", "")]
    try:
        if request.POST.get("answer") == "over":
            version = whole_number(request.POST.get("read", ""))
            actions.accept_over(proposal, (keys or [""])[0], read_version=version, actor=request.user)
        elif request.POST.get("answer") == "accept":
            stuck = actions.accept(proposal, keys, actor=request.user)
            if stuck:
                sentence = ngettext(
                    "%(count)d passage waits: the page has changed there since.",
                    "%(count)d passages wait: the page has changed there since.",
                    len(stuck),
                )
                messages.info(request, sentence % {"count": len(stuck)})
        else:
            sentence = request.POST.get("sentence", "")
            actions.reject(proposal, keys, sentence=sentence, actor=request.user)
    except (Invalid, Stale) as problem:
        return _again(request, proposal, problem)
    return HttpResponseRedirect(proposal.get_absolute_url())


@door("pages.review")
@login_required
@require_POST
def verdict(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """Approve, or ask for changes with a sentence."""
    proposal = _proposal(request, load(request, handle), uid)
    sent = request.POST
    try:
        actions.review(
            proposal,
            approves=sent.get("verdict") == "approve",
            sentence=sent.get("sentence", ""),
            round_=whole_number(sent.get("round", "")),
            actor=request.user,
        )
    except (Invalid, Stale) as problem:
        return _again(request, proposal, problem)
    return _on(request, proposal)


@door("pages.publish_now")
@login_required
@require_POST
def publish_now(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """Publish without the approvals that are missing, for a reason."""
    proposal = _proposal(request, load(request, handle), uid)
    try:
        actions.publish_now(proposal, reason=request.POST.get("reason", ""), actor=request.user)
    except (Invalid, Stale) as problem:
        return _again(request, proposal, problem)
    return _on(request, proposal)


@door("pages.ask_reviewers")
@login_required
@require_POST
def reviewers(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """Choose who is asked by name."""
    proposal = _proposal(request, load(request, handle), uid)
    handles = request.POST.getlist("reviewers")[: actions.MOST_REVIEWERS + 1]
    people = list(Person.objects.visible_to(request.user).filter(handle__in=handles).order_by("pk"))
    try:
        actions.ask_reviewers(proposal, people, actor=request.user)
    except Invalid as problem:
        return _again(request, proposal, problem)
    return HttpResponseRedirect(proposal.get_absolute_url())


@door("pages.withdraw")
@login_required
@require_POST
def withdraw(request: Request, slug: str, handle: str, uid: str) -> HttpResponse:
    """Take back what one proposed."""
    proposal = _proposal(request, load(request, handle), uid)
    try:
        actions.withdraw(proposal, actor=request.user)
    except Stale as problem:
        return _again(request, proposal, problem)
    messages.success(request, _("You have taken it back."))
    return HttpResponseRedirect(proposal.page.get_absolute_url())


@door("pages.publish")
@login_required
@require_POST
def publish(request: Request, slug: str, handle: str) -> HttpResponse:
    """Let others see a draft, or ask for its review."""
    page = actions.publish(load(request, handle), actor=request.user)
    where = page.proposed or page
    return HttpResponseRedirect(where.get_absolute_url())


def _on(request: Request, proposal: Proposal) -> HttpResponse:
    """To the page once it is published, back to the proposal before."""
    if proposal.is_open:
        return HttpResponseRedirect(proposal.get_absolute_url())
    messages.success(request, _("It is published."))
    return HttpResponseRedirect(proposal.page.get_absolute_url())


def _again(request: Request, proposal: Proposal, problem: Invalid | Stale) -> HttpResponse:
    """The proposal as it is now, with what could not be done and what was typed."""
    now = _proposal(request, load(request, proposal.page.entry.handle), proposal.uid)
    status = 409 if isinstance(problem, Stale) else 422
    field = problem.field if isinstance(problem, Invalid) else ""
    return _show(request, now, problem=str(problem), problem_at=field, status=status)


def _proposal(request: Request, page: Page, uid: str) -> Proposal:
    proposal: Proposal = or_404(queries.proposal_of(page, uid, seen_by=request.user))
    return proposal


def _about(request: Request, page: Page, here: str) -> dict[str, object]:
    return {
        "page": page,
        "entry": page.entry,
        "community": page.entry.community,
        "crumbs": crumbs(request, page, here),
        "here": here,
    }
