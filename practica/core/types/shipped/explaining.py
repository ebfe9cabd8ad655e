"""Types that explain: articles, how-tos, answers, guidelines, terms, contacts, meeting notes."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from practica.core.types.shipped.shape import Asked, Shipped

EXPLAINING = (
    Shipped(
        name="article",
        label=_("Article"),
        sentence=_("A plain page about anything worth knowing."),
        icon="page",
        hue="page",
        checklist=(
            _("The first sentence says what the page is about and for whom."),
            _("Headings tell the story by themselves."),
            _("Every claim that could be doubted has a source."),
        ),
    ),
    Shipped(
        name="how-to",
        label=_("How-to"),
        sentence=_("Steps that take somebody from a task to a result."),
        icon="tasks",
        hue="page",
        template=_("""\
When this helps: …

## Before you start

- What you need: …

## Steps

1. …
2. …

## How you know it worked

…

## When it does not work

…"""),
        example=_("""\
When this helps: a pump seal leaks and you have to change it without sending the pump away.

## Before you start

- What you need: seal kit, torque wrench, lock-out tag
- The pump is drained and below 40 °C

## Steps

1. Lock out the drive and hang your tag.
2. Take off the coupling guard, then the coupling.
3. Push the new seal on by hand; a hammer cracks the face.
4. Tighten the gland evenly, 12 Nm.

## How you know it worked

No drop after ten minutes at working pressure.

## When it does not work

A steady drip means the face is dry: open the flush line first, then look at the seal."""),
        checklist=(
            _("It does one task, named in the title with a verb."),
            _("Each step is one act, in the order it is done."),
            _("It says how one knows that it worked."),
            _("Somebody who has never done it has tried it."),
        ),
        needs_review=True,
        review_days=365,
        fields=(
            Asked(
                name="audience", label=_("For whom"), help=_("The role or the experience it is written for.")
            ),
            Asked(name="time", label=_("Time it takes"), help=_("Like “20 minutes”.")),
        ),
    ),
    Shipped(
        name="faq",
        label=_("Frequent question"),
        sentence=_("One question that comes again and again, with its short answer."),
        icon="question",
        hue="question",
        template=_("""\
**In short:** …

## Why

…

## See also

- [[…]]"""),
        example=_("""\
**In short:** yes, up to 60 °C. Above that the lining softens.

## Why

The lining is tested to 65 °C; we keep a margin of five degrees.

## See also

- [[Choosing a hose]]"""),
        checklist=(
            _("The title is the question as people ask it."),
            _("The first line answers it."),
        ),
        review_days=365,
        fields=(
            Asked(
                name="asked_by",
                label=_("Who asks this"),
                help=_("New colleagues, customers, the night shift …"),
            ),
        ),
    ),
    Shipped(
        name="guideline",
        label=_("Guideline"),
        sentence=_("What has to be done or left, for whom and from when."),
        icon="flag",
        hue="event",
        template=_("""\
## What applies

…

## Why

…

## Exceptions, and who grants them

…"""),
        example=_("""\
## What applies

Nobody works alone in the tank farm between 22:00 and 06:00.

## Why

In 2024 a colleague lay for forty minutes before he was found.

## Exceptions, and who grants them

The shift lead may allow a look of up to ten minutes with radio contact, and writes it into the log."""),
        checklist=(
            _("It says “must” for what is required and “should” for what is advised."),
            _("It says whom it applies to and from which day."),
            _("It gives the reason, so that people can use it where the words do not reach."),
        ),
        needs_review=True,
        review_days=365,
        fields=(
            Asked(
                name="applies_to",
                label=_("Applies to"),
                is_required=True,
                help=_("People, places, equipment."),
            ),
            Asked(name="in_force_from", label=_("In force from"), kind="date"),
            Asked(name="in_force_until", label=_("In force until"), kind="date"),
            Asked(name="answers_for_it", label=_("Who answers for it"), kind="people"),
        ),
    ),
    Shipped(
        name="term",
        label=_("Glossary term"),
        sentence=_("What a word means here, and which words mean the same."),
        icon="book",
        hue="discussion",
        template=_("""\
**…** is …

## Where we use it

…"""),
        example=_("""\
**Dry running** is a pump turning without liquid. Minutes are enough to ruin a seal.

## Where we use it

In shift logs and in work orders; the control room says “no prime” for the same thing."""),
        checklist=(
            _("The first sentence defines the word without using it."),
            _("Other words for the same are listed, so that search finds it."),
        ),
        fields=(
            Asked(name="other_words", label=_("Other words for it"), help=_("Separated by commas.")),
            Asked(name="not_to_confuse", label=_("Not to be confused with"), kind="relation"),
        ),
    ),
    Shipped(
        name="contact",
        label=_("Contact"),
        sentence=_("Whom to turn to, for what, and how."),
        icon="user",
        hue="course",
        template=_("""\
## Turn to them when

- …

## Good to know

…"""),
        example=_("""\
## Turn to them when

- a bearing fails twice in a year
- you need a vibration reading by tomorrow

## Good to know

Mail is read in the morning; for anything urgent call."""),
        checklist=(_("It says for what one turns to them."), _("Somebody has tried the number this year.")),
        review_days=180,
        fields=(
            Asked(
                name="person", label=_("Colleague"), kind="people", help=_("If they have an account here.")
            ),
            Asked(name="organisation", label=_("Organisation")),
            Asked(name="mail", label=_("Mail or web address"), kind="link"),
            Asked(name="phone", label=_("Phone")),
        ),
    ),
    Shipped(
        name="meeting-note",
        label=_("Meeting note"),
        sentence=_("What was decided in a meeting and who does what until when."),
        icon="users",
        hue="data",
        template=_("""\
## Decisions

- …

## Actions

- [ ] … (who, until when)

## Talked about

…"""),
        example=_("""\
## Decisions

- We try the new seal on two pumps until March.

## Actions

- [ ] Order two kits (Kwame, Friday)
- [ ] Tell the night shift (Amara, Monday)

## Talked about

Costs were the open point; the kits cost double and should last three times as long."""),
        checklist=(
            _("Decisions stand first."),
            _("Each action has one name and one day."),
        ),
        fields=(
            Asked(name="held_on", label=_("Held on"), kind="date", is_required=True),
            Asked(name="took_part", label=_("Took part"), kind="people"),
        ),
    ),
)
