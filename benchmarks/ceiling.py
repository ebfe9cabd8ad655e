"""What the same server does with next to nothing: Django, one template, no database. Also other gateways.

``python -m benchmarks.ceiling GATEWAY PORT``; GATEWAY is ``bare`` (the ceiling), ``plain`` (Django's ORM
and its templates on the rows of the site in the data folder), ``wsgi`` (Practica as it is served), ``asgi``
(Practica under Django's ASGI handler) or ``onehop`` (an ASGI server that hands each request to the WSGI
application in one hop to a thread).
"""

from __future__ import annotations

import asyncio
import io
import os
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

THREADS = 4
ROWS = [{"title": f"Line {number}", "url": f"/line/{number}"} for number in range(20)]
BARE = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body><h1>{{ title }}</h1>
<ul>{% for row in rows %}<li><a href="{{ row.url }}">{{ row.title }}</a></li>{% endfor %}</ul>
</body></html>"""


def bare() -> Any:
    """A Django with one view and one template of twenty lines."""
    import django
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpResponse
    from django.template import engines
    from django.urls import path

    settings.configure(
        ROOT_URLCONF="benchmarks.ceiling",
        ALLOWED_HOSTS=["*"],
        SECRET_KEY="for-some-minutes",  # noqa: S106
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
    )
    django.setup()
    template = engines["django"].from_string(BARE)

    def page(request: Any) -> HttpResponse:
        return HttpResponse(template.render({"title": "A page", "rows": ROWS}, request))

    globals()["urlpatterns"] = [path("", page)]
    return WSGIHandler()


def wsgi() -> Any:
    """Practica as ``practica serve`` serves it."""
    from practica.config.wsgi import application

    return application


def plain() -> Any:
    """Plain Django on the rows of the site; see :mod:`benchmarks.plain`."""
    from benchmarks import plain

    return plain.plain()


def asgi() -> Any:
    """Practica under Django's own ASGI handler: every middleware hops between threads."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "practica.config.settings")
    from django.core.asgi import get_asgi_application

    return get_asgi_application()


Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


def onehop() -> Any:
    """Practica's WSGI application behind an ASGI server, one hop to a thread for each request."""
    inside, pool = wsgi(), ThreadPoolExecutor(THREADS)

    async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        status, headers, answer = await asyncio.get_running_loop().run_in_executor(
            pool, _call, inside, scope, body
        )
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    return application


def _call(inside: Any, scope: dict[str, Any], body: bytes) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    environ = {
        "REQUEST_METHOD": scope["method"],
        "PATH_INFO": scope["path"],
        "QUERY_STRING": scope["query_string"].decode("latin1"),
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "CONTENT_LENGTH": str(len(body)),
    }
    for name, value in scope["headers"]:
        key = name.decode("latin1").upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value.decode("latin1")
    began: list[Any] = []
    answer = inside(environ, lambda status, headers, problem=None: began.append((status, headers)))
    try:
        content = b"".join(answer)
    finally:
        answer.close()
    status, headers = began[0]
    pairs = [(name.lower().encode("latin1"), value.encode("latin1")) for name, value in headers]
    return int(status.split()[0]), pairs, content


def main() -> None:
    """Serve one gateway until stopped."""
    from granian import Granian
    from granian.constants import Interfaces

    name, port = sys.argv[1], int(sys.argv[2])
    over_asgi = name in ("asgi", "onehop")
    threads: dict[str, Any] = {} if over_asgi else {"blocking_threads": THREADS}
    Granian(
        f"benchmarks.ceiling:{name}",
        factory=True,
        address="127.0.0.1",
        port=port,
        interface=Interfaces.ASGI if over_asgi else Interfaces.WSGI,
        log_enabled=False,
        websockets=False,
        **threads,
    ).serve()


if __name__ == "__main__":
    main()
