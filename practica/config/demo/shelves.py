"""The shelf of resources of the sample site: what others made, what it is used for, what members say."""

from __future__ import annotations

from practica.config.demo.ageing import age
from practica.config.demo.communities import RELIABILITY
from practica.config.demo.people import Cast
from practica.content.library.actions import Description, add, review
from practica.core.communities.models import Community

# Days ago, what, and what members say. Hosts end in .example: nobody answers there, no real site is asked.
RESOURCES = (
    (
        120,
        Description(
            title="Reading a worn seal face, an atlas",
            form="link",
            address="https://seals.example/atlas",
            made_by="Sealing Users Group",
            year=2021,
            used_for="Lay your worn face beside the pictures before you order the same seal again.",
            topics=("seals",),
        ),
        ((5, "The first thing I open when a seal comes out."), (4, "Good pictures, thin on causes.")),
    ),
    (
        33,
        Description(
            title="Vibration from the beginning",
            form="course",
            address="https://vibration.example/course",
            made_by="Open Plant Academy",
            year=2023,
            used_for="Six evenings for somebody who is about to get an analyser into her hands.",
            topics=("bearings",),
        ),
        ((3, "Fine for a start. Part five sells something."),),
    ),
    (
        9,
        Description(
            title="Keeping what matters running",
            form="book",
            made_by="M. Holm",
            year=1998,
            used_for="Why intervals are chosen as they are. Chapter 4 is the one to read.",
        ),
        (),
    ),
)


def stock(people: Cast) -> None:
    """Put them up in the name of the coordinator; other members say what they are worth."""
    community = Community.objects.get(name=RELIABILITY)
    coordinator = people["Amara Nwosu"]
    members = community.memberships.exclude(person=coordinator).filter(person__has_account=True)
    others = [people[name] for name in members.order_by("pk").values_list("person__name", flat=True)]
    for days, said, reviews in RESOURCES:
        resource = add(community, said, actor=coordinator)
        for person, (stars, sentence) in zip(others, reviews, strict=False):
            review(resource, stars=stars, sentence=sentence, actor=person)
        age(resource.entry, days)
