"""Addresses of tables that become rows."""

from django.urls import path

from practica.interfaces.transfer.tables.views import imports

app_name = "tables"
HERE = "c/<slug:slug>/collections/<slug:handle>/tables"

urlpatterns = [
    path(HERE, imports.begin, name="begin"),
    path(f"{HERE}/<str:uid>", imports.show, name="show"),
    path(f"{HERE}/<str:uid>/progress", imports.progress, name="progress"),
    path(f"{HERE}/<str:uid>/undo", imports.undo, name="undo"),
    path(f"{HERE}/<str:uid>/forget", imports.forget, name="forget"),
    path(f"{HERE}/<str:uid>/left-out.csv", imports.left_out, name="left_out"),
]
