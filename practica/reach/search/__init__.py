"""Finding what the communities know, by the words people use for it.

Apps say what is findable through ``practica.kit.contracts.search``, an engine finds it, and the reader's
rights are part of every question.
"""
