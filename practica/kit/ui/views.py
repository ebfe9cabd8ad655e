"""The living style page: every component, in one place, for people and for the accessibility test."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from practica.kit.access import door
from practica.kit.http import Request
from practica.kit.ui import samples


@door("ui.see")
def styleguide(request: Request) -> HttpResponse:
    """Show every component with sample content. Routed in debug only."""
    return render(request, "ui/styleguide.html", samples.everything())
