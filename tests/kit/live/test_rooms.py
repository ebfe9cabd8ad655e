"""Several people in one document, over real sockets."""

import asyncio
import functools
import time
from contextlib import AsyncExitStack

import pytest
from pycrdt import XmlElement
from websockets.exceptions import InvalidStatus

from practica.kit.live import Codes, Limits, messages
from practica.kit.markup import to_markdown
from practica.kit.markup.ydoc import from_ydoc
from tests.kit.live.house import QUICK, MemoryKeeper, a_house


def together(test):
    """Run an asynchronous test."""

    @functools.wraps(test)
    def run(*arguments, **named):
        asyncio.run(asyncio.wait_for(test(*arguments, **named), 60))

    return run


# Two places as Yjs writes them.
CURSOR = {
    "anchor": {"type": {"client": 5, "clock": 0}, "item": {"client": 5, "clock": 7}, "assoc": 0},
    "head": {"tname": "prosemirror", "assoc": -1},
}


async def synced(*writers):
    for writer in writers:
        await writer.until(writer.synced.is_set)


@together
async def test_two_who_type_at_once_see_the_same_and_lose_nothing():
    async with a_house("ann", "ben") as house, house.writer("ann") as ann, house.writer("ben") as ben:
        await synced(ann, ben)
        await asyncio.gather(ann.type("a" * 50), ben.type("b" * 50))
        await ann.until(lambda: ann.markdown == ben.markdown and ann.is_saved and ben.is_saved)

        assert ann.markdown.count("a") == 50 and ann.markdown.count("b") == 50
        assert to_markdown(from_ydoc(house.keeper.stored())) == ann.markdown
        assert {sum(map(ord, "ann")), sum(map(ord, "ben"))} == set().union(*house.keeper.writers)


@together
async def test_nothing_is_said_to_be_saved_before_it_is_stored():
    slow = Limits(batch=0.3, look=0.1, rights=0.1, empty=0.2)
    async with a_house("ann", limits=slow) as house, house.writer("ann") as ann:
        await synced(ann)
        await ann.until(lambda: ann.is_saved)
        rows = len(house.keeper.rows[1])
        began = time.monotonic()
        await ann.type("x")
        assert not ann.is_saved
        await ann.until(lambda: ann.is_saved)
        assert time.monotonic() - began > 0.25
        assert len(house.keeper.rows[1]) == rows + 1


@together
async def test_a_disk_that_is_full_is_tried_again_and_nothing_is_said_to_be_saved():
    async with a_house("ann") as house, house.writer("ann") as ann:
        await synced(ann)
        house.keeper.broken = True
        await ann.type("kept")
        await asyncio.sleep(0.4)
        assert not ann.is_saved
        house.keeper.broken = False
        await ann.until(lambda: ann.is_saved)
        assert "kept" in to_markdown(from_ydoc(house.keeper.stored()))


@together
async def test_who_comes_later_sees_all_and_what_was_typed_offline_comes_in():
    async with a_house("ann", "ben") as house, house.writer("ann") as ann:
        await synced(ann)
        await ann.type(" Typed.")
        await ann.socket.close()
        text = ann.line(0)
        text.insert(len(text), " Offline.")
        async with house.writer("ben") as ben:
            await ben.until(lambda: "Offline." in ben.markdown)
            assert ben.markdown == ann.markdown == "Some words. Typed. Offline.\n"


@together
async def test_the_house_says_who_somebody_is_and_carets_go_when_people_do():
    async with a_house("ann", "ben") as house, house.writer("ann") as ann:
        async with house.writer("ben") as ben:
            await synced(ann, ben)
            await ben.caret(cursor=CURSOR, user={"name": "The director é"}, more="é" * 100)
            await ann.until(lambda: ann.carets)
            assert list(ann.carets.values()) == [{"cursor": CURSOR, "user": {"name": "ben"}}]
        await ann.until(lambda: list(ann.carets.values()) == [None])


@together
async def test_nobody_speaks_for_the_caret_of_another():
    async with a_house("ann", "ben") as house, house.writer("ann") as ann, house.writer("ben") as ben:
        await synced(ann, ben)
        await ben.caret(cursor=CURSOR)
        await ann.until(lambda: ann.carets)
        posing = messages.number(1) + messages.number(ben.document.client_id)
        posing += messages.number(2**45) + messages.chunk(b'{"cursor": null}')
        await ann.socket.send(messages.presence(posing))
        async with house.writer("ann") as third:
            await third.until(lambda: third.carets)
            assert third.carets[ben.document.client_id]["user"] == {"name": "ben"}
            assert third.carets[ben.document.client_id]["cursor"] == CURSOR


def a_caret(said: str) -> bytes:
    return messages.presence(b"\x01\x05\x01" + messages.chunk(said.encode()))


def a_caret_at(anchor: str) -> bytes:
    return a_caret('{"cursor": {"anchor": ' + anchor + ', "head": {"tname": "prosemirror"}}}')


BAD = {
    "nothing": b"",
    "unknown kind": b"\x63",
    "cut off": b"\x00\x02\xff\x01\x00",
    "endless number": b"\x00\x02" + b"\xff" * 30,
    "no update": messages.change(b"\x07nonsense"),
    "no state": messages.state(b"\xff\xff\xff"),
    "more behind": messages.change(b"\x00\x00") + b"x",
    "caret of no shape": messages.presence(b"\x01\x05\x01\x03[]]"),
    "caret that is a list": messages.presence(b"\x01\x05\x01\x02[]"),
    "huge caret": messages.presence(b"\x01\x05\x01" + messages.chunk(b'{"a":"' + b"x" * 5000 + b'"}')),
    # An editor that is told of one of these stops, or cannot read anything after it.
    "caret that no browser reads": a_caret('{"cursor": NaN}'),
    "caret beyond all numbers": a_caret('{"cursor": {"anchor": 1e999, "head": 1}}'),
    "caret without a place": a_caret('{"cursor": {}}'),
    "caret in no place": a_caret_at('{"assoc": 0}'),
    "caret in words": a_caret('{"cursor": "here"}'),
    "caret at half an item": a_caret_at('{"item": {"client": 1.5, "clock": 1}}'),
    "caret at an item less than none": a_caret_at('{"item": {"client": 1, "clock": -1}}'),
    "caret in a text of no name": a_caret_at('{"tname": {}}'),
    "deep caret": messages.presence(b"\x01\x05\x01" + messages.chunk(b"[" * 3000)),
    "words": "a text message",
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
@together
async def test_a_message_of_the_wrong_shape_closes_that_socket_only(data):
    async with a_house("ann", "eve") as house, house.writer("ann") as ann:
        async with house.writer("eve") as eve:
            await synced(ann, eve)
            await eve.socket.send(data)
            await eve.until(lambda: eve.code)
            assert eve.code == Codes.MALFORMED
        await ann.type("!")
        await ann.until(lambda: ann.is_saved)
        assert ann.code is None


@together
async def test_one_who_may_only_watch_sees_all_and_changes_nothing():
    async with a_house("ann") as house, house.writer("ann") as ann:
        house.keeper.let_in("wim", may_write=False)
        async with house.writer("wim") as wim:
            await synced(ann, wim)
            await ann.type(" Seen.")
            await wim.until(lambda: "Seen." in wim.markdown)
            assert wim.may_write is False and wim.code is None
            await wim.type("not his")
            await wim.until(lambda: wim.code)
            assert wim.code == Codes.REFUSED
        assert "not his" not in ann.markdown
        assert "not his" not in to_markdown(from_ydoc(house.keeper.stored()))


@together
async def test_rights_that_go_are_gone_within_moments():
    async with a_house("ann", "ben") as house, house.writer("ann") as ann, house.writer("ben") as ben:
        await synced(ann, ben)
        house.keeper.let_in("ben", may_write=False)
        await ben.until(lambda: ben.may_write is False)
        del house.keeper.people["ann"]
        await ann.until(lambda: ann.code)
        assert ann.code == Codes.SIGNED_OUT


@together
async def test_rights_are_asked_before_a_write_when_the_last_answer_is_old():
    never = Limits(batch=0.05, look=0.1, rights=1000.0, oldest_rights=0.2, empty=0.2)
    async with a_house("ann", limits=never) as house, house.writer("ann") as ann:
        await synced(ann)
        house.keeper.let_in("ann", may_write=False)
        await asyncio.sleep(0.3)
        await ann.type("too late")
        await ann.until(lambda: ann.code)
        assert ann.code == Codes.REFUSED
        assert "too late" not in to_markdown(from_ydoc(house.keeper.stored()))


class Busy(MemoryKeeper):
    """One who answers about rights only when all who ask have asked."""

    asking = 0

    async def ask_again(self, name, visitors):
        self.asking += 1
        while self.asking < 2:
            await asyncio.sleep(0.01)
        return await super().ask_again(name, visitors)


@together
async def test_who_is_asked_about_twice_at_once_stays():
    never = Limits(batch=0.05, look=0.1, rights=1000.0, oldest_rights=1000.0, empty=0.2)
    async with a_house("ann", keeper=Busy(), limits=never) as house, house.writer("ann") as ann:
        await synced(ann)
        room = house.hall.rooms["room"]
        await asyncio.gather(*(house.hall.ask_again(room, list(room.clients)) for _time in range(2)))
        await ann.type("still here")
        await ann.until(lambda: ann.is_saved)
        assert ann.code is None


@together
async def test_strangers_other_sites_and_missing_documents_are_turned_away():
    async with a_house("ann") as house:
        async with house.writer("nobody") as nobody:
            await nobody.until(lambda: nobody.code)
            assert nobody.code == Codes.SIGNED_OUT
        async with house.writer("ann", room="none") as ann:
            await ann.until(lambda: ann.code)
            assert ann.code == Codes.MISSING
        with pytest.raises(InvalidStatus, match="403"):
            await house.writer("ann", origin="http://evil.example")._be_connected()


@together
async def test_a_stale_generation_and_a_copy_of_unknown_origin_are_not_merged():
    async with a_house("ann") as house:
        async with house.writer("ann", generation="older") as ann:
            await ann.until(lambda: ann.code)
            assert ann.code == Codes.STALE
        unknown = house.writer("ann")
        unknown.fragment.children.append(XmlElement("paragraph"))
        async with unknown:
            await unknown.until(lambda: unknown.code)
            assert unknown.code == Codes.STALE
        assert to_markdown(from_ydoc(house.keeper.stored())) == "Some words.\n"


@together
async def test_a_version_made_elsewhere_reaches_those_who_are_here():
    async with a_house("ann") as house, house.writer("ann") as ann:
        await synced(ann)
        await ann.type(" Typed.")
        await ann.until(lambda: ann.is_saved)
        house.keeper.save_elsewhere("Some other words. Typed.\n\nMore.")
        await ann.until(lambda: "More." in ann.markdown)
        assert ann.markdown == "Some other words. Typed.\n\nMore.\n"


@together
async def test_a_document_that_is_deleted_or_built_anew_sends_everybody_away():
    async with a_house("ann") as house:
        async with house.writer("ann") as ann:
            await synced(ann)
            house.keeper.generations[1] = "second"
            await ann.until(lambda: ann.code)
            assert ann.code == Codes.STALE
        await asyncio.sleep(0.3)
        async with house.writer("ann") as again:
            await synced(again)
            del house.keeper.generations[1]
            await again.until(lambda: again.code)
            assert again.code == Codes.MISSING


@together
async def test_a_full_room_and_a_document_that_grows_too_large_are_refused():
    small = Limits(batch=0.05, look=0.1, empty=0.2, clients=1, text=3000, unmeasured=500)
    async with a_house("ann", "ben", limits=small) as house, house.writer("ann") as ann:
        await synced(ann)
        async with house.writer("ben") as ben:
            await ben.until(lambda: ben.code)
            assert ben.code == Codes.FULL
        await ann.type("x")
        await ann.paragraph("y" * 4000)
        await ann.until(lambda: ann.code)
        assert ann.code == Codes.TOO_LARGE
        assert "y" not in to_markdown(from_ydoc(house.keeper.stored()))


@together
async def test_of_a_document_that_is_full_one_can_still_take_away():
    small = Limits(batch=0.05, look=0.1, empty=0.2, text=3000, unmeasured=500)
    keeper = MemoryKeeper(text="z" * 4000)
    async with a_house("ann", keeper=keeper, limits=small) as house, house.writer("ann") as ann:
        await synced(ann)
        del ann.line(0)[10:3990]
        await ann.flush()
        await ann.until(lambda: ann.is_saved)
        await ann.type("room again")
        await ann.until(lambda: ann.is_saved)
        assert "zzz" in ann.markdown and "room again" in to_markdown(from_ydoc(house.keeper.stored()))


@together
async def test_nodes_without_end_are_refused_before_they_come_in():
    async with a_house("eve") as house, house.writer("eve") as eve:
        await synced(eve)
        with eve.document.transaction():
            inner = eve.fragment
            for _ in range(8000):
                element = XmlElement("blockquote")
                inner.children.append(element)
                inner = element
        await eve.flush()
        await eve.until(lambda: eve.code)
        assert eve.code == Codes.TOO_LARGE


@together
async def test_one_who_sends_too_fast_is_slowed_and_loses_nothing():
    slow = Limits(batch=0.05, rate=100.0, burst=20.0, empty=0.2)
    async with a_house("ann", limits=slow) as house, house.writer("ann") as ann:
        await synced(ann)
        began = time.monotonic()
        await ann.type("f" * 120)
        await ann.until(lambda: ann.is_saved)
        assert time.monotonic() - began > 0.8
        assert to_markdown(from_ydoc(house.keeper.stored())).count("f") == 120


@together
async def test_an_empty_room_is_kept_for_those_who_reload_and_then_left():
    async with a_house("ann") as house:
        async with house.writer("ann") as ann:
            await synced(ann)
            await ann.type("x")
        await asyncio.sleep(0.05)
        async with house.writer("ann") as again:
            await synced(again)
            await asyncio.sleep(0.3)
            assert house.keeper.left == [] and "room" in house.hall.rooms
        await again.until(lambda: house.hall.is_empty)
        assert house.keeper.left == [1]


@together
async def test_a_pause_in_typing_makes_a_version():
    quick = Limits(batch=0.05, look=0.1, empty=0.2, quiet=0.3)
    async with a_house("ann", limits=quick) as house, house.writer("ann") as ann:
        await synced(ann)
        assert house.keeper.paused == []
        await ann.type("x")
        await ann.until(lambda: house.keeper.paused)
        await asyncio.sleep(0.5)
        assert house.keeper.paused == [1]


@together
async def test_a_slow_reader_is_sent_away_and_holds_up_nobody():
    tight = Limits(batch=0.05, look=0.1, empty=0.2, waiting=5)
    async with a_house("ann", "sid", limits=tight) as house, house.writer("ann") as ann:
        await synced(ann)
        client = next(iter(house.hall.rooms["room"].clients))
        for _ in range(10):
            client.send(b"x")
        assert client.closing == Codes.TRY_AGAIN


@together
async def test_a_server_that_ends_keeps_what_was_typed():
    keeper = MemoryKeeper()
    async with a_house("ann", keeper=keeper) as house, house.writer("ann") as ann:
        await synced(ann)
        await ann.type(" Last words.")
        await asyncio.sleep(0.05)
        await house.hall.end()
        assert "Last words." in to_markdown(from_ydoc(keeper.stored()))
        assert keeper.left == [1]


@together
async def test_many_who_come_and_go_at_once_leave_one_document():
    async with a_house(*[f"p{n}" for n in range(12)], limits=QUICK) as house, AsyncExitStack() as stack:
        writers = [house.writer(f"p{n}") for n in range(12)]
        await asyncio.gather(*(stack.enter_async_context(one) for one in writers))
        await synced(*writers)
        await asyncio.gather(*(one.type("w" * 5) for one in writers))
        await writers[0].until(lambda: all(one.is_saved for one in writers))
        await writers[0].until(lambda: len({one.markdown for one in writers}) == 1)
        assert writers[0].markdown.count("w") == 61
