"""Two ways to store the values of typed entries, measured beside each other: ``python -m benchmarks.values``.

Rows (one typed row per value) and JSON (one document per entry, read with expressions, with and without an
index for each). The site is 100,000 entries with eight fields each; decision 0013 holds the figures.
"""
