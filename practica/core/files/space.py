"""How much room files have: used, the most there may be, and a sentence when it is full."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Exists, F, OuterRef, Sum
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from practica.core.communities.models import Community
from practica.core.files.models import Allotment, EarlierVersion, StoredFile, Upload
from practica.kit.access import Invalid

GB = 1024**3
#: So much of the disk stays free for the database and what else the site writes.
KEPT_FREE = 512 * 1024**2


@dataclass(frozen=True)
class Space:
    """Bytes ``used`` of ``most``; ``most`` is 0 where nobody set a limit."""

    used: int
    most: int

    @property
    def percent(self) -> int:
        """How full it is, 0 to 100; what is used at all shows."""
        if not self.most or not self.used:
            return 0
        return min(100, max(1, self.used * 100 // self.most))

    @property
    def is_nearly_full(self) -> bool:
        """Whether it is time to tidy up."""
        return bool(self.most) and self.used * 10 >= self.most * 9

    def takes(self, size: int) -> bool:
        """Whether ``size`` more bytes find room."""
        return not self.most or self.used + size <= self.most


def most_bytes() -> int:
    """The largest file that is taken."""
    return int(settings.FILE_MOST_MB * 1024**2)


def space_of(community: Community) -> Space:
    """What the files of ``community`` take: all versions, what lies in the bin, and what is on its way."""
    allotted = Allotment.objects.filter(community=community).values_list("most", flat=True).first()
    return Space(_used(of=community.pk), usual_most() if allotted is None else allotted)


def usual_most() -> int:
    """The bytes a community may take of which nobody said otherwise."""
    return int(settings.FILES_COMMUNITY_GB * GB)


def space_of_site() -> Space:
    """As :func:`space_of`, of all communities together."""
    return Space(_used(), int(settings.FILES_SITE_GB * GB))


def demand_room(community: Community, size: int, *, arriving: Upload | None = None) -> None:
    """Go on only when ``size`` more bytes find room. Raises Invalid with a sentence that says what is full.

    ``arriving`` is the upload they come from: its room was set aside when it began.
    """
    more = 0 if arriving else size
    here = space_of(community)
    if not here.takes(more):
        raise Invalid(
            _(
                "The files of %(community)s have no room for this: %(used)s of %(most)s are used. "
                "Delete some for good, or ask an administrator for more room."
            )
            % {
                "community": community.name,
                "used": filesizeformat(here.used),
                "most": filesizeformat(here.most),
            },
            field="file",
        )
    if settings.FILES_SITE_GB and not space_of_site().takes(more):
        raise Invalid(
            _("This site has no room for more files. Its administrators can change that."), field="file"
        )
    _demand_disk(size)


def _demand_disk(size: int) -> None:
    """Where files lie in a bucket there is no disk to fill."""
    try:
        free = shutil.disk_usage(str(default_storage.base_location)).free  # type: ignore[attr-defined]
    except (OSError, AttributeError):
        return
    if free < size + KEPT_FREE:
        raise Invalid(_("The disk of this site is full. Its administrators can change that."), field="file")


def _used(**within: Any) -> int:
    return sum(rows.filter(**within).aggregate(total=Sum("size"))["total"] or 0 for rows in _taking_room())


def _taking_room() -> tuple[Any, ...]:
    """What takes room, each row with its ``size`` and the community it is ``of``."""
    # What was brought back lies where it lay before: it is counted once.
    again = StoredFile.objects.filter(pk=OuterRef("file"), location=OuterRef("location"))
    return (
        StoredFile.objects.annotate(of=F("entry__community")),
        EarlierVersion.objects.exclude(Exists(again)).annotate(of=F("file__entry__community")),
        Upload.objects.filter(is_done=False).annotate(of=F("community")),
    )


@dataclass(frozen=True)
class Allotted:
    """A community, what its files take, and what was said of it alone: bytes, or None for the usual."""

    community: Community
    space: Space
    own: int | None

    @property
    def gigabytes(self) -> str:
        """What was said of it, as it is typed; empty for the usual."""
        return "" if self.own is None else f"{self.own / GB:.6g}"


def by_community(*, seen_by: Any) -> tuple[list[Allotted], int, int]:
    """The communities ``seen_by`` sees, the fullest first; and of those she does not see, whose names are not
    told even to administrators, how many have files and how much these take."""
    used: dict[int, int] = {}
    for rows in _taking_room():
        for pk, total in rows.values_list("of").annotate(total=Sum("size")).order_by():
            used[pk] = used.get(pk, 0) + total
    own = dict(Allotment.objects.values_list("community", "most"))
    named = []
    for community in Community.objects.visible_to(seen_by):
        most = own.get(community.pk)
        space = Space(used.pop(community.pk, 0), usual_most() if most is None else most)
        named.append(Allotted(community, space, most))
    named.sort(key=lambda one: (-one.space.used, one.community.name))
    return named, len(used), sum(used.values())
