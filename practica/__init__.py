"""Practica: one self-hosted system for communities of practice and the knowledge they make."""

__version__ = "0.1.0"
