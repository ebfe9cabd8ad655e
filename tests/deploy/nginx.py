"""nginx as ``deploy/nginx.conf`` sets it up, with ports and a certificate of its own, while a block lasts."""

from __future__ import annotations

import datetime as dt
import getpass
import grp
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.resilience.site import wait_for

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "deploy" / "nginx.conf"
# Debian keeps it where only root looks.
PROGRAM = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
# What Debian's nginx.conf says around a site, and folders of our own.
AROUND = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u;
    scgi_temp_path {folder}/s;
    include {folder}/site.conf;
}}
"""


@contextmanager
def in_front(folder: Path, *, site: int, live: int, plain: int, secure: int) -> Iterator[Path]:
    """Run nginx in front of the ports ``site`` and ``live``; yields the certificate to trust.

    It listens on the ports ``plain`` and ``secure`` of 127.0.0.1 and calls itself localhost.
    """
    assert PROGRAM is not None
    certificate, key = folder / "site.pem", folder / "site.key"
    _certify("localhost", certificate, key)
    shipped = SHIPPED.read_text()
    for said, meant in (
        (r"^ *listen \[::\]:.*\n", ""),
        (r"listen 80;", f"listen 127.0.0.1:{plain};"),
        (r"listen 443 ", f"listen 127.0.0.1:{secure} "),
        (r"knowledge\.example\.org", "localhost"),
        (r"/etc/ssl/knowledge\.pem", str(certificate)),
        (r"/etc/ssl/private/knowledge\.key", str(key)),
        (r"127\.0\.0\.1:8000", f"127.0.0.1:{site}"),
        (r"127\.0\.0\.1:8001", f"127.0.0.1:{live}"),
    ):
        shipped, times = re.subn(said, meant, shipped, flags=re.MULTILINE)
        assert times, f"deploy/nginx.conf does not say {said} any more"
    (folder / "site.conf").write_text(shipped)
    # Started by root it would go on as somebody who may not look into our folder.
    user = f"user {getpass.getuser()} {grp.getgrgid(os.getgid()).gr_name};" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(user=user, folder=folder))
    with (folder / "said.log").open("wb") as log:
        process = subprocess.Popen(
            [PROGRAM, "-p", str(folder), "-c", str(folder / "nginx.conf")], stdout=log, stderr=log
        )
    try:
        wait_for(lambda: process.poll() is not None or _answers(secure), "nginx to answer")
        assert process.poll() is None, (folder / "said.log").read_text()
        yield certificate
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _certify(name: str, certificate: Path, key: Path) -> None:
    """A certificate for ``name`` that vouches for itself, good for a day."""
    made = ec.generate_private_key(ec.SECP256R1())
    whose = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(whose)
        .issuer_name(whose)
        .public_key(made.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(made, hashes.SHA256())
    )
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    key.touch(mode=0o600)
    key.write_bytes(
        made.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
