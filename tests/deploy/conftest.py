"""A site behind nginx, reached by https as people reach it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deploy import nginx
from tests.resilience.conftest import filled, shared  # noqa: F401 - fixtures
from tests.resilience.site import Site, free_port, served


@dataclass(frozen=True)
class Front:
    """What stands behind it, and the ports people come to."""

    site: Site
    plain: int
    secure: int

    @property
    def address(self) -> str:
        """What people type."""
        return f"https://localhost:{self.secure}"


@pytest.fixture(scope="module")
def front(filled: Path, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:  # noqa: F811
    """The site as the how-to sets it up. Everyone in this process trusts its certificate."""
    if nginx.PROGRAM is None:
        pytest.skip("nginx is not installed: apt-get install nginx-light")
    plain, secure = free_port(), free_port()
    folder = tmp_path_factory.mktemp("nginx")
    for site in served(
        filled,
        tmp_path_factory.mktemp("site"),
        compiled=shared / "compiled",
        PRACTICA_SITE_URL=f"https://localhost:{secure}",
        PRACTICA_BEHIND_PROXY="yes",
        PRACTICA_TRUSTED_PROXIES="1",
    ):
        ports = {"site": site.port, "live": site.port + 1, "plain": plain, "secure": secure}
        with nginx.in_front(folder, **ports) as certificate, pytest.MonkeyPatch.context() as patch:
            patch.setitem(os.environ, "SSL_CERT_FILE", str(certificate))
            yield Front(site, plain, secure)
