"""What members say of a resource: once each, and they may say otherwise later."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.library import access, facts
from practica.content.library.models import MOST_STARS, Resource, Review
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.kit.access import Invalid, demand

LONGEST = 500


@transaction.atomic
def review(resource: Resource, *, stars: int, sentence: str, actor: Person) -> Review:
    """Say ``sentence`` of it and give it ``stars`` of five; what ``actor`` said before is replaced."""
    demand(access.can_review(actor, resource), _("Only members review resources."))
    sentence = " ".join(sentence.split())
    if not 1 <= stars <= MOST_STARS:
        raise Invalid(_("Give it one to five stars."), field="stars")
    if not sentence:
        raise Invalid(_("Say in a sentence what it is worth."), field="sentence")
    if len(sentence) > LONGEST:
        raise Invalid(
            _("This is %(long)d characters long; %(most)d is the most.")
            % {"long": len(sentence), "most": LONGEST},
            field="sentence",
        )
    said, is_new = Review.objects.get_or_create(
        resource=resource, person=actor, defaults={"stars": stars, "sentence": sentence}
    )
    if not is_new:
        said.stars, said.sentence, said.changed = stars, sentence, timezone.now()
        said.save(update_fields=["stars", "sentence", "changed"])
    _count(resource)
    record(
        facts.ResourceReviewed(
            actor_id=actor.pk,
            subject_id=resource.entry.author_id,
            community_id=resource.entry.community_id,
            entry_id=resource.entry_id,
            stars=stars,
        )
    )
    return said


@transaction.atomic
def take_back(resource: Resource, *, actor: Person) -> None:
    """Say nothing of it any more. Taking back twice changes nothing."""
    gone, _by_model = Review.objects.filter(resource=resource, person=actor.pk).delete()
    if gone:
        _count(resource)
        record(
            facts.ReviewTakenBack(
                actor_id=actor.pk, community_id=resource.entry.community_id, entry_id=resource.entry_id
            )
        )


def _count(resource: Resource) -> None:
    """What is kept is what there is: reviews go with their people, too."""
    found = Review.objects.filter(resource=resource).aggregate(count=Count("pk"), stars=Sum("stars"))
    resource.review_count, resource.star_sum = found["count"], found["stars"] or 0
    resource.save(update_fields=["review_count", "star_sum"])
