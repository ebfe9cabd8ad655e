"""Every type of page a person can meet, and one address of each, found by following links."""

from __future__ import annotations

import re
from collections import deque

from playwright.sync_api import APIRequestContext

_C = r"/c/[\w-]+"
_PAGE = rf"{_C}/pages/[\w-]+-[2-9a-z]{{12}}"
MOST = 400

# What signed-in people see. A coordinator who administers the site meets all of it.
TYPES = {
    "home": r"/",
    "home, following": r"/\?show=following",
    "inbox": r"/inbox",
    "saved": r"/saved",
    "drafts": r"/drafts",
    "new": r"/new",
    "communities": r"/communities",
    "start a community": r"/communities/new",
    "people": r"/people",
    "person": r"/people/[\w-]+",
    "lists of people": r"/people-lists",
    "list of people": r"/people-lists/\w+",
    "you": r"/you",
    "your mail": r"/you/mail",
    "your security": r"/you/security",
    "addresses": r"/accounts/email/",
    "password": r"/accounts/password/change/",
    "second factors": r"/accounts/2fa/",
    "community": _C,
    "discussions": rf"{_C}/discussions",
    "start a discussion": rf"{_C}/discussions/start",
    "discussion": rf"{_C}/discussions/[\w-]+-[2-9a-z]{{12}}",
    "questions": rf"{_C}/questions",
    "ask": rf"{_C}/questions/ask",
    "question": rf"{_C}/questions/[\w-]+-[2-9a-z]{{12}}",
    "edit a post": r"/posts/\w+/edit",
    "pages": rf"{_C}/pages",
    "new page": rf"{_C}/pages/new",
    "page": _PAGE,
    "edit a page": rf"{_PAGE}/edit",
    "history": rf"{_PAGE}/history",
    "version": rf"{_PAGE}/history/\d+",
    "changes": rf"{_PAGE}/compare\?.*",
    "who wrote what": rf"{_PAGE}/passages",
    "suggest a change": rf"{_PAGE}/suggest",
    "comments": r"/e/\w+/comments",
    "move a page": rf"{_PAGE}/move",
    "delete a page": rf"{_PAGE}/delete",
    "what needs tidying": rf"{_C}/pages/tidy/broken",
    "templates": rf"{_C}/pages/templates",
    "take along": rf"{_PAGE}/take-along",
    "move to another community": rf"{_PAGE}/move-to-community",
    "bin": rf"{_C}/bin",
    "files": rf"{_C}/files",
    "file": rf"{_C}/files/[\w-]+-[2-9a-z]{{12}}",
    "edit a file": rf"{_C}/files/[\w-]+-[2-9a-z]{{12}}/edit",
    "room for files": r"/files/room",
    "resources": rf"{_C}/resources",
    "resource": rf"{_C}/resources/[\w-]+-[2-9a-z]{{12}}",
    "edit a resource": rf"{_C}/resources/[\w-]+-[2-9a-z]{{12}}/edit",
    "add a resource": rf"{_C}/resources/new",
    "bring a list of resources": rf"{_C}/resources/bring",
    "members": rf"{_C}/members",
    "member": rf"{_C}/members/[\w-]+",
    "invitations": rf"{_C}/invitations",
    "requests": rf"{_C}/requests",
    "settings": rf"{_C}/settings",
    "leave": rf"{_C}/leave",
    "imports": r"/imports",
    "new import": r"/imports/new",
    "import": r"/imports/\w{12}",
    "undo an import": r"/imports/\w+/undo",
}
# These have an address one can know.
KNOWN = {
    "search": "/search?q=bearing",
    "search, a question": "/search?q=Which+seal+for+12+percent+caustic%3F",
    "search, no answer": "/search/answer?q=Which+satellites+orbit+Jupiter+and+Saturn%3F",
    "search, nothing found": "/search?q=zzzyqx",
    "search, narrowed": "/search?q=pump+in:nowhere&kind=page&after=2020",
    "search, by kind": "/search?q=pump&sort=kind",
    "saved searches": "/search/saved",
    "nothing here": "/c/nothing-here",
}
# What a stranger sees.
OUTSIDE = {
    "sign in": "/accounts/login/",
    "sign up": "/accounts/signup/",
    "forgotten password": "/accounts/password/reset/",
    "invitation that does not work": "/join/nothing",
    "directory for strangers": "/communities",
}
_LINK = re.compile(r'href="(/[^"#]*)')
_NOT_PAGES = re.compile(r"/(static|files/(?!room)|api|accounts/logout)|.*\.(md|csv|zip)$")


def addresses(fetch: APIRequestContext, start: str = "/") -> dict[str, str]:
    """One address of every type links lead to from ``start``, by name; a type without links is missing."""
    wanted = {name: re.compile(pattern) for name, pattern in TYPES.items()}
    found: dict[str, str] = {}
    queue, seen = deque([start]), {start}
    for _turn in range(MOST):
        if not queue or len(found) == len(wanted):
            break
        address = queue.popleft()
        for name, pattern in wanted.items():
            if name not in found and pattern.fullmatch(address):
                found[name] = address
        answer = fetch.get(address)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        for link in _LINK.findall(answer.text()):
            link = link.replace("&amp;", "&")
            if link not in seen and not _NOT_PAGES.match(link):
                seen.add(link)
                (queue.appendleft if _is_new(link, wanted, found) else queue.append)(link)
    return found | KNOWN


def _is_new(address: str, wanted: dict[str, re.Pattern[str]], found: dict[str, str]) -> bool:
    return any(name not in found and pattern.fullmatch(address) for name, pattern in wanted.items())
