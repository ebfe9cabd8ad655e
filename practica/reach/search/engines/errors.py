"""What can go wrong with an index, in sentences for the person who keeps the site running."""


class IndexBroken(Exception):
    """The index cannot be read; everything in it can be made anew from the database."""


class IndexOutdated(IndexBroken):
    """The index was made by another version of Practica; it has to be made anew."""


class IndexBusy(Exception):
    """Another process is writing to the index; there is one writer at a time."""
