"""Addresses of files. All about a file of the library hangs below its own page, ``<slug>-<uid>``."""

from django.urls import path

from practica.core.files.views import arriving, covers, fetching, files, library

app_name = "files"
LIBRARY = "c/<slug:slug>/files"
FILE = "c/<slug:slug>/files/<slug:handle>"

urlpatterns = [
    path("files/room", library.room, name="room"),
    path("files/<str:uid>/v/<int:number>/<path:name>", fetching.fetch_version, name="fetch_version"),
    path("files/<str:uid>/<path:name>", fetching.fetch, name="fetch"),
    path("uploads/<str:uid>", arriving.piece, name="piece"),
    path("uploads/<str:uid>/cancel", arriving.cancel, name="cancel"),
    path("c/<slug:slug>/cover", covers.cover, name="cover"),
    path(LIBRARY, library.library, name="library"),
    path(f"{LIBRARY}/room", library.allot, name="allot"),
    path(f"{LIBRARY}/upload", library.upload, name="upload"),
    path(f"{LIBRARY}/uploads", arriving.begin, name="begin"),
    path(FILE, files.show, name="show"),
    path(f"{FILE}/state", files.state, name="state"),
    path(f"{FILE}/edit", files.edit, name="edit"),
    path(f"{FILE}/versions", files.add_version, name="add_version"),
    path(f"{FILE}/versions/<int:number>/restore", files.restore, name="restore"),
    path(f"{FILE}/delete", files.delete, name="delete"),
    path(f"{FILE}/bring-back", files.bring_back, name="bring_back"),
]
