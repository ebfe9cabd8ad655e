"""What can be done about a passage. The only writer of this room."""

from practica.content.annotations.actions.bringing import bring
from practica.content.annotations.actions.keeping import find_again
from practica.content.annotations.actions.talking import comment, delete, delete_reply, reopen, reply, resolve

__all__ = ["bring", "comment", "delete", "delete_reply", "find_again", "reopen", "reply", "resolve"]
