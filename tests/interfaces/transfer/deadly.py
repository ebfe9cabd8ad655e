"""A renderer that dies of some bodies; importable in a process that knows no Django."""

from __future__ import annotations

import os

from practica.interfaces.transfer.pipeline import apart

RENDER = apart.render


def render(order: apart.Order) -> apart.Piece:
    """Die when the body says so."""
    if "die" in order.body:
        os._exit(9)
    return RENDER(order)
