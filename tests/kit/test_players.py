"""Players: made from ids of our own list, and of nothing else."""

import pytest
from django.conf import settings

from practica.kit import players
from practica.kit.players import origins, player_of

PLAYED = {
    "https://www.youtube.com/watch?v=aqz-KE-bpKQ": "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ",
    "https://youtube.com/watch?list=x&v=aqz-KE-bpKQ&t=1m30s": (
        "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?start=90"
    ),
    "https://youtu.be/aqz-KE-bpKQ?t=45": "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?start=45",
    "https://www.youtube.com/shorts/aqz-KE-bpKQ": "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ",
    "https://vimeo.com/76979871": "https://player.vimeo.com/video/76979871?dnt=1",
    "https://dai.ly/x8abcd1": "https://geo.dailymotion.com/player.html?video=x8abcd1",
    "https://www.ted.com/talks/someone_on_pumps": "https://embed.ted.com/talks/someone_on_pumps",
    "https://archive.org/details/ElephantsDream": "https://archive.org/embed/ElephantsDream",
    "https://www.loom.com/share/0123456789abcdef0123456789abcdef": (
        "https://www.loom.com/embed/0123456789abcdef0123456789abcdef"
    ),
}
NOT_PLAYED = (
    "https://evil.example/watch?v=aqz-KE-bpKQ",
    "https://www.youtube.com.evil.example/watch?v=aqz-KE-bpKQ",
    "https://www.youtube.com@evil.example/watch?v=aqz-KE-bpKQ",
    "https://www.youtube.com:8443/watch?v=aqz-KE-bpKQ",
    "javascript://www.youtube.com/watch?v=aqz-KE-bpKQ",
    "https://www.youtube.com/watch?v=aqz-KE-bpKQ/../../x",
    "https://www.youtube.com/watch?v=aqz-KE-bp%4b",
    "https://vimeo.com/76979871'onload='x",
    "https://www.youtube.com/feed/history",
    "https://[::1/watch?v=aqz-KE-bpKQ",
    "https://tube.example/w/8nJcBBDRPPpHbFDDFeDPkr",
)


@pytest.mark.parametrize(("address", "src"), PLAYED.items())
def test_an_address_of_our_list_is_played_from_the_id_in_it(address, src):
    player = player_of(address)
    assert player is not None and player.src == src


@pytest.mark.parametrize("address", NOT_PLAYED)
def test_nothing_else_is(address):
    assert player_of(address) is None


@pytest.fixture
def shown():
    yield players.use
    players.use(settings.PLAYERS, settings.PEERTUBE_HOSTS)


def test_peertube_is_played_from_the_sites_that_are_named(shown):
    hosts = ["tube.example", "not a host;"]
    shown([], hosts)
    player = player_of("https://tube.example/w/8nJcBBDRPPpHbFDDFeDPkr")
    assert player.src == "https://tube.example/videos/embed/8nJcBBDRPPpHbFDDFeDPkr?p2p=0&warningTitle=0"
    assert origins([], hosts) == ["https://tube.example"]


def test_a_site_may_play_fewer(shown):
    shown(["vimeo"], [])
    assert player_of("https://youtu.be/aqz-KE-bpKQ") is None
    assert origins(["vimeo"], ()) == ["https://player.vimeo.com"]


def test_pages_may_frame_what_plays_and_nothing_else(client, db):
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]
    framed = next(part for part in policy.split(";") if part.strip().startswith("frame-src"))
    assert framed.split()[1:] == ["'self'", *origins(players.NAMES, ())]
