"""The types the software comes with."""

import pytest
from django.utils import translation

from practica.core.types.models import Field, KnowledgeType
from practica.core.types.shipped.bringing import SHIPPED, bring_shipped
from practica.kit import markup

pytestmark = pytest.mark.django_db


def test_every_shipped_type_is_there_with_its_fields_and_says_what_it_is_for():
    types = {type.name: type for type in KnowledgeType.objects.filter(community=None)}
    assert set(types) == {one.name for one in SHIPPED}
    for one in SHIPPED:
        type = types[one.name]
        assert type.sentence
        assert type.checklist
        fields = list(Field.objects.filter(type=type).in_order())
        assert [field.name for field in fields] == [asked.name for asked in one.fields]
        assert type.field_count == len(fields)


def test_what_people_changed_is_not_brought_again():
    lesson = KnowledgeType.objects.get(name="lesson")
    lesson.label, lesson.version = "Insight", 2
    lesson.save()
    Field.objects.filter(type=lesson, name="why").delete()
    bring_shipped()
    lesson.refresh_from_db()
    assert lesson.label == "Insight"
    assert not Field.objects.filter(type=lesson, name="why").exists()


@pytest.mark.parametrize("one", SHIPPED, ids=lambda one: one.name)
def test_templates_and_examples_are_written_in_our_markdown(one):
    for text in (one.template, one.example):
        assert markup.to_markdown(markup.parse(text)).strip("\n") == text


def test_words_nobody_changed_are_translated_and_own_words_are_not():
    type = KnowledgeType.objects.get(name="article")
    with translation.override("de"):
        assert type.title
    type.shipped, type.label = False, "Yes"
    with translation.override("de"):
        assert type.title == "Yes"
