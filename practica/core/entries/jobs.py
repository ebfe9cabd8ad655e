"""What is done with entries every so often."""

from __future__ import annotations

from practica.core.entries.erasing import empty_bins
from practica.kit.jobs import every

every(3600, name="entries.empty_bins")(empty_bins)
