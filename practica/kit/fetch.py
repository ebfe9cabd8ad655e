"""Asking other sites: the only way out by HTTP. Nobody can make us ask what stands inside our own network.

The name is looked up once, every address it has must be a public one, and the line goes to that very address:
a name that answers otherwise a moment later changes nothing. Each redirect is a new question.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

CONNECT_SECONDS, TOTAL_SECONDS = 3.0, 10.0
MOST_BYTES = 1024 * 1024
MOST_REDIRECTS = 5
_CHUNK = 16 * 1024
_REDIRECTS = (301, 302, 303, 307, 308)
# Below 1024 the ports of other services: nothing that speaks HTTP to strangers is there but at these.
_PORTS = (80, 443)


class Unreachable(Exception):
    """There is no answer; ``str()`` says in a few words why."""


class NotAllowed(Exception):
    """This address is none we ask: not HTTP, or inside a network that is not public."""


@dataclass(frozen=True)
class Fetched:
    """An answer: its status, where it came from in the end, its media type, its first bytes."""

    status: int
    url: str
    media_type: str
    content: bytes


def fetch(
    url: str, *, method: str = "GET", most_bytes: int = MOST_BYTES, seconds: float = TOTAL_SECONDS
) -> Fetched:
    """What stands at ``url``, at most ``most_bytes`` of it, within ``seconds`` for all redirects together.

    Sends no cookies, reads no proxies. Raises NotAllowed, Unreachable.
    """
    deadline = time.monotonic() + seconds
    for _redirect in range(MOST_REDIRECTS + 1):
        answer, following = _ask(url, method, most_bytes, deadline)
        if following is None:
            return answer
        url = following
    raise Unreachable(_("It leads from one place to the next without end."))


def host_of(url: str) -> str:
    """The host ``url`` names, in small letters; empty for what names none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _ask(url: str, method: str, most_bytes: int, deadline: float) -> tuple[Fetched, str | None]:
    parts = _parts(url)
    line = _line(parts, deadline)
    path = parts.path or "/"
    # Held here: a line lets go of its socket once it knows that the answer is the last.
    held = [line.sock]
    cut = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, [held])
    cut.daemon = True
    cut.start()
    try:
        if parts.scheme == "https":
            held[0] = line.sock = _spoken_to(line.sock, str(parts.hostname))
            line.sock.do_handshake()
        line.request(method, path + (f"?{parts.query}" if parts.query else ""), headers=_headers())
        answer = line.getresponse()
        target = answer.getheader("Location")
        if answer.status in _REDIRECTS and target:
            return Fetched(answer.status, url, "", b""), urljoin(url, target)
        media_type = (answer.getheader("Content-Type") or "").partition(";")[0].strip().lower()
        content = _read(answer, most_bytes)
        if time.monotonic() >= deadline:
            raise TimeoutError
        return Fetched(answer.status, url, media_type, content), None
    except (OSError, http.client.HTTPException, ValueError) as problem:
        is_late = time.monotonic() >= deadline
        raise Unreachable(_why(TimeoutError() if is_late else problem)) from problem
    finally:
        cut.cancel()
        line.close()


def _cut(held: list[socket.socket]) -> None:
    """End a line at its time, whatever it is at: each byte of a greeting or a head may come in time, and the
    last one never. Below TLS, which another thread may be in the middle of."""
    with contextlib.suppress(OSError):
        socket.socket.shutdown(held[0], socket.SHUT_RDWR)


def _spoken_to(sock: socket.socket, host: str) -> ssl.SSLSocket:
    """``sock`` for TLS with ``host``, the greeting still to be said."""
    context = ssl.create_default_context()
    return context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as problem:
        raise NotAllowed(_("This is no address.")) from problem
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotAllowed(_("Only addresses that begin with http:// or https:// are asked."))
    if parts.username or parts.password:
        raise NotAllowed(_("An address with a password in it is not asked."))
    if port is not None and port < 1024 and port not in _PORTS:
        raise NotAllowed(_("This port is not asked."))
    return parts


def _line(parts: SplitResult, deadline: float) -> http.client.HTTPConnection:
    host = str(parts.hostname)
    is_secret = parts.scheme == "https"
    port = parts.port or (443 if is_secret else 80)
    address = _address(host, port)
    try:
        wait = min(CONNECT_SECONDS, max(0.1, deadline - time.monotonic()))
        sock: socket.socket = socket.create_connection((address, port), timeout=wait)
    except OSError as problem:
        raise Unreachable(_why(problem)) from problem
    sock.settimeout(max(0.1, deadline - time.monotonic()))
    line = (http.client.HTTPSConnection if is_secret else http.client.HTTPConnection)(host, port)
    line.sock = sock
    return line


def _address(host: str, port: int) -> str:
    """The address of ``host`` that is asked. Raises NotAllowed when one of its addresses is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise Unreachable(_("There is no such host.")) from problem
    addresses = [str(one[4][0]) for one in found]
    if host.lower() not in settings.FETCH_PRIVATE_HOSTS and not all(is_public(one) for one in addresses):
        raise NotAllowed(_("This address is inside a network that is not public."))
    if not addresses:
        raise Unreachable(_("There is no such host."))
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public network, also when it is wrapped into another kind."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast and not one.is_reserved for one in _meant(ip))


def _meant(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> Iterable[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """``ip`` and the IPv4 addresses it carries: mapped, 6to4, Teredo, NAT64."""
    if isinstance(ip, ipaddress.IPv4Address):
        return [ip]
    if ip.ipv4_mapped is not None:
        return [ip.ipv4_mapped]
    carried: list[ipaddress.IPv4Address | ipaddress.IPv6Address] = [ip]
    if ip.sixtofour is not None:
        carried.append(ip.sixtofour)
    if ip.teredo is not None:
        carried += ip.teredo
    if ip in ipaddress.ip_network("64:ff9b::/96"):
        return [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
    return carried


def _headers() -> dict[str, str]:
    return {
        "User-Agent": f"Practica (+{settings.SITE_URL})",
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


def _read(answer: http.client.HTTPResponse, most_bytes: int) -> bytes:
    content = bytearray()
    while len(content) < most_bytes:
        chunk = answer.read1(min(_CHUNK, most_bytes - len(content)))
        if not chunk:
            break
        content += chunk
    return bytes(content)


def _why(problem: Exception) -> str:
    if isinstance(problem, TimeoutError):
        return _("It does not answer in time.")
    if isinstance(problem, ssl.SSLError):
        return _("Its certificate is not in order.")
    if isinstance(problem, ConnectionRefusedError):
        return _("It refuses to answer.")
    return _("The line to it breaks.")
