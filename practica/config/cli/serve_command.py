"""``practica serve``: web, worker and co-editing together, supervised; ends with all ended.

What both need is loaded once, before they are: they begin as copies of this process, where the system can
copy one (Linux), and share in memory what they never change. A page is there after one start instead of two
side by side, and the site needs much less memory. Elsewhere each loads for itself.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import gc
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from functools import partial
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from practica.config import env
from practica.config.cli.live_supervisor import LiveSupervisor
from practica.config.listening import listen
from practica.kit.parent import follow

WSGI = "practica.config.wsgi:application"
# How often Python looks for cycles when nobody says otherwise; kept here before anybody does.
USUAL_COLLECTING = gc.get_threshold()
# Seconds in which a server that was killed lets go of the port of co-editing: its process stores first.
PATIENCE = 5.0
# Seconds a web process has for what it is answering once its server is gone.
LAST_ANSWERS = 10


def add(parser: argparse.ArgumentParser) -> None:
    """Arguments: where to listen, whether to run the worker."""
    parser.add_argument("--host", default=env.text("HOST", "127.0.0.1"))
    parser.add_argument("--port", type=int, default=env.number("PORT", 8000))
    parser.add_argument("--live-port", type=int, default=env.number("LIVE_PORT", 0))
    parser.add_argument("--no-live", action="store_true", help="no co-editing, or its sockets run elsewhere")
    parser.add_argument("--no-worker", action="store_true", help="the worker runs elsewhere")
    parser.add_argument("--no-migrate", action="store_true", help="do not touch the database's tables")


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT."""
    workers = env.number("WEB_WORKERS", 1)
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
    live = None if args.no_live else _listen_for_live(args.host, args.live_port or args.port + 1)
    if live is None and _is_taken(args):
        print(
            f"Something else serves {args.host}:{args.port} already. Stop it first, or name another port "
            "with --port.",
            file=sys.stderr,
        )
        return 1
    copies = _copies_itself()
    if copies:
        _load()
    supervisor = None if args.no_worker else _WorkerSupervisor(copied=copies)
    live_supervisor = LiveSupervisor(live, site_port=args.port) if live else None
    try:
        _serve(args.host, args.port, workers)
    finally:
        if live_supervisor:
            live_supervisor.stop()
        if supervisor:
            supervisor.stop()
    return 0


def _listen_for_live(host: str, port: int) -> socket.socket | None:
    """The port of co-editing, and a word to the pages (which are not loaded yet) where it is."""
    if env.text("LIVE_URL") == "off":
        return None
    try:
        listening = listen(host, port, patience=PATIENCE)
    except OSError as problem:
        print(
            f"Co-editing cannot listen on {host}:{port} ({problem.strerror}): pages are edited by one at "
            "a time. Name another port with PRACTICA_LIVE_PORT.",
            file=sys.stderr,
        )
        os.environ[f"{env.PREFIX}LIVE_PORT"] = "0"
        return None
    os.environ[f"{env.PREFIX}LIVE_PORT"] = str(port)
    # Web and worker are copies of this process: one that outlived it would keep the port from the next.
    os.register_at_fork(after_in_child=listening.close)
    return listening


def _is_taken(args: argparse.Namespace) -> bool:
    """Whether both ports are somebody else's: a second site would take turns with the first at the same
    addresses, and its worker at the same work. Asked only where the port of co-editing was not free."""
    if args.no_live or env.text("LIVE_URL") == "off":
        return False
    try:
        # A server that was killed leaves web processes, which finish what they are answering.
        listen(args.host, args.port, patience=LAST_ANSWERS).close()
    except OSError as problem:
        return problem.errno == errno.EADDRINUSE
    return False


def _migrated() -> bool:
    """Whether this version's migrations are known to be applied (a stamp; saves a second at every start)."""
    from practica.config.cli.migrate_command import stamp_matches

    return stamp_matches()


def _copies_itself() -> bool:
    """Whether processes begin as copies of this one. Only on Linux: elsewhere the libraries of the system do
    not bear it."""
    if sys.platform != "linux":
        return False
    multiprocessing.set_start_method("fork", force=True)
    return True


def _load() -> None:
    """Load what pages and worker need. Nothing is opened by it, no database, no index, and no thread begins:
    copies could not share those."""
    # Nothing of what is loaded goes away: looking for it takes a tenth of the start.
    gc.disable()
    try:
        import practica.config.wsgi  # noqa: F401 - here: not before the tables are as this version wants them
    finally:
        gc.enable()


def _call_this_process(name: str) -> None:
    """What ``top`` shows of this process, 15 letters at most; where there is such a name."""
    with contextlib.suppress(OSError):
        Path("/proc/self/comm").write_text(name)


def _serve(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    server = Granian(
        WSGI,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=env.number("WEB_THREADS", 4),
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
    # Here: where processes do not begin as copies, the server itself does without Django.
    from practica.config.wsgi import application

    _call_this_process("practica-web")
    follow(parent, _end_web_process)
    return application


def _end_web_process() -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(LAST_ANSWERS)
    os._exit(1)


class _WorkerSupervisor:
    """Starts the worker and starts it again when it dies, a little later each time.

    ``copied``: the first one begins as a copy of this process. Later ones begin anew: by then this process
    has threads and a port, which a worker should not have.
    """

    def __init__(self, *, copied: bool) -> None:
        self.stopping = threading.Event()
        self.process = _worker_copied() if copied else _worker_begun_anew()
        self.thread = threading.Thread(target=self._watch, name="worker-supervisor", daemon=True)
        self.thread.start()

    def _watch(self) -> None:
        wait = 1.0
        while True:
            started = time.monotonic()
            _end_of(self.process)
            if time.monotonic() - started > 60:
                wait = 1.0
            if self.stopping.wait(wait):
                return
            wait = min(wait * 2, 30.0)
            self.process = _worker_begun_anew()

    def stop(self) -> None:
        """End the worker and wait for it."""
        self.stopping.set()
        self.process.terminate()
        self.thread.join(timeout=15)
        if self.thread.is_alive():
            self.process.kill()


def _worker_copied() -> BaseProcess:
    worker = multiprocessing.Process(target=_work, args=(os.getpid(),), name="worker")
    worker.start()
    return worker


def _work(parent: int) -> None:
    from practica.config.cli.worker_command import work  # here: it needs Django

    _call_this_process("practica-worker")
    # What suits pages (see practica.config.wsgi) lets long jobs pile up what only the collector frees.
    gc.set_threshold(*USUAL_COLLECTING)
    work(parent)


def _worker_begun_anew() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "practica.config.cli", "worker", "--parent", str(os.getpid())], cwd=Path.cwd()
    )


def _end_of(process: BaseProcess | subprocess.Popen[bytes]) -> None:
    if isinstance(process, BaseProcess):
        process.join()
    else:
        process.wait()
