"""Practica: one self-hosted system for communities of practice and the knowledge they make."""
