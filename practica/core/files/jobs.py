"""What is done with files every so often."""

from __future__ import annotations

from practica.core.files.sweeping import sweep
from practica.kit.jobs import every

every(24 * 3600, name="files.sweep")(sweep)
