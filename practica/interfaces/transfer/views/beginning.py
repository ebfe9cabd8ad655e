"""Beginning an import: where it goes, and the upload."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from practica.core.communities.forms import CommunityForm
from practica.core.communities.models import Community
from practica.interfaces.transfer import access, actions, jobs, queries
from practica.interfaces.transfer.forms import PlaceForm, ServerForm
from practica.interfaces.transfer.models import Import
from practica.interfaces.transfer.readers.budget import say_bytes
from practica.kit.access import Invalid, demand, door, get_visible_or_404
from practica.kit.http import Request

WAYS = {
    "zip": gettext_lazy("Zip"),
    "folder": gettext_lazy("Folder"),
    "server": gettext_lazy("On this server"),
}


@dataclass
class Asked:
    """What the form is about: the way the source comes, and the import it renews, if it does."""

    way: str
    ways: list[dict[str, Any]]
    again: Import | None
    place: PlaceForm
    founding: CommunityForm
    server: ServerForm
    problem: str = ""

    @property
    def is_new(self) -> bool:
        """Whether a community is to be started."""
        return self.again is None and self.place.is_new


@door("transfer.import")
@login_required
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Start a community from what we already have, or bring more into one."""
    asked = _asked(request)
    if request.method == "POST" and (imported := _begun(request, asked)):
        jobs.enqueue(imported)
        return HttpResponseRedirect(imported.get_absolute_url(), status=303)
    context = {
        "asked": asked,
        "form": asked.founding,
        "most": say_bytes(actions.most_bytes()),
        "roots": actions.import_roots(),
    }
    return render(request, "transfer/new.html", context, status=422 if request.method == "POST" else 200)


def _asked(request: Request) -> Asked:
    person, data = request.user, request.POST if request.method == "POST" else None
    again: Import | None = None
    if uid := request.GET.get("again"):
        again = get_visible_or_404(Import.objects.select_related("community"), person, uid=uid)
        # What went with its community comes anew.
        again = again if again.community else None
    led = queries.led_by(person)
    may_start = access.can_import(person)
    demand(may_start or bool(led), _("Only people of this organisation can start a community."))
    offered = [
        way for way in WAYS if way != "server" or (access.can_read_server(person) and actions.import_roots())
    ]
    way = request.GET.get("from", "zip")
    way = way if way in offered else "zip"
    address = request.GET.copy()
    ways = []
    for name in offered:
        address["from"] = name
        ways.append({"label": WAYS[name], "url": f"?{address.urlencode()}", "current": name == way})
    return Asked(
        way=way,
        ways=ways,
        again=again,
        place=PlaceForm(data, communities=led, may_start=may_start, into=request.GET.get("into", "")),
        founding=CommunityForm(data, person=person),
        server=ServerForm(data),
    )


def _begun(request: Request, asked: Asked) -> Import | None:
    """The import, or None when something has to be said in the form first."""
    person = request.user
    if (asked.again is None and not asked.place.is_valid()) or (
        asked.is_new and not asked.founding.is_valid()
    ):
        return None
    try:
        community = _community(asked, person)
        demand(access.can_import(person, community), _("You cannot import here."))
        founding = {} if community else _founding(asked.founding)
        values: dict[str, Any] = {"community": community, "founding": founding, "actor": person}
        if asked.again:
            values["source"] = asked.again.source
        values |= _source(request, asked)
        return actions.begin(**values)
    except Invalid as problem:
        if problem.field in asked.founding.fields and asked.is_new:
            asked.founding.add_error(problem.field, str(problem))
        else:
            asked.problem = str(problem)
        return None


def _community(asked: Asked, person: Any) -> Community | None:
    if asked.again:
        return asked.again.community
    slug = asked.place.cleaned_data["into"]
    return None if asked.place.is_new else get_visible_or_404(Community, person, slug=slug)


def _founding(form: CommunityForm) -> dict[str, Any]:
    values = form.values()
    return {**values, "organisations": [organisation.uid for organisation in values["organisations"]]}


def _source(request: Request, asked: Asked) -> dict[str, str]:
    """Where the source is kept now, and its name. Raises Invalid."""
    person = request.user
    if asked.way == "server":
        if not asked.server.is_valid():
            raise Invalid(_("Name a folder."), field="server_path")
        path = actions.server_folder(asked.server.cleaned_data["server_path"], actor=person)
        return {"server_path": path, "label": path.rpartition("/")[2]}
    uploads = request.FILES.getlist("source")
    if not uploads:
        raise Invalid(
            _("Choose a zip file.") if asked.way == "zip" else _("Choose a folder."), field="source"
        )
    if len(uploads) == 1 and not request.POST.getlist("paths"):
        upload = uploads[0]
        location = actions.keep_upload(upload, actor=person)
        return {
            "location": location,
            "label": (upload.name or "source").rpartition(".")[0] or str(upload.name),
        }
    paths = request.POST.getlist("paths")
    if len(paths) != len(uploads):
        # Without scripts a browser sends names alone: the folder arrives flat.
        paths = [upload.name or "file" for upload in uploads]
    location = actions.keep_folder(zip(paths, uploads, strict=True), actor=person)
    top = paths[0].replace("\\", "/").partition("/")[0] if "/" in paths[0] else ""
    return {"location": location, "label": top or _("Folder")}
