"""Addresses of imports and exports."""

from django.urls import path

from practica.interfaces.transfer.views import beginning, comparing, exports, imports

app_name = "transfer"
urlpatterns = [
    path("imports", imports.index, name="index"),
    path("imports/new", beginning.new, name="new"),
    path("imports/<str:uid>", imports.show, name="show"),
    path("imports/<str:uid>/progress", imports.progress, name="progress"),
    path("imports/<str:uid>/run", imports.run, name="run"),
    path("imports/<str:uid>/cancel", imports.cancel, name="cancel"),
    path("imports/<str:uid>/undo", imports.undo, name="undo"),
    path("imports/<str:uid>/items/<int:number>/compare", comparing.compare, name="compare"),
    path("imports/<str:uid>/ledger.csv", imports.download, name="download"),
    path("c/<slug:slug>/export", exports.export, name="export"),
]
