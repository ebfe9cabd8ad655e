"""Addresses of files."""

from django.urls import path

from practica.core.files.views import files

app_name = "files"
urlpatterns = [
    path("files/<str:uid>/<path:name>", files.fetch, name="fetch"),
    path("c/<slug:slug>/files", files.library, name="library"),
    path("c/<slug:slug>/files/upload", files.upload, name="upload"),
    path("c/<slug:slug>/files/<str:handle>", files.show, name="show"),
]
