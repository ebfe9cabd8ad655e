"""Messages are read as they are written, and nothing that is not one gets through."""

import random

import pytest

from practica.kit.live import messages
from practica.kit.live.messages import Malformed, Reader


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (messages.state(b"\x00"), messages.State(b"\x00")),
        (messages.answer(b"abc"), messages.Change(b"abc", is_answer=True)),
        (messages.change(b"x" * 300), messages.Change(b"x" * 300, is_answer=False)),
        (messages.presence(b"\x00"), messages.Presence(b"\x00")),
        (b"\x03", messages.PresenceAsked()),
    ],
)
def test_a_message_reads_as_it_is_written(written, read):
    assert messages.read(written) == read


@pytest.mark.parametrize("value", [0, 1, 127, 128, 300, 2**32, 2**49])
def test_numbers_read_as_they_are_written(value):
    reader = Reader(messages.number(value))
    assert reader.number() == value
    reader.end()


def test_standing_says_what_one_may_in_utf_8():
    reader = Reader(messages.standing(True, "é"))
    assert (reader.number(), reader.number(), reader.chunk().decode()) == (messages.STANDING, 1, "é")


def test_whatever_bytes_come_nothing_but_a_message_or_malformed_comes_out():
    chance = random.Random(4)
    whole = [messages.change(b"abcdef"), messages.state(b"\x01\x02\x03"), messages.presence(b"\x01\x05\x00")]
    for _ in range(5000):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.randint(0, 3)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            messages.read(bytes(data[: chance.randint(0, len(data))]))
        except Malformed:
            continue
