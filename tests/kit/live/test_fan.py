"""Two processes, each with a room of the same document, and a real Redis between them."""

import asyncio
import contextlib
import os
import shutil
import socket
import subprocess

import pytest
import redis.asyncio

from practica.kit.live import Limits
from practica.kit.live.fan import RedisFan
from practica.kit.markup import to_markdown
from practica.kit.markup.ydoc import from_ydoc
from tests.kit.live.house import MemoryKeeper, a_house
from tests.kit.live.test_rooms import CURSOR, synced, together

# What is stored is looked for so seldom here that only Redis can have brought it.
BY_REDIS = Limits(batch=0.05, look=1000.0, rights=1000.0, oldest_rights=1000.0, empty=0.2)
BY_DISK = Limits(batch=0.05, look=0.1, rights=0.1, empty=0.2)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The site's Redis when the tests have one, else one of our own, gone at the end."""
    if given := os.environ.get("PRACTICA_REDIS_URL"):
        yield given
        return
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        pytest.skip("There is no Redis on this machine.")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    words = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as process:
        try:
            asyncio.run(_until_it_answers(f"redis://127.0.0.1:{port}/0"))
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()


async def _until_it_answers(url):
    client = redis.asyncio.Redis.from_url(url)
    async with asyncio.timeout(20):
        while True:
            with contextlib.suppress(redis.asyncio.ConnectionError):
                await client.ping()
                break
            await asyncio.sleep(0.05)
    await client.aclose()


@contextlib.asynccontextmanager
async def two_houses(address, keeper, limits):
    fans = [RedisFan(redis.asyncio.Redis.from_url(address)) for _ in range(2)]
    async with (
        a_house("ann", "ben", keeper=keeper, limits=limits, fan=fans[0]) as one,
        a_house("ann", "ben", keeper=keeper, limits=limits, fan=fans[1]) as other,
    ):
        await asyncio.sleep(0.3)  # both listen
        yield one, other
    for fan in fans:
        await fan.redis.aclose()


@together
async def test_what_is_typed_in_one_process_is_seen_in_the_other(address):
    keeper = MemoryKeeper()
    async with (
        two_houses(address, keeper, BY_REDIS) as (one, other),
        one.writer("ann") as ann,
        other.writer("ben") as ben,
    ):
        await synced(ann, ben)
        await asyncio.gather(ann.type("a" * 30), ben.type("b" * 30))
        await ann.until(lambda: ann.markdown == ben.markdown and ann.is_saved and ben.is_saved)
        assert ann.markdown.count("a") == 30 and ann.markdown.count("b") == 30
        assert to_markdown(from_ydoc(keeper.stored())) == ann.markdown
        await ben.caret(cursor=CURSOR)
        await ann.until(lambda: ann.carets)
        assert list(ann.carets.values()) == [{"cursor": CURSOR, "user": {"name": "ben"}}]


@together
async def test_without_redis_the_other_process_learns_it_from_what_is_stored(address):
    keeper = MemoryKeeper()
    async with (
        a_house("ann", keeper=keeper, limits=BY_DISK) as one,
        a_house("ben", keeper=keeper, limits=BY_DISK) as other,
        one.writer("ann") as ann,
        other.writer("ben") as ben,
    ):
        await synced(ann, ben)
        await asyncio.gather(ann.type("a" * 30), ben.type("b" * 30))
        await ann.until(lambda: ann.markdown == ben.markdown and ann.is_saved and ben.is_saved)
        assert ann.markdown.count("a") == 30 and ann.markdown.count("b") == 30


@contextlib.asynccontextmanager
async def a_process_that_dies(address):
    """One that tells what was typed in it, and is killed before it can store that."""
    fan = RedisFan(redis.asyncio.Redis.from_url(address))
    speaking = asyncio.create_task(fan.run({}))
    yield fan
    speaking.cancel()
    await asyncio.gather(speaking, return_exceptions=True)
    await fan.redis.aclose()


@together
async def test_what_a_process_told_and_did_not_store_is_stored_before_its_writer_hears_that_it_is(address):
    fan = RedisFan(redis.asyncio.Redis.from_url(address))
    async with a_house("ann", "ben", limits=BY_REDIS, fan=fan) as house, house.writer("ben") as ben:
        await synced(ben)
        ann = house.writer("ann", generation="first")
        ann.document.apply_update(ben.document.get_update())
        before = ann.document.get_state()
        await asyncio.sleep(0.3)
        async with a_process_that_dies(address) as process:
            await ann.type(" Told.")
            process.change("room", ann.document.get_update(before))
            await ben.until(lambda: "Told." in ben.markdown)
        async with ann:
            await ann.until(lambda: ann.is_saved)
            assert "Told." in to_markdown(from_ydoc(house.keeper.stored()))
    await fan.redis.aclose()


@together
async def test_it_is_also_stored_when_its_writer_does_not_come_back(address):
    fan = RedisFan(redis.asyncio.Redis.from_url(address))
    async with a_house("ann", "ben", limits=BY_DISK, fan=fan) as house, house.writer("ben") as ben:
        await synced(ben)
        ann = house.writer("ann")
        ann.document.apply_update(ben.document.get_update())
        before = ann.document.get_state()
        await asyncio.sleep(0.3)
        async with a_process_that_dies(address) as process:
            await ann.type(" Told.")
            process.change("room", ann.document.get_update(before))
            await ben.until(lambda: "Told." in ben.markdown)
        await ben.until(lambda: "Told." in to_markdown(from_ydoc(house.keeper.stored())))
    await fan.redis.aclose()
