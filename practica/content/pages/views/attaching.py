"""Adding a picture or a file while writing: the text is sent along and comes back with the file in it."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from practica.content.pages.forms import PageForm
from practica.content.pages.models import Page
from practica.core.communities.models import Community
from practica.core.entries.models import Entry
from practica.core.files.actions import store
from practica.core.files.models import StoredFile
from practica.kit.access import Invalid
from practica.kit.http import Request


def attach(request: Request, form: PageForm, community: Community, page: Page | None) -> tuple[PageForm, str]:
    """Keep the file that was sent; answer with the form, the file at the end of its text, or with a problem.

    A file added to a page belongs to it and is seen by those who see the page; before there is a page it goes
    among the files of the community.
    """
    sent = request.FILES.get("file")
    if sent is None:
        return form, _("Choose a file first.")
    try:
        stored = store(
            sent,
            name=sent.name or "file",
            community=community,
            entry=page.entry if page else None,
            actor=request.user,
        )
    except Invalid as problem:
        return form, str(problem)
    data = request.POST.copy()
    data["body"] = f"{data.get('body', '').rstrip()}\n\n{markdown_of(stored)}\n"
    return type(form)(data, **_same_choices(form)), ""


def keep(sent: UploadedFile | None, community: Community, entry: Entry | None, *, actor: Any) -> StoredFile:
    """The stored file of what was ``sent``, as part of ``entry``. Raises Invalid when there is none."""
    if sent is None:
        raise Invalid(_("Choose a file first."), field="file")
    return store(sent.read(), name=sent.name or "file", community=community, entry=entry, actor=actor)


def markdown_of(stored: StoredFile) -> str:
    """What shows a file in a text: a picture, or a link."""
    name = stored.name.rpartition(".")[0] if stored.is_image else stored.name
    name = name.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return f"{'!' if stored.is_image else ''}[{name}]({stored.get_absolute_url()})"


def _same_choices(form: PageForm) -> dict[str, Any]:
    return {"parents": form.parents} if hasattr(form, "parents") else {}
