"""Mail on its way: queued inside the transaction of what it tells, sent by the worker."""

from __future__ import annotations

import datetime as dt
import hashlib
import smtplib
from email.utils import parseaddr

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from practica.reach.notifications.letters import key_of, letter_about, letter_of
from practica.reach.notifications.models import Notice, OutboxMail

log = structlog.get_logger(__name__)

BATCH = 50
MOST_ATTEMPTS = 10
# A claim that is not settled by then belonged to a process that died; somebody else sends the mail.
LEASE = dt.timedelta(minutes=5)


def queue_notice(notice: Notice) -> None:
    """Have ``notice`` mailed to its person once the transaction is through."""
    _queue(key=key_of(notice), notice=notice)


def queue_text(to: str, subject: str, text: str, key: str) -> None:
    """Have ``text`` sent to ``to`` once the transaction is through. A ``key`` seen before changes nothing."""
    _queue(key=key[:300], to=to, subject=" ".join(subject.split())[:300], text=text)


def _queue(*, key: str, **values: object) -> None:
    OutboxMail.objects.get_or_create(key=key, defaults={"message_id": _message_id(key), **values})


def _message_id(key: str) -> str:
    """Always the same for the same key: a mail sent twice is recognised as one."""
    host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    digest = hashlib.sha256(f"{settings.SITE_URL} {key}".encode()).hexdigest()[:40]
    return f"<{digest}@{host}>"


def send_due() -> int:
    """Send what is due, at most a batch; return how many went out. Safe to run in several processes."""
    waiting = OutboxMail.objects.filter(state=OutboxMail.State.QUEUED, due_at__lte=timezone.now())
    due = list(waiting.order_by("due_at", "pk")[:BATCH])
    if not due:
        return 0
    connection = get_connection()
    try:
        return sum(_send(mail, connection) for mail in due if _claim(mail))
    finally:
        connection.close()


def _claim(mail: OutboxMail) -> bool:
    mine = OutboxMail.objects.filter(pk=mail.pk, state=OutboxMail.State.QUEUED, attempts=mail.attempts)
    if not mine.update(attempts=mail.attempts + 1, due_at=timezone.now() + LEASE):
        return False
    mail.attempts += 1
    return True


def _send(mail: OutboxMail, connection: BaseEmailBackend) -> bool:
    letter = letter_about(mail) if mail.notice_id else letter_of(mail)
    if letter is None:
        _settle(mail, OutboxMail.State.DROPPED)
        return False
    message = EmailMessage(
        letter.subject,
        letter.text,
        to=[letter.to],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated", **letter.headers},
        connection=connection,
    )
    try:
        message.send()
    except (
        OSError,
        ValueError,
    ) as problem:  # smtplib's errors are OSErrors; a header that breaks is a ValueError
        connection.close()
        _postpone(mail, problem)
        return False
    _settle(mail, OutboxMail.State.SENT)
    return True


def _settle(mail: OutboxMail, state: str) -> None:
    sent_at = timezone.now() if state == OutboxMail.State.SENT else None
    # The text is not kept: what was told stands in the inbox, what was secret should not stand anywhere.
    OutboxMail.objects.filter(pk=mail.pk).update(state=state, sent_at=sent_at, problem="", text="")


def _postpone(mail: OutboxMail, problem: Exception) -> None:
    log.warning("mail not sent", mail=mail.pk, attempts=mail.attempts, problem=type(problem).__name__)
    given_up = mail.attempts >= MOST_ATTEMPTS or _is_final(problem)
    if given_up:
        OutboxMail.objects.filter(pk=mail.pk).update(
            state=OutboxMail.State.FAILED, problem=repr(problem)[:500], text=""
        )
        return
    OutboxMail.objects.filter(pk=mail.pk).update(
        due_at=timezone.now() + dt.timedelta(seconds=min(15 * 2**mail.attempts, 6 * 3600)),
        problem=repr(problem)[:500],
    )


def _is_final(problem: Exception) -> bool:
    """Whether trying again cannot help: no such address, or a message nobody would take."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in problem.recipients.values())
    return isinstance(problem, ValueError)
