"""Beginning a page: of a type, from a template, or where a draft was left."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from practica.content.pages import access, actions, queries
from practica.content.pages.forms import TOP, NewPageForm
from practica.content.pages.models import Draft, PageTemplate
from practica.content.pages.views.editor import add_problem, aside_step, page_or_none, show_editor
from practica.core.communities.models import Community
from practica.core.communities.queries import community_or_404
from practica.core.types.forms import fields_form
from practica.core.types.models import KnowledgeType
from practica.core.types.queries import article
from practica.kit.access import Invalid, demand, door, get_visible_or_404
from practica.kit.http import Request
from practica.kit.models import new_uid


@door("pages.create")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request, slug: str) -> HttpResponse:
    """Write a new page."""
    community = community_or_404(slug, request.user)
    demand(access.can_create(request.user, community), _("Join the community to write pages here."))
    chosen = request.POST.get("parent") or request.GET.get("parent", "")
    near = page_or_none(request, community, chosen)
    parents = queries.parents_for(community, seen_by=request.user, near=near)
    draft = _draft_to_go_on(request, community)
    type = _type_of_new(request, community, draft)
    typed = draft.fields if draft else None
    fields = fields_form(type, data=request.POST or None, typed=typed, actor=request.user)
    if request.method != "POST":
        form = NewPageForm(initial=_start_of_new(request, community, type, draft), parents=parents)
        return show_editor(request, form, community, fields_form=fields)
    form = NewPageForm(request.POST, parents=parents)
    if aside := aside_step(request, form, community, None, fields):
        return aside
    if all([form.is_valid(), fields.is_valid()]):
        given = form.cleaned_data
        try:
            page = actions.create(
                community=community,
                title=given["title"],
                body=given["body"],
                parent=page_or_none(request, community, given["parent"]),
                topics=form.topic_labels(),
                type=type,
                values=fields.values(),
                as_draft="as_draft" in request.POST,
                actor=request.user,
            )
        except Invalid as problem:
            add_problem(form, problem)
        else:
            for draft in Draft.objects.visible_to(request.user).filter(uid=given["draft"], page=None):
                actions.discard_draft(draft, actor=request.user)
            return HttpResponseRedirect((page.proposed or page).get_absolute_url())
    return show_editor(request, form, community, fields_form=fields, status=422)


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
