"""Players of other sites that our pages may show when somebody asks for it: our own list, and nothing else.

What plays is made from the id in an address, never from the address itself, and comes from the provider's own
host for players where it has one. Which of them a site shows is a setting, and the content policy follows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

LONGEST = 2000
_ID: Final = r"(?P<id>[\w-]{11})"
_UUID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_SECONDS: Final = re.compile(r"[?&](?:t|start)=(?:(\d{1,2})h)?(?:(\d{1,3})m)?(?:(\d{1,5})s?)?(?:&|$)")


@dataclass(frozen=True, slots=True)
class Player:
    """Who plays, as people call it, and the address of what plays."""

    name: str
    src: str


@dataclass(frozen=True, slots=True)
class _Provider:
    """``paths`` are tried on the path and the query of an address; their groups make ``src``."""

    key: str
    name: str
    hosts: frozenset[str]
    paths: tuple[re.Pattern[str], ...]
    src: str

    @property
    def origin(self) -> str:
        parts = urlsplit(self.src)
        return f"{parts.scheme}://{parts.netloc}"


def _provider(key: str, name: str, hosts: str, paths: Iterable[str], src: str) -> _Provider:
    compiled = tuple(re.compile(path, re.ASCII) for path in paths)
    return _Provider(key, name, frozenset(hosts.split()), compiled, src)


_LIST: Final = (
    _provider(
        "youtube",
        "YouTube",
        "youtube.com www.youtube.com m.youtube.com youtube-nocookie.com www.youtube-nocookie.com",
        (rf"/watch\?(?:.*&)?v={_ID}(?:&.*)?", rf"/(?:embed|shorts|live)/{_ID}/?(?:\?.*)?"),
        "https://www.youtube-nocookie.com/embed/{id}",
    ),
    _provider(
        "youtube",
        "YouTube",
        "youtu.be",
        (rf"/{_ID}/?(?:\?.*)?",),
        "https://www.youtube-nocookie.com/embed/{id}",
    ),
    _provider(
        "vimeo",
        "Vimeo",
        "vimeo.com www.vimeo.com player.vimeo.com",
        (r"/(?:video/)?(?P<id>\d{1,12})/?(?:\?.*)?",),
        "https://player.vimeo.com/video/{id}?dnt=1",
    ),
    _provider(
        "dailymotion",
        "Dailymotion",
        "dailymotion.com www.dailymotion.com dai.ly",
        (r"/(?:video/)?(?P<id>[a-z0-9]{5,12})/?(?:\?.*)?",),
        "https://geo.dailymotion.com/player.html?video={id}",
    ),
    _provider(
        "ted",
        "TED",
        "ted.com www.ted.com embed.ted.com",
        (r"/talks/(?P<id>[a-z0-9_]{3,150})/?(?:\?.*)?",),
        "https://embed.ted.com/talks/{id}",
    ),
    _provider(
        "archive",
        "Internet Archive",
        "archive.org www.archive.org",
        (r"/(?:details|embed)/(?P<id>[\w.-]{3,100})/?(?:\?.*)?",),
        "https://archive.org/embed/{id}",
    ),
    _provider(
        "loom",
        "Loom",
        "loom.com www.loom.com",
        (r"/(?:share|embed)/(?P<id>[0-9a-f]{32})/?(?:\?.*)?",),
        "https://www.loom.com/embed/{id}",
    ),
)
NAMES: Final = tuple(dict.fromkeys(one.key for one in _LIST))
_PEERTUBE: Final = (
    rf"/w/(?P<id>[0-9A-Za-z]{{22}}|{_UUID})/?(?:\?.*)?",
    rf"/videos/(?:watch|embed)/(?P<id>[0-9A-Za-z]{{22}}|{_UUID})/?(?:\?.*)?",
)
_HOST: Final = re.compile(r"(?=.{4,253}\Z)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")


def player_of(url: str) -> Player | None:
    """What plays ``url`` on this site; None where it is of none of our providers."""
    if len(url) > LONGEST:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or port not in (None, 80, 443):
        return None
    asked = parts.path + (f"?{parts.query}" if parts.query else "")
    for provider in _shown:
        if parts.hostname in provider.hosts:
            for path in provider.paths:
                if found := path.fullmatch(asked):
                    return Player(
                        provider.name, provider.src.format(**found.groupdict()) + _from(provider, asked)
                    )
    return None


def players() -> list[str]:
    """What this site's players are called."""
    return list(dict.fromkeys(one.name for one in _shown))


def use(names: Iterable[str], peertube_hosts: Iterable[str]) -> None:
    """Show these from now on, in this process: of our list by name, PeerTube sites by host."""
    global _shown
    _shown = _known(tuple(names), tuple(peertube_hosts))


def origins(names: Iterable[str], peertube_hosts: Iterable[str]) -> list[str]:
    """Where players come from: what a page may show in frames."""
    return list(dict.fromkeys(one.origin for one in _known(tuple(names), tuple(peertube_hosts))))


def _known(names: tuple[str, ...], hosts: tuple[str, ...]) -> tuple[_Provider, ...]:
    own = (
        _provider(
            "peertube",
            host,
            host,
            _PEERTUBE,
            # Straight from the site: viewers are not told of each other.
            f"https://{host}/videos/embed/{{id}}?p2p=0&warningTitle=0",
        )
        for host in hosts
        if _HOST.fullmatch(host)
    )
    return (*(one for one in _LIST if one.key in names), *own)


def _from(provider: _Provider, asked: str) -> str:
    """The moment a YouTube address begins at."""
    found = _SECONDS.search(asked) if provider.key == "youtube" else None
    if not found or not any(found.groups()):
        return ""
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return f"?start={hours * 3600 + minutes * 60 + seconds}"


_shown = _LIST
