"""The cover of a community: a picture of its own, or contour lines; above its pages, too, or not."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext as _

from practica.core.communities.actions import change
from practica.core.communities.models import Community
from practica.core.files import access, pictures
from practica.core.files.actions.storing import store
from practica.core.files.keeping import LARGEST_PICTURE
from practica.core.files.models import StoredFile
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand

#: Wide enough for the widest window, and no wider: every reader fetches it.
WIDEST, HIGHEST = 2400, 1200


@transaction.atomic
def give_cover(community: Community, content: File, *, name: str, actor: Person) -> Community:
    """Let ``content`` be the cover of ``community``. It becomes a file of the library, made small enough.

    Raises Invalid for what is no picture that can be shown, and where there is no room.
    """
    demand(access.can_cover(actor, community), _("Only a coordinator changes the cover."))
    if content.size > LARGEST_PICTURE:
        raise Invalid(_("This picture is too large to be opened here."), field="file")
    content.seek(0)
    try:
        made = pictures.shrunk(content.read(), width=WIDEST, height=HIGHEST)
    except pictures.PictureRefused as problem:
        raise Invalid(str(problem), field="file") from problem
    stem = name.rpartition(".")[0] or name
    stored = store(ContentFile(made.content), name=f"{stem}.webp", community=community, actor=actor)
    return change(community, cover_url=stored.get_absolute_url(), actor=actor)


@transaction.atomic
def set_cover(community: Community, *, on_pages: bool, with_picture: bool = True, actor: Person) -> Community:
    """Show the cover above every page, or not; and without a picture, as contour lines again. The picture
    stays a file of the library."""
    demand(access.can_cover(actor, community), _("Only a coordinator changes the cover."))
    values: dict[str, Any] = {} if with_picture else {"cover_url": ""}
    return change(community, cover_on_pages=on_pages, **values, actor=actor)


def forget_as_cover(stored: StoredFile) -> None:
    """Where ``stored``, which is going, was a cover, contour lines stand again."""
    Community.objects.filter(cover_url=stored.get_absolute_url()).update(cover_url="")
