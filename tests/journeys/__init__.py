"""People's journeys through a real site in a real browser."""
