"""Forms that collect rows: made and opened by the core group, filled in by people, taken in by a lead."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from practica.content.collections import access, facts
from practica.content.collections.actions.looks import secret_hash
from practica.content.collections.actions.rows import add_row
from practica.content.collections.models import Collection, RowForm, Submission
from practica.content.collections.models.collection import NAME_LENGTH
from practica.content.collections.models.forms import REASON_LENGTH
from practica.core.entries.actions import clean_title
from practica.core.entries.models import Entry
from practica.core.ledger.actions import record
from practica.core.people.models import Person
from practica.core.types import kinds
from practica.core.types.models import Field
from practica.core.types.queries import fields_of
from practica.kit.access import Invalid, demand
from practica.kit.contracts.rows import make_row

MOST_FORMS = 20
MOST_WAITING = 500
#: What strangers cannot be asked: it would name people and pages they may not see, or take files.
NOT_FOR_STRANGERS = (Field.Kind.PEOPLE, Field.Kind.RELATION, Field.Kind.FILE)
LONGEST_ANSWERS = 20_000


@transaction.atomic
def add_form(
    collection: Collection,
    *,
    name: str,
    asks: Sequence[str],
    who: str = RowForm.Who.MEMBERS,
    intro: str = "",
    thanks: str = "",
    actor: Person,
) -> RowForm:
    """A form for rows of ``collection``. Only the core group makes one for others than members."""
    _demand(collection, who, actor)
    if RowForm.objects.filter(collection=collection).count() >= MOST_FORMS:
        raise Invalid(_("A collection has 20 forms at most. Remove one first."))
    return RowForm.objects.create(
        collection=collection,
        **_cleaned(collection, name=name, asks=asks, who=who, intro=intro, thanks=thanks),
    )


@transaction.atomic
def change_form(
    form: RowForm,
    *,
    name: str,
    asks: Sequence[str],
    who: str,
    intro: str,
    thanks: str,
    is_open: bool,
    actor: Person,
) -> None:
    """Change what a form asks and whom. Asking fewer people makes its link useless."""
    collection = form.collection
    _demand(collection, who, actor)
    _demand(collection, form.who, actor)
    cleaned = _cleaned(collection, name=name, asks=asks, who=who, intro=intro, thanks=thanks)
    if who != RowForm.Who.ANYONE:
        cleaned["link_hash"] = None
    RowForm.objects.filter(pk=form.pk).update(**cleaned, is_open=is_open)
    form.refresh_from_db()


@transaction.atomic
def open_form(form: RowForm, *, actor: Person) -> str:
    """Give a form for anyone a new link, in place of an earlier one; its secret is told once."""
    demand(access.can_open(actor, form.collection), _("Only the core group opens a form."))
    if form.who != RowForm.Who.ANYONE:
        raise Invalid(_("This form is not for people without an account."))
    if not access.is_open_community(form.collection):
        raise Invalid(
            _("Only communities that everyone signed in may see can ask anyone. This one is for fewer.")
        )
    secret = secrets.token_urlsafe(24)
    RowForm.objects.filter(pk=form.pk).update(link_hash=secret_hash(secret))
    return secret


@transaction.atomic
def remove_form(form: RowForm, *, actor: Person) -> None:
    """Take a form away, with what waits in it. Rows that were taken in stay."""
    _demand(form.collection, form.who, actor)
    form.delete()


@transaction.atomic
def send(
    form: RowForm,
    *,
    title: str,
    values: Mapping[str, Any],
    name: str = "",
    contact: str = "",
    by_link: bool = False,
    actor: Any,
) -> Submission | Entry:
    """Send a row through ``form``: from members it is a row at once, from others it waits for a lead.
    ``name`` stands beside the row of somebody without an account.

    Raises Invalid, its field named, for an answer that does not fit, or when too much is waiting.
    """
    if by_link:
        demand(access.can_send_by_link(actor, form), _("This form is closed."))
    else:
        demand(access.can_send(actor, form), _("This form is closed."))
    asked = [field for field in asked_fields(form) if field.name in form.asks]
    given = {field.name: values.get(field.name) for field in asked}
    _check_required(asked, given)
    if not by_link and access.can_add_row(actor, form.collection):
        return add_row(form.collection, title=title, values=given, actor=actor)
    cleaned = {f.name: kinds.plain(f, kinds.clean(f, given[f.name], actor=actor)) for f in asked}
    if len(str(cleaned)) > LONGEST_ANSWERS:
        raise Invalid(_("That is more than a form takes: 20,000 characters."))
    waiting = Submission.objects.filter(form=form, state=Submission.State.WAITING)
    if waiting.count() >= MOST_WAITING:
        raise Invalid(_("So much is waiting that nothing more is taken for now. Try again in some days."))
    sender = actor if getattr(actor, "pk", None) else None
    sent = Submission.objects.create(
        form=form,
        title=clean_title(title),
        values={name: value for name, value in cleaned.items() if value is not None},
        sender=sender,
        name="" if sender else " ".join(name.split())[:NAME_LENGTH],
        contact=" ".join(contact.split())[:200],
    )
    entry = form.collection.entry
    record(
        facts.RowSent(
            actor_id=sender.pk if sender else None,
            community_id=entry.community_id,
            entry_id=entry.pk,
            submission=sent.uid,
        )
    )
    return sent


@transaction.atomic
def decide(sent: Submission, *, take: bool, reason: str = "", actor: Person) -> Entry | None:
    """Take in what was sent, as a row its sender wrote and ``actor`` let in; or do not, and say why. Deciding
    twice changes nothing."""
    collection = sent.form.collection
    demand(access.can_moderate(actor, collection), _("Only the core group decides."))
    state = Submission.State.TAKEN if take else Submission.State.REFUSED
    waiting = Submission.objects.filter(pk=sent.pk, state=Submission.State.WAITING)
    said = "" if take else " ".join(reason.split())[:REASON_LENGTH]
    if not waiting.update(state=state, reason=said, decided_by=actor, decided=timezone.now()):
        return None
    entry = None
    if take:
        entry = make_row(
            type=collection.type,
            community=collection.entry.community,
            title=sent.title,
            values=sent.values,
            author=sent.sender,
            author_name=""
            if sent.sender
            else sent.name or _("Sent by “%(form)s”") % {"form": sent.form.name},
            actor=actor,
        )
        Submission.objects.filter(pk=sent.pk).update(row=entry)
    record(
        facts.RowDecided(
            actor_id=actor.pk,
            subject_id=sent.sender_id,
            community_id=collection.entry.community_id,
            entry_id=collection.entry_id,
            submission=sent.uid,
            state=state,
        )
    )
    return entry


def asked_fields(form: RowForm) -> list[Field]:
    """The fields a form asks, in its order, of those its readers can be asked."""
    known = {field.name: field for field in fields_of(form.collection.type) if not field.is_computed}
    fields = [known[name] for name in form.asks if name in known]
    if form.who == RowForm.Who.MEMBERS:
        return fields
    return [field for field in fields if field.kind not in NOT_FOR_STRANGERS]


def _check_required(asked: Sequence[Field], given: Mapping[str, Any]) -> None:
    for field in asked:
        if field.is_required and given.get(field.name) in (None, "", []):
            raise Invalid(_("“%(label)s” is needed.") % {"label": field.title}, field=field.name)


def _demand(collection: Collection, who: str, actor: Person) -> None:
    demand(access.can_edit(actor, collection), _("You cannot change this collection."))
    if who != RowForm.Who.MEMBERS:
        demand(access.can_open(actor, collection), _("Only the core group asks others than members."))


def _cleaned(
    collection: Collection, *, name: str, asks: Sequence[str], who: str, intro: str, thanks: str
) -> dict[str, Any]:
    name = " ".join(name.split())
    if not name:
        raise Invalid(_("Give it a name."), field="name")
    if len(name) > NAME_LENGTH:
        raise Invalid(_("The name is longer than %(most)d characters.") % {"most": NAME_LENGTH}, field="name")
    if who not in RowForm.Who.values:
        raise Invalid(_("Choose who may send."), field="who")
    known = {field.name: field for field in fields_of(collection.type) if not field.is_computed}
    chosen = [one for one in dict.fromkeys(asks) if one in known]
    if who != RowForm.Who.MEMBERS:
        missing = [
            f.title
            for f in known.values()
            if f.is_required and f.kind in NOT_FOR_STRANGERS and f.name in chosen
        ]
        if missing:
            raise Invalid(
                _("“%(label)s” names people, pages or files, which only members can be asked.")
                % {"label": missing[0]},
                field="asks",
            )
    return {
        "name": name,
        "asks": chosen,
        "who": who,
        "intro": intro.strip()[:1000],
        "thanks": thanks.strip()[:300],
    }
