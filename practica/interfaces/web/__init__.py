"""The web frame: home, what a person keeps and has begun, the shell round every page, health.

Owns no rows. What it shows belongs to the rooms below; it only brings it together for one reader.
"""
