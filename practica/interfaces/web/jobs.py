"""What the worker does for those who watch over the site: it says that it is there."""

from practica.kit.heartbeat import beat
from practica.kit.jobs import every


@every(5, name="web.heartbeat")
def say_here() -> None:
    """Leave the worker's mark; /readyz tells from its age whether the worker is at work."""
    beat("worker")
