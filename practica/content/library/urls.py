"""Addresses of the catalogue. All about a resource hangs below its own page, ``<slug>-<uid>``."""

from django.urls import path

from practica.content.library.views import resources

app_name = "library"
CATALOGUE = "c/<slug:slug>/resources"
RESOURCE = "c/<slug:slug>/resources/<slug:handle>"

urlpatterns = [
    path(CATALOGUE, resources.catalogue, name="catalogue"),
    path(f"{CATALOGUE}/new", resources.add, name="add"),
    path(f"{CATALOGUE}/bring", resources.bring, name="bring"),
    path(RESOURCE, resources.show, name="show"),
    path(f"{RESOURCE}/edit", resources.edit, name="edit"),
    path(f"{RESOURCE}/review", resources.review, name="review"),
    path(f"{RESOURCE}/take-back", resources.take_back, name="take_back"),
    path(f"{RESOURCE}/delete", resources.delete, name="delete"),
    path(f"{RESOURCE}/bring-back", resources.bring_back, name="bring_back"),
]
