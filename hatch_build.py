"""Builds the browser bundle when the package is built or installed for development."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FrontendHook(BuildHookInterface):
    """Runs ``frontend/builder.py`` before files are collected. On the wheel target only, not the sdist."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build, unless the sources did not change since the last build."""
        path = Path(self.root) / "frontend" / "builder.py"
        spec = importlib.util.spec_from_file_location("frontend_builder", path)
        if spec is None or spec.loader is None:
            raise RuntimeError("frontend/builder.py is missing.")
        builder = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(builder)
        builder.build(say=self.app.display_info)
