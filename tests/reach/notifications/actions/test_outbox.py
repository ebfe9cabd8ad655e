"""Mail goes out once, to those who may still see what it tells."""

import datetime as dt
import smtplib
import socket
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from practica.core.entries.actions import follow, mark_read, set_audience
from practica.kit.contracts.mail import send_later
from practica.reach.notifications.actions.outbox import MOST_ATTEMPTS, send_due
from practica.reach.notifications.actions.reading import choose_mail
from practica.reach.notifications.models import OutboxMail
from tests.builders import a_colleague, a_community, a_member, settle
from tests.builders.discussions import a_question, an_answer
from tests.reach.notifications.scenes import an_answered_question, shown_to

pytestmark = pytest.mark.django_db


class Down(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError("nobody there")


class NoSuchAddress(BaseEmailBackend):
    """A mail server that knows nobody."""

    def send_messages(self, email_messages):
        raise smtplib.SMTPRecipientsRefused({"ann@example.org": (550, b"no such user")})


def a_mail(**values):
    with transaction.atomic():
        send_later("ann@example.org", "Hello", "Come in: https://site/secret", values.get("key", "hello"))
    return OutboxMail.objects.get(key=values.get("key", "hello"))


def due_again():
    OutboxMail.objects.update(due_at=timezone.now() - dt.timedelta(seconds=1))


def test_an_answer_is_mailed_with_the_way_to_it_and_the_way_out():
    ann, _bob, _question = an_answered_question()
    assert send_due() == 1
    sent = mail.outbox[0]
    assert (sent.to, sent.subject) == ([ann.email], "Bob answered your question “Which torque?”")
    assert f"http://127.0.0.1:8000{shown_to(ann)[0].get_absolute_url()}\n" in sent.body
    assert "/mail/stop/" in sent.body
    assert "/mail/stop/" in sent.extra_headers["List-Unsubscribe"]


def test_a_mail_is_sent_once():
    an_answered_question()
    send_due()
    due_again()
    assert send_due() == 0
    assert len(mail.outbox) == 1


def test_the_same_key_is_one_mail():
    a_mail()
    a_mail()
    assert OutboxMail.objects.count() == 1


def test_no_mail_outlives_a_transaction_that_failed():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        send_later("ann@example.org", "Hello", "Text", "hello")
        raise ZeroDivisionError
    assert not OutboxMail.objects.exists()


def test_the_text_is_not_kept_once_it_is_sent():
    a_mail()
    send_due()
    assert OutboxMail.objects.get().text == ""


def test_a_server_that_is_down_is_tried_again_later_under_the_same_name(settings):
    before = a_mail()
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    assert send_due() == 0
    waiting = OutboxMail.objects.get()
    assert (waiting.state, waiting.attempts, waiting.message_id) == ("queued", 1, before.message_id)
    assert waiting.due_at > timezone.now()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    due_again()
    assert send_due() == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == before.message_id


def test_after_many_attempts_it_is_given_up(settings):
    a_mail()
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    OutboxMail.objects.update(attempts=MOST_ATTEMPTS - 1)
    send_due()
    assert OutboxMail.objects.get().state == "failed"


def test_an_address_that_does_not_exist_is_given_up_at_once(settings):
    a_mail()
    settings.EMAIL_BACKEND = f"{__name__}.NoSuchAddress"
    send_due()
    assert OutboxMail.objects.get().state == "failed"


def test_one_bad_mail_does_not_stop_the_others():
    a_mail(key="first")
    a_mail(key="second")
    OutboxMail.objects.filter(key="first").update(to="a\nb@example.org")
    assert send_due() == 1
    assert OutboxMail.objects.get(key="first").state == "failed"


def test_what_was_narrowed_meanwhile_is_not_mailed():
    ann, bob, cem = a_colleague(), a_colleague(), a_colleague()
    community = a_community(led_by=bob)
    question = a_question(in_=community, by=ann)
    a_member(of=community, person=cem)
    follow(entry=question.entry, level="everything", actor=cem)
    an_answer(to=question, by=bob)
    settle()
    set_audience(question.entry, "core", actor=bob)
    send_due()
    assert [sent.to for sent in mail.outbox] == [[ann.email]]
    assert OutboxMail.objects.get(notice__person=cem).state == "dropped"


def test_what_was_read_meanwhile_is_not_mailed():
    ann, _bob, question = an_answered_question()
    mark_read(question.entry, actor=ann)
    send_due()
    assert mail.outbox == []


def test_who_left_gets_no_mail():
    ann, _bob, _question = an_answered_question()
    ann.is_active = False
    ann.save()
    send_due()
    assert mail.outbox == []


def test_who_wants_no_mail_gets_none_not_even_what_is_queued():
    ann, bob, question = an_answered_question()
    choose_mail("never", actor=ann)
    send_due()
    an_answer(to=question, by=bob)
    settle()
    send_due()
    assert mail.outbox == []


def test_two_of_the_same_in_a_moment_are_one_mail():
    _ann, bob, question = an_answered_question()
    an_answer(to=question, by=bob)
    settle()
    assert send_due() == 1


class Sink:
    """A real mail server that keeps what it is given."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - the name is aiosmtpd's
        self.letters.append((envelope.rcpt_tos, message_from_bytes(envelope.content)))
        return "250 OK"


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_real_mail_server_takes_it(settings):
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=_free_port())
    controller.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
        ann, _bob, _question = an_answered_question()
        assert send_due() == 1
    finally:
        controller.stop()
    recipients, letter = sink.letters[0]
    assert recipients == [ann.email]
    assert letter["Message-ID"] == OutboxMail.objects.get().message_id
    assert letter["Auto-Submitted"] == "auto-generated"
