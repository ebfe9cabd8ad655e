"""Addresses of types, of their fields, and of what an entry is."""

from django.urls import path

from practica.core.types.views import entries, fields, keeping, reviewing

app_name = "types"
FIELD = "type-fields/<str:uid>"

urlpatterns = [
    path("types", keeping.in_site, name="in_site"),
    path("types/new", keeping.new_in_site, name="new_in_site"),
    path("c/<slug:slug>/types", keeping.in_community, name="in_community"),
    path("c/<slug:slug>/types/new", keeping.new_in_community, name="new_in_community"),
    path("c/<slug:slug>/after-action-review", reviewing.after_action, name="after_action"),
    path("types/<str:uid>", keeping.show, name="show"),
    path("types/<str:uid>/words", keeping.words, name="words"),
    path("types/<str:uid>/retire", keeping.retire, name="retire"),
    path("types/<str:uid>/add-field", fields.add, name="add_field"),
    path(FIELD, fields.edit, name="edit_field"),
    path(f"{FIELD}/move", fields.move, name="move_field"),
    path(f"{FIELD}/remove", fields.remove, name="remove_field"),
    path(f"{FIELD}/restore", fields.restore, name="restore_field"),
    path("e/<str:uid>/type", entries.of_entry, name="of_entry"),
    path("e/<str:uid>/fields", entries.fill, name="fill"),
    path("e/<str:uid>/kept", entries.kept, name="kept"),
]
