"""Addresses of search."""

from django.urls import path

from practica.reach.search.views import answers, clicks, saved, search

app_name = "search"
urlpatterns = [
    path("search", search.results, name="results"),
    path("search/answer", answers.show, name="answer"),
    path("search/suggest", search.suggest, name="suggest"),
    path("search/similar", search.similar, name="similar"),
    path("search/opened", clicks.opened, name="opened"),
    path("you/clicks", clicks.choose, name="clicks"),
    path("search/saved", saved.index, name="saved"),
    path("search/saved/<slug:uid>/change", saved.change, name="saved_change"),
    path("search/saved/<slug:uid>/drop", saved.drop, name="saved_drop"),
    path("search/saved/<slug:uid>/restore", saved.restore, name="saved_restore"),
]
