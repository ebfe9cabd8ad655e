"""Addresses of pages. All of a page hangs below its own address, ``<slug>-<uid>``; the uid finds it."""

from django.urls import path

from practica.content.pages.views import (
    editing,
    helping,
    history,
    lists,
    papers,
    placing,
    proposals,
    reading,
    rehoming,
    tidying,
    tree,
)

app_name = "pages"
PAGES = "c/<slug:slug>/pages"
PAGE = "c/<slug:slug>/pages/<slug:handle>"

urlpatterns = [
    path(PAGES, lists.index, name="index"),
    path(f"{PAGES}/new", editing.new, name="new"),
    path(f"{PAGES}/preview", editing.preview, name="preview"),
    path(f"{PAGES}/draft", editing.keep_draft, name="draft"),
    path(f"{PAGES}/draft/<str:uid>/discard", editing.discard_draft, name="discard_draft"),
    path(f"{PAGES}/complete", helping.complete, name="complete"),
    path(f"{PAGES}/convert", helping.convert, name="convert"),
    path(f"{PAGES}/maths", helping.maths, name="maths"),
    path(f"{PAGES}/link", helping.link, name="link"),
    path(f"{PAGES}/attach", helping.attach, name="attach"),
    path(f"{PAGES}/place", placing.place, name="place"),
    path(f"{PAGES}/broken-links", tidying.tidy, name="broken"),
    path(f"{PAGES}/tidy/<slug:show>", tidying.tidy, name="tidy"),
    path("c/<slug:slug>/bin", lists.bin_, name="bin"),
    path("c/<slug:slug>/bin/<str:uid>/restore", lists.bring_back, name="bring_back"),
    path(f"{PAGE}.pdf", papers.pdf, name="pdf"),
    path(f"{PAGE}.docx", papers.docx, name="docx"),
    path(f"{PAGE}/take-along", papers.take_along, name="take_along"),
    path("papers/<str:uid>", papers.show, name="paper"),
    path("papers/<str:uid>/file", papers.fetch, name="paper_file"),
    path("papers/<str:uid>/discard", papers.discard, name="discard_paper"),
    path(f"{PAGE}.md", reading.markdown, name="markdown"),
    path(PAGE, reading.show, name="show"),
    path(f"{PAGE}/edit", editing.edit, name="edit"),
    path(f"{PAGE}/history", history.index, name="history"),
    path(f"{PAGE}/history/<int:number>", history.show, name="revision"),
    path(f"{PAGE}/history/<int:number>/restore", history.restore, name="restore"),
    path(f"{PAGE}/compare", history.compare, name="compare"),
    path(f"{PAGE}/passages", history.passages, name="passages"),
    path(f"{PAGE}/suggest", proposals.suggest, name="suggest"),
    path(f"{PAGE}/publish", proposals.publish, name="publish"),
    path(f"{PAGE}/proposals", proposals.index, name="proposals"),
    path(f"{PAGE}/proposals/<str:uid>", proposals.show, name="proposal"),
    path(f"{PAGE}/proposals/<str:uid>/answer", proposals.answer, name="answer"),
    path(f"{PAGE}/proposals/<str:uid>/verdict", proposals.verdict, name="verdict"),
    path(f"{PAGE}/proposals/<str:uid>/publish", proposals.publish_now, name="publish_now"),
    path(f"{PAGE}/proposals/<str:uid>/reviewers", proposals.reviewers, name="reviewers"),
    path(f"{PAGE}/proposals/<str:uid>/withdraw", proposals.withdraw, name="withdraw"),
    path(f"{PAGE}/move", tree.move, name="move"),
    path(f"{PAGE}/move-to-community", rehoming.rehome, name="rehome"),
    path(f"{PAGE}/move-back", rehoming.move_back, name="move_back"),
    path(f"{PAGE}/take-on", tidying.take_on, name="take_on"),
    path(f"{PAGE}/delete", tree.delete, name="delete"),
    path(f"{PAGE}/archive", tree.archive, name="archive"),
]
