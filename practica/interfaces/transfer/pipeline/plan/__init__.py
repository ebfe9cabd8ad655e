"""The dry run: a source is read and known again, and its ledger written as it would be."""

from practica.interfaces.transfer.pipeline.plan.reading import plan

__all__ = ["plan"]
