"""Writing: a new page, another version of one, and what happens when two people write at once."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from practica.content.pages import access, actions, queries
from practica.content.pages.forms import TOP, NewPageForm, PageForm
from practica.content.pages.links import Context
from practica.content.pages.models import Draft, Page, PageTemplate, Proposal, Revision
from practica.content.pages.texts import read_text
from practica.content.pages.views.attaching import attach
from practica.content.pages.views.loading import crumbs, load, sent_on
from practica.content.pages.views.together import (
    allow_line,
    editor_context,
    load_whole,
    must_load_whole,
    save_together,
)
from practica.core.communities.models import Community
from practica.core.communities.queries import community_or_404
from practica.core.types.actions import set_values
from practica.core.types.forms import FieldsForm, fields_form, typed_in
from practica.core.types.models import KnowledgeType
from practica.core.types.queries import article, types_for
from practica.kit import markup
from practica.kit.access import Invalid, Stale, demand, door, get_visible_or_404
from practica.kit.http import Request
from practica.kit.models import new_uid


@door("pages.create")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, slug: str) -> HttpResponse:
    """Write a new page."""
    community = community_or_404(slug, request.user)
    demand(access.can_create(request.user, community), _("Join the community to write pages here."))
    chosen = request.POST.get("parent") or request.GET.get("parent", "")
    near = _page_or_none(request, community, chosen)
    parents = queries.parents_for(community, seen_by=request.user, near=near)
    draft = _draft_to_go_on(request, community)
    type = _type_of_new(request, community, draft)
    typed = draft.fields if draft else None
    fields = fields_form(type, data=request.POST or None, typed=typed, actor=request.user)
    if request.method != "POST":
        form = NewPageForm(initial=_start_of_new(request, community, type, draft), parents=parents)
        return _show_editor(request, form, community, fields_form=fields)
    form = NewPageForm(request.POST, parents=parents)
    if aside := _aside_step(request, form, community, None, fields):
        return aside
    if all([form.is_valid(), fields.is_valid()]):
        given = form.cleaned_data
        try:
            page = actions.create(
                community=community,
                title=given["title"],
                body=given["body"],
                parent=_page_or_none(request, community, given["parent"]),
                topics=form.topic_labels(),
                type=type,
                values=fields.values(),
                as_draft="as_draft" in request.POST,
                actor=request.user,
            )
        except Invalid as problem:
            _add_problem(form, problem)
        else:
            for draft in Draft.objects.visible_to(request.user).filter(uid=given["draft"], page=None):
                actions.discard_draft(draft, actor=request.user)
            return HttpResponseRedirect((page.proposed or page).get_absolute_url())
    return _show_editor(request, form, community, fields_form=fields, status=422)


def _type_of_new(request: Request, community: Community, draft: Draft | None) -> KnowledgeType:
    """The type that was chosen, or the article; for one of another community Http404."""
    uid = request.POST.get("type") or request.GET.get("type", "")
    if not uid and draft is not None and draft.type is not None:
        return draft.type
    if not uid:
        template = _template(request, community)
        return template.page.type if template else article()
    rows = KnowledgeType.objects.visible_to(request.user).usable_in(community)
    found: KnowledgeType = get_visible_or_404(rows, request.user, uid=uid)
    return found


def _draft_to_go_on(request: Request, community: Community) -> Draft | None:
    """The draft of a page to be that the address names. Raises Http404 for one that is not hers."""
    uid = request.GET.get("draft", "")
    if not uid or request.method == "POST":
        return None
    rows = Draft.objects.visible_to(request.user).select_related("parent__entry", "type")
    found: Draft = get_visible_or_404(rows, request.user, uid=uid, community=community, page=None)
    return found


def _start_of_new(
    request: Request, community: Community, type: KnowledgeType, draft: Draft | None
) -> dict[str, Any]:
    if draft is not None:
        parent = draft.parent.entry.uid if draft.parent else TOP
        return {
            "title": draft.title,
            "body": draft.body,
            "topics": draft.topics,
            "parent": parent,
            "draft": draft.uid,
        }
    template = _template(request, community)
    title, body = (
        (template.page.entry.title, template.page.body) if template else ("", type.words("template"))
    )
    begun = actions.begun_with(title, body, community=community, actor=request.user)
    return {
        "title": request.GET.get("title") or begun.title,
        "body": begun.body,
        "parent": request.GET.get("parent", TOP),
        "draft": new_uid(),
    }


def _template(request: Request, community: Community) -> PageTemplate | None:
    """The template that was chosen. One that is no template any more is none."""
    uid = request.GET.get("template", "")
    return queries.template_called(uid, community, seen_by=request.user) if uid else None


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
        return _show_editor(request, form, community, page=page, draft=draft, mine=mine, fields_form=fields)
    form = PageForm(request.POST)
    if aside := _aside_step(request, form, community, page, fields):
        return aside
    # Fields first, and for themselves: they are kept also when the text has to be looked at once more.
    if all([form.is_valid(), fields.is_valid()]) and _fields_are_kept(fields, page, request.user):
        try:
            saved = _save(request, page, form)
        except Invalid as problem:
            _add_problem(form, problem)
        except Stale as problem:
            return _show_conflict(request, form, problem.current)
        else:
            return HttpResponseRedirect((saved.proposed or saved).get_absolute_url())
    return _show_editor(request, form, community, page=page, fields_form=fields, status=422)


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


def _add_problem(form: PageForm, problem: Invalid) -> None:
    form.add_error(problem.field if problem.field in form.fields else None, str(problem))


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


def _aside_step(
    request: Request, form: PageForm, community: Community, page: Page | None, fields: FieldsForm
) -> HttpResponse | None:
    """What the buttons beside Save do without scripts: show how it will look, or add a file."""
    if "preview" in request.POST:
        shown = _preview(request, community, page)
        return _show_editor(
            request, form, community, page=page, fields_form=fields, preview=shown, status=200
        )
    if "attach" in request.POST:
        form, problem = attach(request, form, community, page)
        return _show_editor(
            request,
            form,
            community,
            page=page,
            fields_form=fields,
            file_problem=problem,
            status=422 if problem else 200,
        )
    return None


def _show_editor(
    request: Request,
    form: PageForm,
    community: Community,
    *,
    page: Page | None = None,
    fields_form: FieldsForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    if page is not None:
        way = crumbs(request, page, _("Edit"))
    else:
        way = [
            {"label": community.name, "url": community.get_absolute_url()},
            {"label": _("Pages"), "url": reverse("pages:index", args=[community.slug])},
            {"label": _("New page"), "url": ""},
        ]
    context = {
        "form": form, "community": community, "page": page, "crumbs": way, "fields_form": fields_form,
        "type": fields_form.type, "types": [], **more,
    }  # fmt: skip
    if page is None:
        context["types"] = types_for(community, seen_by=request.user)
        templates = queries.templates_of(community, seen_by=request.user)
        chosen = request.GET.get("template", "")
        context["templates"] = templates
        context["template"] = next((one for one in templates if one.page.entry.uid == chosen), None)
        context["new_url"] = reverse("pages:new", args=[community.slug])
        under = request.POST.get("parent") or request.GET.get("parent", "")
        context["type_query"] = f"&parent={under}" if under else ""
    alone = bool(more.get("draft")) or request.method == "POST" and not request.POST.get("live")
    context |= editor_context(request, community, page, alone=alone)
    if must_load_whole(request, context["live"]):
        return load_whole(request)
    response = render(request, "pages/editing/edit.html", context, status=status)
    allow_line(response, context["live"])
    return response


@door("pages.create")
@require_POST
def preview(request: Request, slug: str) -> HttpResponse:
    """How a text will look, as a fragment."""
    community = community_or_404(slug, request.user)
    demand(access.can_create(request.user, community), _("Only members write pages here."))
    page = _page_or_none(request, community, request.GET.get("page", ""))
    return render(request, "pages/editing/preview.html", {"html": _preview(request, community, page)})


def _preview(request: Request, community: Community, page: Page | None) -> Any:
    context = Context(community=community, actor=request.user, entry=page.entry if page else None)
    try:
        return read_text(request.POST.get("body", ""), context).html
    except Invalid as problem:
        return str(problem)


@door("pages.keep_draft")
@require_POST
def keep_draft(request: Request, slug: str) -> HttpResponse:
    """Keep what has been typed so far."""
    community = community_or_404(slug, request.user)
    sent = request.POST
    try:
        draft = actions.save_draft(
            community=community,
            page=_page_or_none(request, community, request.GET.get("page", "")),
            uid=sent.get("draft", ""),
            parent=_page_or_none(request, community, sent.get("parent", "")),
            title=sent.get("title", ""),
            body=sent.get("body", ""),
            topics=sent.get("topics", ""),
            base_version=int(sent["started_from"]) if sent.get("started_from", "").isdecimal() else 0,
            type=_type_of_draft(request, community),
            fields=typed_in(sent),
            actor=request.user,
        )
    except Invalid as problem:
        return JsonResponse({"error": str(problem)}, status=422)
    return JsonResponse({"saved": draft.saved.isoformat(), "draft": draft.uid})


def _type_of_draft(request: Request, community: Community) -> KnowledgeType | None:
    uid = request.POST.get("type", "")
    rows = KnowledgeType.objects.visible_to(request.user).usable_in(community)
    found: KnowledgeType | None = rows.filter(uid=uid).first() if uid else None
    return found


@door("pages.keep_draft")
@require_POST
def discard_draft(request: Request, slug: str, uid: str) -> HttpResponse:
    """Throw one's draft away and go back to the page."""
    rows = Draft.objects.visible_to(request.user).select_related("page__entry__community", "community")
    draft = get_visible_or_404(rows, request.user, uid=uid)
    address = (
        draft.page.get_absolute_url() if draft.page else reverse("pages:index", args=[draft.community.slug])
    )
    actions.discard_draft(draft, actor=request.user)
    return HttpResponseRedirect(address)


def _page_or_none(request: Request, community: Community, uid: str) -> Page | None:
    """The page of this community that ``uid`` names, if any is named. Raises Http404 for one unseen."""
    if not uid or uid == TOP:
        return None
    rows = Page.objects.visible_to(request.user).of(community).with_entry()
    found: Page = get_visible_or_404(rows, request.user, entry__uid=uid)
    return found
