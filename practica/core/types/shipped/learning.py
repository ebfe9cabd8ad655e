"""Types that learn: practices, lessons, decisions, stories, reviews after the act."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from practica.core.types.shipped.shape import Asked, Shipped

#: The name of the type that the form of four questions files.
AFTER_ACTION_REVIEW = "after-action-review"

LEARNING = (
    Shipped(
        name="best-practice",
        label=_("Best practice"),
        sentence=_("A way that has proved itself, with the evidence and its limits."),
        icon="verified",
        hue="page",
        template=_("""\
## The practice in one sentence

…

## Steps

1. …

## What it brings

…

## Where it failed

…"""),
        example=_("""\
## The practice in one sentence

Run a new pump at half speed for its first hour and listen to it.

## Steps

1. Open the suction fully, the discharge by a third.
2. Run at half speed for twenty minutes; feel the bearings every five.
3. Open up in three steps.

## What it brings

Of 38 pumps started so since 2023 none lost its seal in the first month; of 41 before, seven did.

## Where it failed

On pumps without a speed drive: half-closing the discharge is no substitute."""),
        checklist=(
            _("It says in which context it worked."),
            _("The evidence can be looked up."),
            _("It says where it failed, or where nobody has tried it."),
        ),
        needs_review=True,
        review_days=365,
        fields=(
            Asked(
                name="context",
                label=_("Context"),
                kind="long",
                is_required=True,
                help=_("Where it was used, by whom, under which conditions."),
            ),
            Asked(
                name="evidence",
                label=_("Evidence"),
                kind="choice",
                choices=(
                    _("Idea: nobody has tried it"),
                    _("Good practice: worked once, here"),
                    _("Local best practice: better than others, here"),
                    _("Proven: worked in several places, measured"),
                ),
                help=_("How sure we are."),
            ),
            Asked(name="where_it_failed", label=_("Where it failed"), kind="long"),
            Asked(name="ask", label=_("Whom to ask"), kind="people"),
        ),
    ),
    Shipped(
        name="lesson",
        label=_("Lesson learned"),
        sentence=_("What happened, why, and what is done differently from now on."),
        icon="tip",
        hue="asset",
        template=_("""\
## What somebody in the same place should know

…"""),
        example=_("""\
## What somebody in the same place should know

A seal kit that looks the same may be for hot water. Compare the number on the ring, not on the box."""),
        checklist=(
            _("It says what was expected and what happened, without blame."),
            _("The reason is one that can be acted on."),
            _("It ends in a change of a standard, not only in advice."),
        ),
        needs_review=True,
        fields=(
            Asked(name="expected", label=_("What was expected"), kind="long", is_required=True),
            Asked(name="happened", label=_("What happened"), kind="long", is_required=True),
            Asked(name="why", label=_("Why"), kind="long", help=_("Ask why until something can be changed.")),
            Asked(name="next_time", label=_("Next time"), kind="long"),
            Asked(name="action", label=_("Action"), help=_("What is done about it.")),
            Asked(name="owner", label=_("Who does it"), kind="people"),
            Asked(name="due", label=_("Until"), kind="date"),
            Asked(
                name="standard",
                label=_("Standard changed"),
                kind="relation",
                help=_("The page that says it now."),
            ),
            Asked(
                name="verified",
                label=_("Has it helped?"),
                kind="choice",
                choices=(_("Not looked at yet"), _("Yes, checked"), _("No")),
            ),
        ),
    ),
    Shipped(
        name="decision",
        label=_("Decision record"),
        sentence=_("What was chosen, why, by whom, and until when it stands."),
        icon="check",
        hue="discussion",
        template=_("""\
## What we decided

…

## What it was about

…

## What else we looked at

- …

## What follows from it

…"""),
        example=_("""\
## What we decided

We buy double seals for all pumps that carry solvent.

## What it was about

Three leaks in a year, each with a day of standstill.

## What else we looked at

- Magnetic drives: safer, but we cannot mend them ourselves.
- Staying as we are: the next leak costs more than the seals.

## What follows from it

Stores keeps four kits. The old seals are used up on water pumps."""),
        checklist=(
            _("The decision is the first sentence."),
            _("It names what else was looked at and why it was not taken."),
            _("It says when it is looked at again."),
        ),
        fields=(
            Asked(
                name="status",
                label=_("Status"),
                kind="choice",
                is_required=True,
                choices=(_("Proposed"), _("Decided"), _("Replaced"), _("Withdrawn")),
            ),
            Asked(name="decided_on", label=_("Decided on"), kind="date"),
            Asked(name="decided_by", label=_("Decided by"), kind="people"),
            Asked(name="stands_until", label=_("Look at it again on"), kind="date"),
            Asked(name="replaces", label=_("Replaces"), kind="relation"),
        ),
    ),
    Shipped(
        name="story",
        label=_("Story"),
        sentence=_("Something that happened, told so that others can learn from it."),
        icon="quote",
        hue="course",
        template=_("""\
## Where it begins

…

## What happened

…

## What I took from it

…"""),
        example=_("""\
## Where it begins

My second week, night shift, and the big pump sounded like gravel.

## What happened

I wanted to stop it. Bertil put his hand on the pipe and said: wait, it is only air. It was.

## What I took from it

Sound alone tells you that something changed, not what. Touch, look at the gauge, then decide."""),
        checklist=(
            _("It has a person, a place and a moment where it could have gone otherwise."),
            _("People named in it know that they are."),
        ),
        fields=(
            Asked(name="place", label=_("Where")),
            Asked(name="happened_on", label=_("When"), kind="date"),
        ),
    ),
    Shipped(
        name=AFTER_ACTION_REVIEW,
        label=_("After-action review"),
        sentence=_("Four questions right after something was done. Two minutes."),
        icon="refresh",
        hue="asset",
        checklist=(
            _("Written by those who took part, while they remember."),
            _("It looks for reasons, not for culprits."),
            _("At least one thing is done differently next time, and somebody does it."),
        ),
        fields=(
            Asked(name="expected", label=_("What did we expect?"), kind="long", is_required=True),
            Asked(name="happened", label=_("What happened?"), kind="long", is_required=True),
            Asked(name="why", label=_("Why was there a difference?"), kind="long"),
            Asked(name="next_time", label=_("What do we do next time?"), kind="long", is_required=True),
            Asked(name="action", label=_("First action"), help=_("One thing that is done about it.")),
            Asked(name="owner", label=_("Who does it"), kind="people"),
            Asked(name="due", label=_("Until"), kind="date"),
            Asked(name="took_part", label=_("Took part"), kind="people"),
        ),
    ),
)
