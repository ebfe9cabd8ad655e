"""Rooms in which several people change one document at the same moment, over sockets.

A room holds a Yjs document, what each client's caret says, and the clients. What is kept, who may enter and
what happens when a room empties is the business of a :class:`Keeper`; nothing here knows what documents are
about. The protocol on the wire is that of y-websocket, and two messages of our own (see ``messages``).
"""

from practica.kit.live.keeper import Closed, Codes, Keeper, Lost, News, Opened, Visitor
from practica.kit.live.limits import Limits

__all__ = ["Closed", "Codes", "Keeper", "Limits", "Lost", "News", "Opened", "Visitor"]
