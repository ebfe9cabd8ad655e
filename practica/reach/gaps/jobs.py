"""What the worker does for gaps every so often."""

from practica.kit.jobs import every
from practica.reach.gaps.actions import forget_old, gather_due, sweep_questions

every(60, name="gaps.gather_due")(gather_due)
every(3600, name="gaps.sweep_questions")(sweep_questions)
every(3600, name="gaps.forget_old")(forget_old)
