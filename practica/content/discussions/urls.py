"""Addresses of questions and discussions."""

from django.urls import path

from practica.content.discussions.views import answers, drafts, lists, posting, revising, starting, threads

app_name = "discussions"
urlpatterns = [
    path("ask", starting.ask_somewhere, name="ask_somewhere"),
    path("discuss", starting.discuss_somewhere, name="discuss_somewhere"),
    path("c/<slug:slug>/questions", lists.questions, name="questions"),
    path("c/<slug:slug>/discussions", lists.discussions, name="discussions"),
    path("c/<slug:slug>/questions/ask", starting.ask, name="ask"),
    path("c/<slug:slug>/discussions/start", starting.discuss, name="start"),
    path("c/<slug:slug>/questions/draft", drafts.keep_question, name="keep_question_draft"),
    path("c/<slug:slug>/discussions/draft", drafts.keep_discussion, name="keep_discussion_draft"),
    path("c/<slug:slug>/posts/preview", posting.preview, name="preview"),
    path("c/<slug:slug>/questions/<str:handle>", threads.question, name="question"),
    path("c/<slug:slug>/discussions/<str:handle>", threads.discussion, name="discussion"),
    path("threads/<str:uid>/posts", posting.post, name="post"),
    path("threads/<str:uid>/draft", drafts.keep_reply, name="keep_draft"),
    path("threads/<str:uid>/lock", threads.lock, name="lock"),
    path("threads/<str:uid>/unlock", threads.unlock, name="unlock"),
    path("posts/<str:uid>", threads.permalink, name="permalink"),
    path("posts/<str:uid>/comments", posting.comment, name="comment"),
    path("posts/<str:uid>/edit", revising.edit, name="edit"),
    path("posts/<str:uid>/history", revising.history, name="history"),
    path("posts/<str:uid>/delete", revising.delete, name="delete"),
    path("posts/<str:uid>/restore", revising.restore, name="restore"),
    path("posts/<str:uid>/vote", answers.vote, name="vote"),
    path("posts/<str:uid>/unvote", answers.unvote, name="unvote"),
    path("posts/<str:uid>/accept", answers.accept, name="accept"),
    path("posts/<str:uid>/unaccept", answers.unaccept, name="unaccept"),
    path("posts/<str:uid>/page", answers.make_page, name="make_page"),
    path("post-drafts/<str:uid>/discard", drafts.discard, name="discard_draft"),
]
