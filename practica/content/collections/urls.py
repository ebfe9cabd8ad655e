"""Addresses of collections. All of one hangs below its own address, ``<slug>-<uid>``; the uid finds it."""

from django.urls import path

from practica.content.collections.views import (
    cells,
    collections,
    exports,
    filling,
    forms,
    opened,
    rows,
    views,
    workbooks,
)

app_name = "collections"
ALL = "c/<slug:slug>/collections"
ONE = f"{ALL}/<slug:handle>"
VIEW = f"{ONE}/views/<str:uid>"
FORM = f"{ONE}/forms/<str:uid>"

urlpatterns = [
    path(ALL, collections.index, name="index"),
    path(f"{ALL}/new", collections.new, name="new"),
    path(ONE, collections.show, name="show"),
    path(f"{ONE}/edit", collections.edit, name="edit"),
    path(f"{ONE}/delete", collections.delete, name="delete"),
    path(f"{ONE}/cells", cells.save, name="cells"),
    path(f"{ONE}/offered", cells.offered, name="offered"),
    path(f"{ONE}/rows", rows.add, name="add_row"),
    path(f"{ONE}/rows/<str:uid>/move", rows.move, name="move_row"),
    path(f"{ONE}/new-view", views.add, name="add_view"),
    path(VIEW, collections.show, name="view"),
    path(f"{VIEW}/settings", views.change, name="settings"),
    path(f"{VIEW}/save", views.save_asked, name="save_view"),
    path(f"{VIEW}/look", views.keep_look, name="look"),
    path(f"{VIEW}/move", views.move, name="move_view"),
    path(f"{VIEW}/remove", views.remove, name="remove_view"),
    path(f"{VIEW}/link", views.link, name="link"),
    path(f"{VIEW}/export.csv", exports.csv, name="csv"),
    path(f"{VIEW}/export.xlsx", exports.xlsx, name="xlsx"),
    path(f"{VIEW}/workbook", workbooks.take_along, name="take_along"),
    path("workbooks/<str:uid>", workbooks.show, name="workbook"),
    path("workbooks/<str:uid>/file", workbooks.fetch, name="workbook_file"),
    path("workbooks/<str:uid>/discard", workbooks.discard, name="discard_workbook"),
    path(f"{ONE}/forms", forms.index, name="forms"),
    path(f"{ONE}/forms/new", forms.new, name="new_form"),
    path(FORM, filling.fill, name="form"),
    path(f"{FORM}/edit", forms.edit, name="edit_form"),
    path(f"{FORM}/link", forms.link, name="form_link"),
    path(f"{FORM}/remove", forms.remove, name="remove_form"),
    path(f"{ONE}/waiting", forms.waiting, name="waiting"),
    path(f"{ONE}/waiting/<str:uid>", forms.decide, name="decide"),
    path("open/views/<str:token>", opened.show, name="open_view"),
    path("open/views/<str:token>/export.csv", opened.csv, name="open_csv"),
    path("open/forms/<str:token>", filling.fill_by_link, name="open_form"),
]
