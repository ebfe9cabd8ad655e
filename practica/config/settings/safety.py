"""Keys, hosts, cookies, headers and the content security policy."""

from __future__ import annotations

from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from practica.config import env
from practica.kit import players

SECRET_KEY = env.secret_key()
SECRET_KEY_FALLBACKS = env.words("FORMER_SECRET_KEYS")
_site = urlsplit(env.text("SITE_URL", "http://127.0.0.1:8000"))
_secure = _site.scheme == "https"

ALLOWED_HOSTS = env.words("HOSTS") or [_site.hostname or "127.0.0.1", "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"{_site.scheme}://{_site.netloc}"]
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = _secure
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if _secure else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Whose players a text may show when somebody asks for it, by name, and PeerTube sites by host.
PLAYERS = [name for name in env.words("PLAYERS", ",".join(players.NAMES)) if name in players.NAMES]
PEERTUBE_HOSTS = [host.lower() for host in env.words("PEERTUBE_HOSTS")]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "style-src-attr": ["'unsafe-inline'"],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF, *players.origins(PLAYERS, PEERTUBE_HOSTS)],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
