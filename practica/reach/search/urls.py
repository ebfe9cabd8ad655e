"""Addresses of search."""

from django.urls import path

from practica.reach.search.views import search

app_name = "search"
urlpatterns = [
    path("search", search.results, name="results"),
    path("search/suggest", search.suggest, name="suggest"),
    path("search/similar", search.similar, name="similar"),
]
