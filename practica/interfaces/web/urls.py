"""Addresses of the web frame."""

from django.conf import settings
from django.urls import path

from practica.interfaces.web.views import health, home, kept, machines, new
from practica.kit.ui.views import styleguide

app_name = "web"
urlpatterns = [
    path("", home.home, name="home"),
    path("saved", kept.saved, name="saved"),
    path("drafts", kept.drafts, name="drafts"),
    path("new", new.choose, name="new"),
    path("c/<slug:slug>/seen", kept.community_seen, name="community_seen"),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("robots.txt", machines.robots, name="robots"),
    path("favicon.ico", machines.favicon, name="favicon"),
]
if settings.DEBUG:
    urlpatterns.append(path("styleguide/", styleguide, name="styleguide"))
