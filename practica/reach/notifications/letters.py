"""What a mail says, written at the moment it is sent, from what its reader may see then."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from practica.core.people.models import Person
from practica.kit.contracts.notices import words_at
from practica.reach.notifications.models import Notice, NotificationChoice, OutboxMail

SALT = "notifications.stop"


@dataclass(frozen=True)
class Letter:
    """A mail ready to go."""

    to: str
    subject: str
    text: str
    headers: dict[str, str] = field(default_factory=dict)


def letter_of(mail: OutboxMail) -> Letter | None:
    """A mail whose text was given with it."""
    return Letter(mail.to, mail.subject, mail.text) if mail.to else None


def key_of(notice: Notice) -> str:
    """The one name of a mail that tells of ``notice`` as it stands."""
    return f"notice:{notice.pk}:{notice.fact}"


def letter_about(mail: OutboxMail) -> Letter | None:
    """The mail about a notice; None when its person has read it, may not see it any more, has left, wants no
    mail, or when something newer of the same has its own mail."""
    if mail.notice_id is None:
        return None
    found = Notice.objects.select_related("person__organisation").filter(pk=mail.notice_id).first()
    if (
        found is None
        or not found.is_unread
        or not _still_wants_mail(found.person)
        or key_of(found) != mail.key
    ):
        return None
    person = found.person
    rows = Notice.objects.visible_to(person).select_related("entry__community", "community", "actor")
    notice = rows.filter(pk=found.pk).first()
    if notice is None:
        return None
    with translation.override(person.language or settings.LANGUAGE_CODE):
        words = notice.words
        stop = absolute(reverse("notifications:stop", args=[stop_token(person)]))
        context = {
            "person": person,
            "words": words,
            "quoted": _quoted(notice, person),
            "address": absolute(notice.get_absolute_url()),
            "choices": absolute(reverse("notifications:choices")),
            "stop": stop,
            "site_name": settings.SITE_NAME,
        }
        text = render_to_string("notifications/mail/notice.txt", context)
    return Letter(person.email, " ".join(words.split())[:200], text, {"List-Unsubscribe": f"<{stop}>"})


def _quoted(notice: Notice, person: Person) -> str:
    """What was written, where the notice says which words; else what its entry is about."""
    if notice.entry is None:
        return ""
    written = words_at(notice.anchor, seen_by=person)
    return notice.entry.summary if written is None else written


def _still_wants_mail(person: Person) -> bool:
    if not (person.is_active and person.has_account and person.email):
        return False
    never = NotificationChoice.objects.filter(person=person, mail=NotificationChoice.Mail.NEVER)
    return not never.exists()


def absolute(address: str) -> str:
    """``address`` with the site in front; never taken from a request."""
    return address if "://" in address else settings.SITE_URL + address


def stop_token(person: Person) -> str:
    """What the link in a mail carries: who it is for, signed."""
    return signing.dumps(person.uid, salt=SALT)


def person_of_token(token: str) -> Person | None:
    """Whom a link was made for; None for one we did not sign. Links do not grow old: a mail from last year
    must still let one out."""
    try:
        uid = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Person.objects.active().filter(uid=uid).first()
