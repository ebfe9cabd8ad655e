"""How much one person may ask of rooms, however many windows she opens."""

import pytest

from practica.kit.live import Codes, Limits
from practica.kit.live.fan import Fan
from practica.kit.live.hall import Hall
from practica.kit.live.limits import Pace, time
from tests.kit.live.house import MemoryKeeper, a_house
from tests.kit.live.test_rooms import synced, together


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands until it is moved."""
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_who_sends_more_than_fifty_a_second_waits(clock):
    pace = Pace(Limits(rate=50.0, burst=10.0))
    assert [pace.wait() for _ in range(10)] == [0.0] * 10
    assert pace.wait() == pytest.approx(1 / 50)
    clock[0] += 1.0
    assert pace.wait() == 0.0


def test_who_keeps_the_process_busy_waits_until_the_others_had_their_share(clock):
    pace = Pace(Limits(work=0.2, work_burst=2.0))
    pace.took(1.5)
    assert pace.wait() == 0.0
    pace.took(1.5)
    assert pace.wait() == pytest.approx(5.0)
    clock[0] += 5.0
    assert pace.wait() == pytest.approx(0.0)


def test_all_windows_of_a_person_share_her_pace_and_nobody_elses():
    hall = Hall(MemoryKeeper(), size_of=lambda _document: (0, 0), fan=Fan(), limits=Limits())
    mine = hall.pace_of(1)
    assert hall.pace_of(1) is mine and hall.pace_of(2) is not mine


@together
async def test_nobody_fills_a_room_alone():
    few = Limits(batch=0.05, look=0.1, empty=0.2, clients=10, windows=2)
    async with (
        a_house("eve", "ann", limits=few) as house,
        house.writer("eve") as one,
        house.writer("eve") as two,
        house.writer("eve") as three,
        house.writer("ann") as ann,
    ):
        await synced(one, two, ann)
        await three.until(lambda: three.code)
        assert three.code == Codes.FULL and ann.code is None
