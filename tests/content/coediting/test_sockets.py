"""Who may sit in a room of a page, what is kept of what she types, and how long she may stay."""

import asyncio
import functools
import time

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import connections
from django.test import Client

from practica.config.listening import listen
from practica.config.live import comes_from_here
from practica.content.coediting.models import LiveDocument, LiveUpdate, LiveWriter
from practica.content.coediting.sockets import HouseKeeper
from practica.content.pages import actions as pages
from practica.content.pages.models import Page
from practica.core.communities.models import Community, Membership
from practica.core.entries.models import Entry
from practica.core.people.models import Session
from practica.kit.live import Codes, Limits
from practica.kit.live.fan import Fan
from practica.kit.live.hall import Hall
from practica.kit.live.server import SocketServer
from practica.kit.markup.ydoc import size_of
from tests.builders import a_colleague, a_community, a_guest, a_member, a_page
from tests.kit.live.writers import Writer

pytestmark = pytest.mark.django_db(transaction=True)

ORIGIN = "http://127.0.0.1:8000"
LIMITS = Limits(batch=0.05, look=0.3, rights=0.3, oldest_rights=1.0, empty=0.3)


def session_of(person):
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


class Sockets:
    """A server on the test's database."""

    async def __aenter__(self):
        self.keeper = HouseKeeper()
        self.hall = Hall(self.keeper, size_of=size_of, fan=Fan(), limits=LIMITS)
        self.server = SocketServer(
            self.hall,
            cookie=settings.SESSION_COOKIE_NAME,
            comes_from_here=lambda origin: comes_from_here(origin, site_port=8000),
        )
        listening = listen("127.0.0.1", 0)
        self.url = f"ws://127.0.0.1:{listening.getsockname()[1]}/doc"
        self.running = asyncio.create_task(self.server.run(listening, until_signal=False))
        return self

    async def __aexit__(self, *_why):
        self.server.stop()
        await asyncio.wait_for(self.running, 30)
        self.keeper.end()

    def writer(self, page, session, **more):
        return Writer(self.url, page.entry.uid, session=session, origin=ORIGIN, **more)

    async def code_of(self, page, session, **more):
        """How a room answers somebody who only comes in."""
        async with self.writer(page, session, **more) as writer:
            await writer.until(lambda: writer.code or writer.synced.is_set())
            return writer.code


def together(test):
    """Run an asynchronous test, and let go of the database in the threads it used."""

    @functools.wraps(test)
    def run(*arguments, **named):
        async def all_of_it():
            try:
                await asyncio.wait_for(test(*arguments, **named), 60)
            finally:
                await there(connections.close_all)

        asyncio.run(all_of_it())

    return run


def there(work, *arguments):
    """Ask the database from a loop."""
    return sync_to_async(work)(*arguments)


@pytest.fixture
def community():
    return a_community(audience=Community.Audience.MEMBERS)


@pytest.fixture
def page(community):
    return a_page(in_=community, body="First line.")


@pytest.fixture
def ann(community):
    return session_of(a_member(of=community, person=a_colleague("Ann")))


@pytest.fixture
def ben(community):
    return session_of(a_member(of=community, person=a_colleague("Ben")))


@pytest.fixture
def strangers(community):
    elsewhere = a_member(of=a_community())
    return {
        "nobody": ("", Codes.SIGNED_OUT),
        "a session that is none": ("abcdefgh" * 4, Codes.SIGNED_OUT),
        "a colleague": (session_of(a_colleague()), Codes.MISSING),
        "a guest": (session_of(a_guest()), Codes.MISSING),
        "a member elsewhere": (session_of(elsewhere), Codes.MISSING),
    }


@together
async def test_who_may_not_see_a_page_hears_what_one_hears_of_a_page_that_is_not_there(page, strangers):
    async with Sockets() as sockets:
        for who, (session, code) in strangers.items():
            assert await sockets.code_of(page, session) == code, who
    assert not await there(LiveDocument.objects.exists)


@together
async def test_two_members_write_a_page_and_leave_a_version(page, ann, ben):
    async with Sockets() as sockets:
        async with sockets.writer(page, ann) as one, sockets.writer(page, ben) as other:
            await one.until(lambda: one.synced.is_set() and other.synced.is_set())
            await one.type(" Typed.")
            await one.until(lambda: one.is_saved and "Typed." in other.markdown)
            assert await there(LiveUpdate.objects.count) >= 2
            assert await there(LiveWriter.objects.count) == 1
        await one.until(lambda: sockets.hall.is_empty)
    saved = await there(Page.objects.get)
    assert (saved.version, saved.body) == (2, "First line. Typed.")
    assert await there(lambda: saved.revisions.get(number=2).author.name) == "Ann"


@together
async def test_one_who_reads_but_may_not_write_watches(community, page, ann):
    await there(lambda: Community.objects.update(audience=Community.Audience.EVERYONE))
    reader = await there(lambda: session_of(a_colleague("Rea")))
    async with Sockets() as sockets, sockets.writer(page, ann) as one, sockets.writer(page, reader) as rea:
        await one.until(lambda: one.synced.is_set() and rea.synced.is_set())
        await one.type(" Seen.")
        await rea.until(lambda: "Seen." in rea.markdown)
        assert rea.may_write is False
        await rea.type("no")
        await rea.until(lambda: rea.code)
        assert rea.code == Codes.REFUSED
        assert "no" not in one.markdown


async def _goes_within_five_seconds(writer, code, change):
    began = time.monotonic()
    await there(change)
    await writer.until(lambda: writer.code)
    assert writer.code == code
    assert time.monotonic() - began < 5


@together
async def test_one_who_signs_out_is_sent_away(page, ann):
    async with Sockets() as sockets, sockets.writer(page, ann) as one:
        await one.until(one.synced.is_set)
        gone = Session.objects.filter(session_key=ann).delete
        await _goes_within_five_seconds(one, Codes.SIGNED_OUT, gone)


@together
async def test_one_who_is_no_member_any_more_is_sent_away(page, ann):
    async with Sockets() as sockets, sockets.writer(page, ann) as one:
        await one.until(one.synced.is_set)
        await _goes_within_five_seconds(
            one, Codes.MISSING, Membership.objects.filter(person__name="Ann").delete
        )


@together
async def test_a_page_in_the_bin_sends_everybody_away(page, ann):
    async with Sockets() as sockets, sockets.writer(page, ann) as one:
        await one.until(one.synced.is_set)
        await _goes_within_five_seconds(
            one, Codes.MISSING, lambda: Entry.objects.update(state=Entry.State.BINNED)
        )


@together
async def test_an_archived_page_can_only_be_watched(page, ann):
    async with Sockets() as sockets, sockets.writer(page, ann) as one:
        await one.until(one.synced.is_set)
        await there(lambda: Entry.objects.update(state=Entry.State.ARCHIVED))
        await one.until(lambda: one.may_write is False)


@together
async def test_a_version_saved_in_a_form_is_there_within_two_seconds(page, ann, ben):
    writer = await there(lambda: Session.objects.get(session_key=ben).person)
    async with Sockets() as sockets, sockets.writer(page, ann) as one:
        await one.until(one.synced.is_set)
        await one.type(" Typed.")
        await one.until(lambda: one.is_saved)
        began = time.monotonic()
        await there(
            lambda: pages.save(
                page, title="Title", body="First line.\n\nBy form.", started_from=1, actor=writer
            )
        )
        await one.until(lambda: "By form." in one.markdown)
        assert time.monotonic() - began < 2
        assert one.markdown == "First line. Typed.\n\nBy form.\n"
