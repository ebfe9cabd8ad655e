"""When entries are erased, the bytes of their files go after the rows."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.storage import default_storage

from practica.core.files.models import EarlierVersion, StoredFile
from practica.kit.contracts.erasing import Afterwards, when_entries_are_erased


@when_entries_are_erased
def bytes_go_too(entry_ids: Sequence[int]) -> Afterwards:
    """Remember where the bytes lie; delete them once the rows are gone."""
    current = StoredFile.objects.filter(entry__in=entry_ids).values_list("location", flat=True)
    earlier = EarlierVersion.objects.filter(file__entry__in=entry_ids).values_list("location", flat=True)
    locations = {*current, *earlier}

    def afterwards() -> None:
        for location in locations:
            default_storage.delete(location)

    return afterwards
