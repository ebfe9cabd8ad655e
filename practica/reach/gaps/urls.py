"""Addresses of what is missing."""

from django.urls import path

from practica.reach.gaps.views import asking, gaps, lists, sorting

app_name = "gaps"
urlpatterns = [
    path("gaps", lists.in_site, name="in_site"),
    path("c/<slug:slug>/gaps", lists.in_community, name="in_community"),
    path("gaps/missed", asking.missed, name="missed"),
    path("gaps/again", asking.again, name="again"),
    path("you/searches", asking.own, name="own"),
    path("you/searches/<str:uid>/forget", asking.forget, name="forget"),
    path("gaps/<str:uid>", gaps.show, name="show"),
    path("gaps/<str:uid>/take", gaps.take, name="take"),
    path("gaps/<str:uid>/give-back", gaps.give_back, name="give_back"),
    path("gaps/<str:uid>/write", gaps.write, name="write"),
    path("gaps/<str:uid>/close", gaps.close, name="close"),
    path("gaps/<str:uid>/decline", gaps.decline, name="decline"),
    path("gaps/<str:uid>/put-aside", gaps.put_aside, name="put_aside"),
    path("gaps/<str:uid>/reopen", gaps.reopen, name="reopen"),
    path("gaps/<str:uid>/rename", gaps.rename, name="rename"),
    path("gaps/<str:uid>/merge", sorting.merge, name="merge"),
    path("gaps/<str:uid>/split", sorting.split, name="split"),
    path("gaps/<str:uid>/undo", sorting.undo, name="undo"),
]
