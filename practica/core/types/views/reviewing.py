"""The after-action review: four questions, two minutes, from the community's own page."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from practica.core.communities.access import can_write
from practica.core.communities.queries import community_or_404
from practica.core.entries.models import TITLE_LENGTH
from practica.core.types.forms import fields_form
from practica.core.types.models import KnowledgeType
from practica.core.types.shipped.learning import AFTER_ACTION_REVIEW
from practica.kit.access import Invalid, demand, door, get_visible_or_404
from practica.kit.contracts import rows
from practica.kit.http import Request


class AboutForm(forms.Form):
    """What the review is about."""

    title = forms.CharField(
        label=gettext_lazy("What was done?"),
        max_length=TITLE_LENGTH,
        help_text=gettext_lazy("Like “Seal change on pump 4, 21 November”."),
        error_messages={"required": gettext_lazy("Say in a few words what was done.")},
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


@door("communities.write")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def after_action(request: Request, slug: str) -> HttpResponse:
    """File a review."""
    community = community_or_404(slug, request.user)
    demand(can_write(request.user, community), _("Join the community to file a review here."))
    types = KnowledgeType.objects.visible_to(request.user).usable_in(community)
    type = get_visible_or_404(types, request.user, name=AFTER_ACTION_REVIEW, community=None)
    sent = request.POST if request.method == "POST" else None
    form, fields = AboutForm(sent), fields_form(type, data=sent, actor=request.user)
    status = 200
    if sent is not None:
        status = 422
        if all([form.is_valid(), fields.is_valid()]):
            try:
                entry = rows.make_row(
                    type=type,
                    community=community,
                    title=form.cleaned_data["title"],
                    values=fields.values(),
                    actor=request.user,
                )
            except Invalid as problem:
                form.add_error("title" if problem.field == "title" else None, str(problem))
            else:
                return HttpResponseRedirect(entry.get_absolute_url())
    context = {
        "community": community,
        "form": form,
        "fields_form": fields,
        "type": type,
        "crumbs": [
            {"label": community.name, "url": community.get_absolute_url()},
            {"label": type.title, "url": ""},
        ],
    }
    return render(request, "types/review.html", context, status=status)
