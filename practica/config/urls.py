"""All addresses: each room brings its own; the order only matters where a room answers a whole prefix."""

from importlib.util import find_spec

from django.apps import apps
from django.urls import include, path

from practica.kit.routing import Sorted

_rooms = [
    path("", include(f"{room.name}.urls"))
    for room in apps.get_app_configs()
    if room.name.startswith("practica.") and room.name != "practica.config" and find_spec(f"{room.name}.urls")
]
urlpatterns = [Sorted([*_rooms, path("accounts/", include("allauth.urls"))])]

handler400 = "practica.interfaces.web.views.errors.bad_request"
handler403 = "practica.interfaces.web.views.errors.refused"
handler404 = "practica.interfaces.web.views.errors.missing"
handler500 = "practica.interfaces.web.views.errors.broken"
