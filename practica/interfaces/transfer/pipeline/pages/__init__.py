"""Pages of an import: rendered apart, written in batches, each batch with its lines of the ledger."""

from practica.interfaces.transfer.pipeline.pages.batches import bring

__all__ = ["bring"]
