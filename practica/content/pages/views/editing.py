"""Writing another version of a page, and what happens when two people write at once."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from practica.content.pages import access, actions, queries
from practica.content.pages.forms import PageForm
from practica.content.pages.models import Draft, Page, Proposal, Revision
from practica.content.pages.views.editor import add_problem, aside_step, show_editor
from practica.content.pages.views.loading import crumbs, load, sent_on
from practica.content.pages.views.together import (
    save_together,
)
from practica.core.types.actions import set_values
from practica.core.types.forms import FieldsForm, fields_form
from practica.kit import markup
from practica.kit.access import Invalid, Stale, demand, door
from practica.kit.http import Request


@door("pages.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, slug: str, handle: str) -> HttpResponse:
    """Write another version of a page; a draft goes on where it was left."""
    page = load(request, handle)
    if elsewhere := sent_on(request, page, "edit"):
        return elsewhere
    demand(access.can_edit(request.user, page), _("You cannot edit this page."))
    community = page.entry.community
    draft = queries.draft_of(page, person=request.user) if request.method != "POST" else None
    typed = draft.fields if draft else None
    sent = request.POST or None
    mine = queries.open_change_of(page, person=request.user) if access.is_reviewed(page) else None
    fields = fields_form(
        page.type, entry=page.entry, data=sent, typed=typed, actor=request.user,
        waiting=mine.wanted if mine else None,
    )  # fmt: skip
    if request.method != "POST":
        start = _start_of_change(page, mine) if mine and draft is None else _start_of(page, draft)
        form = PageForm(initial=start)
        return show_editor(request, form, community, page=page, draft=draft, mine=mine, fields_form=fields)
    form = PageForm(request.POST)
    if aside := aside_step(request, form, community, page, fields):
        return aside
    # Fields first, and for themselves: they are kept also when the text has to be looked at once more.
    if all([form.is_valid(), fields.is_valid()]) and _fields_are_kept(fields, page, request.user):
        try:
            saved = _save(request, page, form)
        except Invalid as problem:
            add_problem(form, problem)
        except Stale as problem:
            return _show_conflict(request, form, problem.current)
        else:
            return HttpResponseRedirect((saved.proposed or saved).get_absolute_url())
    return show_editor(request, form, community, page=page, fields_form=fields, status=422)


def _save(request: Request, page: Page, form: PageForm) -> Page:
    """What several people wrote together, or the text that was sent."""
    if request.POST.get("live"):
        return save_together(request, page, form)
    given = form.cleaned_data
    return actions.save(
        page,
        title=given["title"],
        body=given["body"],
        started_from=given["started_from"] or 0,
        reason=given["reason"],
        significance=form.how_much(),
        topics=form.topic_labels(),
        actor=request.user,
    )


def _fields_are_kept(fields: FieldsForm, page: Page, actor: Any) -> bool:
    """Save what was written in fields; False, with the reason in the form, when that cannot be."""
    if not fields.values():
        return True
    try:
        set_values(page.entry, fields.values(), type_version=fields.type_version, actor=actor)
    except (Invalid, Stale) as problem:
        fields.add_error(None, str(problem))
        return False
    return True


def _start_of(page: Page, draft: Draft | None) -> dict[str, Any]:
    if draft is not None:
        return {
            "title": draft.title,
            "body": draft.body,
            "topics": draft.topics,
            "started_from": draft.base_version,
            "significance": Revision.Significance.MAJOR,
        }
    topics = ", ".join(topic.label for topic in page.entry.topics.all())
    return {
        "title": page.entry.title,
        "body": page.body,
        "topics": topics,
        "started_from": page.version,
        "significance": Revision.Significance.MAJOR,
    }


def _start_of_change(page: Page, mine: Proposal) -> dict[str, Any]:
    """One's change that waits, put into the page as it stands; where that cannot be, the page."""
    start, text = _start_of(page, None), queries.gone_on(mine, page)
    if text.is_stuck:
        return start
    topics = start["topics"] if mine.topics is None else ", ".join(mine.topics)
    said = {"reason": mine.reason, "significance": mine.significance}
    return {**start, "title": text.title, "body": text.body, "topics": topics, **said}


def _show_conflict(request: Request, form: PageForm, current: Page) -> HttpResponse:
    """Both texts and what differs, with one's own text ready to be saved on top or changed first."""
    mine = form.cleaned_data
    actions.save_draft(
        community=current.entry.community,
        page=current,
        title=mine["title"],
        body=mine["body"],
        topics=mine["topics"],
        base_version=mine["started_from"] or 0,
        actor=request.user,
    )
    again = PageForm(initial={**mine, "started_from": current.version})
    # Nobody is to begin with the last field of two texts.
    del again.fields["reason"].widget.attrs["autofocus"]
    newest = queries.revision(current, current.version, seen_by=request.user)
    context = {
        "page": current,
        "entry": current.entry,
        "community": current.entry.community,
        "theirs": newest,
        "mine": mine,
        "form": again,
        "differences": markup.differences(current.body, mine["body"].replace("\r\n", "\n")),
        "crumbs": crumbs(request, current, _("Both texts")),
    }
    return render(request, "pages/editing/conflict.html", context, status=409)
