"""Tables that come from elsewhere, as CSV or as a workbook, and become rows of a collection.

A *table* has columns named by its first line and rows below it; a *cell* is what stands there before anybody
knows which kind of field it is for; a *guess* is the kind a column seems to have.
"""
