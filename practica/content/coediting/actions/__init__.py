"""What is done with live documents."""

from practica.content.coediting.actions.keeping import (
    Gone,
    compact,
    forget,
    open_document,
    put_off,
    renew,
    store,
)
from practica.content.coediting.actions.saving import catch_up, save, save_what_was_left

__all__ = [
    "Gone",
    "catch_up",
    "compact",
    "forget",
    "open_document",
    "put_off",
    "renew",
    "save",
    "save_what_was_left",
    "store",
]
