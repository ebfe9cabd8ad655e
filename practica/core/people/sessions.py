"""Sessions that bring their person along: one joined query instead of two, revoked by deleting the row."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.deprecation import MiddlewareMixin

from practica.core.people.models import Session
from practica.kit.prepared import prepared

# Where the session keeps what browser it was made by, for the list of devices.
DEVICE_KEY = "device"


@prepared
def _sessions(_person: Any, *, key: str) -> Any:
    """The session called ``key`` with its person, live or not."""
    return Session.objects.filter(session_key=key).select_related("person__organisation")


class SessionStore(DatabaseStore):
    """The database store, with the person joined in."""

    person: Any = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Our own rows."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        row: Session | None = _sessions.first(None, key=self.session_key)
        if row is None or row.expire_date <= timezone.now():
            self._session_key = None
            return None
        self.person = row.person
        return row

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Plain JSON: the row is ours, and a signature proves nothing to somebody who could write it."""
        return json.dumps(session_dict, separators=(",", ":"))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What :meth:`encode` wrote, or Django's signed form of older rows; nothing for what is neither."""
        if not (isinstance(session_data, str) and session_data.startswith("{")):
            return dict(super().decode(session_data))
        try:
            return dict(json.loads(session_data))
        except ValueError:
            return {}

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """A row that names the person who signed in."""
        row: Any = super().create_model_instance(data)
        row.person_id = data.get(SESSION_KEY) or None
        row.device = str(data.get(DEVICE_KEY, ""))[:200]
        return row


class PersonMiddleware(MiddlewareMixin):
    """Sets ``request.user`` from the session's joined person; anonymous when there is none."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Attach the person herself, as a page asks for her hundreds of times; a visitor asks nothing."""
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        request.user = person_of(request) if has_session else AnonymousUser()
        request.auser = lambda: _aperson(request)
        return None


async def _aperson(request: HttpRequest) -> Any:
    return person_of(request)


def person_of(request: HttpRequest) -> Any:
    """Who is signed in by ``request``'s session: active and with an unchanged password, or nobody."""
    session = request.session
    if not session.session_key or session.get(SESSION_KEY) is None:
        return AnonymousUser()
    person = getattr(session, "person", None)
    if person is None or str(person.pk) != str(session[SESSION_KEY]):
        model = get_user_model()
        person = model._default_manager.select_related("organisation").filter(pk=session[SESSION_KEY]).first()
    if person is None or not person.is_active:
        return AnonymousUser()
    known, current = session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()
    if not constant_time_compare(known, current):
        session.flush()
        return AnonymousUser()
    return person
