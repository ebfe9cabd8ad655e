"""Addresses of communities."""

from django.urls import path

from practica.core.communities.views import communities, invitations, members, requests

app_name = "communities"
urlpatterns = [
    path("communities", communities.show_all, name="directory"),
    path("communities/new", communities.start, name="create"),
    path("invitations", invitations.mine, name="my_invitations"),
    path("invitations/<str:uid>/accept", invitations.accept_mine, name="accept_invitation"),
    path("join/<str:token>", invitations.come_in, name="come_in"),
    path("c/<slug:slug>", communities.show, name="show"),
    path("c/<slug:slug>/settings", communities.settings, name="settings"),
    path("c/<slug:slug>/join", members.join, name="join"),
    path("c/<slug:slug>/leave", members.leave, name="leave"),
    path("c/<slug:slug>/ask", requests.ask, name="ask"),
    path("c/<slug:slug>/requests", requests.show_all, name="requests"),
    path("c/<slug:slug>/requests/<str:uid>/accept", requests.accept, name="accept_request"),
    path("c/<slug:slug>/requests/<str:uid>/refuse", requests.refuse, name="refuse_request"),
    path("c/<slug:slug>/members", members.show_all, name="members"),
    path("c/<slug:slug>/members/<slug:handle>", members.show, name="member"),
    path("c/<slug:slug>/members/<slug:handle>/role", members.give_role, name="give_role"),
    path("c/<slug:slug>/members/<slug:handle>/remove", members.remove, name="remove_member"),
    path("c/<slug:slug>/invitations", invitations.show_all, name="invitations"),
    path("c/<slug:slug>/invitations/<str:uid>/withdraw", invitations.withdraw, name="withdraw_invitation"),
]
