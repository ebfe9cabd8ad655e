"""Logs: one line an event, readable in a terminal, JSON with ``PRACTICA_LOG=json``; no bodies or secrets."""

from __future__ import annotations

import structlog

from practica.config import env

_shared = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
_json = env.text("LOG") == "json"

structlog.configure(
    processors=[*_shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": _shared,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer() if _json else structlog.dev.ConsoleRenderer(colors=False),
            ],
        }
    },
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["out"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {"django.server": {"level": "WARNING"}, "PIL": {"level": "WARNING"}},
}
