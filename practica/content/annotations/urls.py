"""Addresses of talks about passages: below the lasting address of their entry, and each by its own uid."""

from django.urls import path

from practica.content.annotations import views

app_name = "annotations"
urlpatterns = [
    path("e/<str:uid>/comments", views.index, name="index"),
    path("comments/<str:uid>/reply", views.reply, name="reply"),
    path("comments/<str:uid>/resolve", views.resolve, name="resolve"),
    path("comments/<str:uid>/reopen", views.reopen, name="reopen"),
    path("comments/<str:uid>/delete", views.delete, name="delete"),
    path("replies/<str:uid>/delete", views.delete_reply, name="delete_reply"),
]
