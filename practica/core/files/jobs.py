"""What is done with files every so often."""

from __future__ import annotations

from practica.core.files.actions.arriving import forget_expired
from practica.core.files.sweeping import sweep
from practica.kit.jobs import every

every(3600, name="files.forget_expired")(forget_expired)
every(24 * 3600, name="files.sweep")(sweep)
