"""Pages made of answers."""

import pytest

from practica.content.discussions.actions import accept, make_page
from practica.core.entries.models import Link
from tests.builders import a_colleague, a_question, an_answer

pytestmark = pytest.mark.django_db


def _captured(**more):
    question = a_question(title="Which [torque]*?", topics=["flanges"], **more)
    post = an_answer(to=question, body="180 Nm")
    accept(post, actor=question.entry.author)
    return question, post, make_page(post, actor=question.entry.author)


def test_the_page_keeps_author_and_topics_and_both_lead_to_each_other():
    question, post, entry = _captured()
    assert (entry.kind, entry.author, [topic.label for topic in entry.topics.all()]) == (
        "page",
        post.author,
        ["flanges"],
    )
    assert "180 Nm" in entry.page.body and f"/e/{question.entry.uid}" in entry.page.body
    assert Link.objects.filter(source=entry, target=question.entry).exists()
    assert Link.objects.filter(source=question.entry, target=entry).exists()
    assert "From the question" in entry.page.html and "[torque]*" in entry.page.html


def test_who_could_not_read_the_question_does_not_read_the_page():
    _question, _post, entry = _captured(audience="members")
    outsider = a_colleague()
    assert type(entry).objects.visible_to(entry.author).filter(pk=entry.pk).exists()
    assert not type(entry).objects.visible_to(outsider).filter(pk=entry.pk).exists()
