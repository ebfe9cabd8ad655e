"""Every address of the house, with the arguments and questions it is tried with.

A route whose arguments are not known here fails the matrix: a new surface comes with its place in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from practica.interfaces.api.collect import api
from practica.kit.checks import doors
from tests.house.scene import Scene

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\{(\w+)\}")

# What stands before the telling parameter of a route, and the subject of the scene it names.
SUBJECTS = {
    ("c", "slug"): "communities",
    ("people", "handle"): "people",
    ("members", "handle"): "members",
    ("pages", "handle"): "pages",
    ("draft", "uid"): "draft",
    ("papers", "uid"): "papers",
    ("workbooks", "uid"): "workbooks",
    ("bin", "uid"): "bin",
    ("files", "handle"): "files",
    ("files", "uid"): "files",
    ("uploads", "uid"): "uploads",
    ("resources", "handle"): "resources",
    ("requests", "uid"): "requests",
    ("invitations", "uid"): "invitations",
    ("questions", "handle"): "questions",
    ("discussions", "handle"): "discussions",
    ("threads", "uid"): "threads",
    ("posts", "uid"): "posts",
    ("post-drafts", "uid"): "post-drafts",
    ("e", "uid"): "e",
    ("inbox", "uid"): "inbox",
    ("imports", "uid"): "imports",
    ("people-lists", "uid"): "people-lists",
    ("tokens", "uid"): "tokens",
    ("gaps", "uid"): "gaps",
    ("proposals", "uid"): "proposals",
    ("comments", "uid"): "comments",
    ("replies", "uid"): "replies",
    ("searches", "uid"): "searches",
    ("saved", "uid"): "saved searches",
    ("types", "uid"): "types",
    ("type-fields", "uid"): "type-fields",
    ("collections", "handle"): "collections",
    ("views", "uid"): "views of collections",
    ("forms", "uid"): "forms of collections",
    ("rows", "uid"): "rows of collections",
    ("waiting", "uid"): "submissions",
    ("tables", "uid"): "tables",
    ("views", "token"): None,
    ("forms", "token"): None,
    ("join", "token"): None,  # knowing the token is the right
    ("stop", "token"): None,
    ("sessions", "name"): None,  # names only one's own
    ("claims", "uid"): None,
    # Of the API.
    ("api/communities", "slug"): "communities",
    ("api/people", "handle"): "people",
    ("api/pages", "uid"): "pages by uid",
    ("api/questions", "uid"): "questions by uid",
    ("api/discussions", "uid"): "discussions by uid",
    ("api/posts", "uid"): "posts",
    ("api/files", "uid"): "files by uid",
    ("api/resources", "uid"): "resources by uid",
    ("api/imports", "uid"): "imports",
    ("api/gaps", "uid"): "gaps",
    ("api/types", "uid"): "types",
    ("api/collections", "uid"): "collections by uid",
    ("api/collection-views", "uid"): "views by uid",
    ("api/entries", "uid"): "e",
    ("api/proposals", "uid"): "proposals",
    ("api/comments", "uid"): "comments",
}
MADE_UP = {"token": "no-such-token", "name": "no-such-name", "uid": "2222zzzz2222"}
# Parameters that are words of the house and name no thing, with one of their values.
WORDS = {"show": "orphans"}


@dataclass(frozen=True)
class Surface:
    """One address with one set of arguments. ``twin`` is the same for a thing that is not there."""

    route: str
    path: str
    twin: str = ""
    thing: tuple[str, str] = ("", "")

    def is_shown_to(self, role: str, scene: Scene) -> bool:
        """Whether ``role`` may know of the thing it is about. What is about no thing is shown to everyone."""
        return not self.thing[0] or role in scene.seen_by[self.thing]


def routes() -> list[str]:
    """Every route of the house's own, and every path of the API."""
    return sorted({route for route, _view in doors()}) + sorted(api.get_openapi_schema()["paths"])


def surfaces(scene: Scene) -> Iterator[Surface]:
    """Every route with all arguments the scene has for it. Raises LookupError for a route nobody told of."""
    for route in routes():
        yield from surfaces_of(route, scene)


def surfaces_of(route: str, scene: Scene) -> Iterator[Surface]:
    """As :func:`surfaces`, of one route."""
    parameters = [one or two for one, two in PARAMETER.findall(route)]
    if not parameters:
        yield Surface(route, "/" + route.lstrip("/"))
        return
    subject, own = subject_of(route)
    things = scene.names[subject] if subject else [MADE_UP]
    done = set()
    for thing in things:
        path = _fill(route, thing)
        if path not in done:
            done.add(path)
            fake = {**thing, own: _no_such(str(thing[own]))}
            yield Surface(
                route, path, _fill(route, fake), (subject, str(thing[own])) if subject else ("", "")
            )


def subject_of(route: str) -> tuple[str | None, str]:
    """The subject a route is about and the parameter that names it: the last that names a thing."""
    found = None
    parts = route.lstrip("/").split("/")
    for before, part in zip(["", *parts], parts, strict=False):
        for one, two in PARAMETER.findall(part):
            name = one or two
            key = (f"api/{before}" if parts[0] == "api" else before, name)
            if key in SUBJECTS:
                found = SUBJECTS[key], name
            elif name not in ("number", "name", *WORDS):
                raise LookupError(f"/{route}: say in SUBJECTS what {key} names, and plant one in the scene.")
    if found is None:
        raise LookupError(f"/{route}: say in SUBJECTS what it is about.")
    return found


def _fill(route: str, values: dict[str, Any]) -> str:
    known = WORDS | values
    return "/" + PARAMETER.sub(lambda m: str(known[m[1] or m[2]]), route).lstrip("/")


def _no_such(name: str) -> str:
    """A name of the same length and shape that nothing has."""
    if len(name) >= 12 and re.fullmatch("[2-9a-z]{12}", name[-12:]):
        return name[:-12] + MADE_UP["uid"]
    return "z" * len(name)


def questions(scene: Scene) -> list[str]:
    """Addresses with a question to them, beside the bare ones."""
    communities = [thing["slug"] for thing in scene.names["communities"]]
    pages = scene.names["pages"]
    entries = [thing["uid"] for thing in scene.names["e"]]
    return [
        *(f"/?show={show}" for show in ("following", "unanswered", "library")),
        "/communities?q=a",
        "/communities?language=en",
        "/people?q=a",
        "/inbox?show=done",
        "/saved?page=1",
        "/api/people?q=a",
        *(f"/gaps?show={show}" for show in ("closed", "not_ours")),
        *(f"/api/communities?q={letter}" for letter in "aeiou"),
        *(
            f"/search/suggest?q={one.word[:3]}"
            for one in scene.canaries
            if one.about.startswith(("title", "name"))
        ),
        *(f"/search/similar?entry={uid}" for uid in entries),
        *(f"/e/{uid}/comments?part=1" for uid in entries),
        *(f"/search/answer?q=What+is+the+{one.word}%3F" for one in scene.canaries),
        *(f"/search?q=a&community={slug}" for slug in communities),
        *(f"/api/search?q=a&community={slug}" for slug in communities),
        *(f"/api/communities/{slug}/gaps?show=closed" for slug in communities),
        *(f"/search?q=a+in:{slug}" for slug in communities),
        *(
            f"/search?q={one.word[:3]}&sort={sort}"
            for one in scene.canaries[:6]
            for sort in ("newest", "kind")
        ),
        *(f"/search?topic={one.word}" for one in scene.canaries if one.about.startswith("topic")),
        *(f"/c/{slug}/questions?only={only}" for slug in communities for only in ("unanswered", "mine")),
        *(f"/c/{slug}/members?q=a" for slug in communities),
        *(
            f"/c/{slug}/pages/complete?kind={kind}&q={one.word[:3]}"
            for slug in communities
            for kind, about in (("topic", "topic"), ("page", "title"), ("person", "name"))
            for one in scene.canaries
            if one.about.startswith(about)
        ),
        *(f"/c/{slug}/pages/tidy/{show}" for slug in communities for show in ("unlinked", "unowned")),
        *(f"/c/{slug}/resources?sort={sort}&q=a" for slug in communities for sort in ("best", "title")),
        *(f"/c/{slug}/files?sort={sort}&q=a" for slug in communities for sort in ("name", "size")),
        *(f"/c/{one['slug']}/files?binned={one['handle'][-12:]}" for one in scene.names["files"]),
        *(f"/c/{slug}/gaps?show={show}" for slug in communities for show in ("closed", "not_ours")),
        *(f"/gaps/{one['uid']}?find=a" for one in scene.names["gaps"]),
        *(f"/c/{one['slug']}/pages/{one['handle']}/compare?from=1&to=2" for one in pages),
        *(f"/c/{one['slug']}/pages/{one['handle']}/compare?from=2&to=3&view=side" for one in pages),
        *(
            f"/c/{one['slug']}/pages/{one['handle']}/proposals/{one['uid']}?view=side"
            for one in scene.names["proposals"]
        ),
        *(f"/api/pages/{one['handle'][-12:]}/compare?old=1&new=2" for one in pages),
        *(f"/c/{one['slug']}/pages/new?parent={one['handle'][-12:]}" for one in pages),
        *(f"/c/{one['slug']}/pages/new?draft={one['uid']}" for one in scene.names["draft"]),
        *(f"/c/{one['slug']}/pages?below={one['handle'][-12:]}" for one in pages),
    ]
