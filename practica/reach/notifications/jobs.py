"""What the worker does for notifications."""

from practica.kit.jobs import every
from practica.reach.notifications.actions.outbox import send_due

every(1, name="notifications.send_due")(send_due)
