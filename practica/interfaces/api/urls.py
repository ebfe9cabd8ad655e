"""Addresses of the API, of the page that tells about it, and of the page for tokens."""

from django.urls import include, path

from practica.interfaces.api.collect import api
from practica.interfaces.api.views import docs, tokens

token_urls = (
    [
        path("you/tokens", tokens.index, name="index"),
        path("you/tokens/<str:uid>/withdraw", tokens.withdraw, name="withdraw"),
        path("api/docs", docs.show, name="docs"),
    ],
    "tokens",
)
urlpatterns = [path("", include(token_urls)), path("api/", api.urls)]
