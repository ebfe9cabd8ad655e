"""Texts that several people edit at once: their live form, kept letter by letter beside the stored versions.

It knows no app that owns texts; those hand theirs over through ``kit.contracts.documents``. The rooms people
meet in are those of ``kit.live``; here is what they need of the house.
"""
