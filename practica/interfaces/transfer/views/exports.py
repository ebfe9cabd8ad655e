"""Taking a community along as an open zip."""

from __future__ import annotations

import tempfile

from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.views.decorators.http import require_POST

from practica.core.communities.models import Community
from practica.interfaces.transfer import access
from practica.kit.access import demand, door, get_visible_or_404
from practica.kit.http import Request


@door("transfer.export")
@login_required
@require_POST
def export(request: Request, slug: str) -> FileResponse:
    """The community as a zip of Markdown and files, as far as the asker sees it."""
    # Here: what reads and writes archives is loaded by who takes one along, not at every start.
    from practica.interfaces.transfer.export import write_archive

    community = get_visible_or_404(Community, request.user, slug=slug)
    demand(access.can_export(request.user, community))
    packed = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_archive(community, packed, actor=request.user)
    packed.seek(0)
    return FileResponse(
        packed, as_attachment=True, filename=f"{community.slug}.zip", content_type="application/zip"
    )
