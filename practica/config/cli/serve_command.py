"""``practica serve``: web and worker together, supervised; ends with both ended."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path
from typing import Any

from practica.config import env
from practica.kit.parent import follow

WSGI = "practica.config.wsgi:application"
# Seconds a web process has for what it is answering once its server is gone.
LAST_ANSWERS = 10


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments: where to listen, whether to run the worker."""
    parser.add_argument("--host", default=env.text("HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=int(env.text("PORT", "8000")))
    parser.add_argument("--no-worker", action="store_true", help="the worker runs elsewhere")
    parser.add_argument("--no-migrate", action="store_true", help="do not touch the database's tables")


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT."""
    workers = int(env.text("WEB_WORKERS", "1"))
    if workers > 1 and not env.text("REDIS_URL"):
        print(
            "More than one web process needs PRACTICA_REDIS_URL: without it each would keep its own cache "
            "and sign-in limits.",
            file=sys.stderr,
        )
        return 1
    if not args.no_migrate and not _migrated():
        done = subprocess.run([sys.executable, "-m", "practica.config.cli", "migrate"], check=False)
        if done.returncode:
            return done.returncode
    supervisor = None if args.no_worker else _WorkerSupervisor()
    try:
        _serve(args.host, args.port, workers)
    finally:
        if supervisor:
            supervisor.stop()
    return 0


def _migrated() -> bool:
    """Whether this version's migrations are known to be applied (a stamp; saves a second at every start)."""
    from practica.config.cli.migrate_command import stamp_matches

    return stamp_matches()


def _serve(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    server = Granian(
        WSGI,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=int(env.text("WEB_THREADS", "4")),
        backpressure=256,
        respawn_failed_workers=True,
        respawn_interval=1.0,
        log_access=False,
        websockets=False,
    )
    server.serve(target_loader=partial(_application, os.getpid()))


def _application(parent: int, target: str) -> Any:
    """The pages, in a web process that ends with the server. One that stayed would keep the port, and answer
    beside the server that is started next, with the code of before."""
    from practica.config.wsgi import application  # here: the server itself does without Django

    follow(parent, _end_web_process)
    return application


def _end_web_process() -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(LAST_ANSWERS)
    os._exit(1)


class _WorkerSupervisor:
    """Starts the worker and starts it again when it dies, a little later each time."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self.thread = threading.Thread(target=self._watch, name="worker-supervisor", daemon=True)
        self.thread.start()

    def _watch(self) -> None:
        wait = 1.0
        while not self.stopping.is_set():
            started = time.monotonic()
            self.process = subprocess.Popen(
                [sys.executable, "-m", "practica.config.cli", "worker", "--parent", str(os.getpid())],
                cwd=Path.cwd(),
            )
            self.process.wait()
            if time.monotonic() - started > 60:
                wait = 1.0
            self.stopping.wait(wait)
            wait = min(wait * 2, 30.0)

    def stop(self) -> None:
        """End the worker and wait for it."""
        self.stopping.set()
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.process.kill()
