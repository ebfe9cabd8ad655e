"""One module for each command of Django's that does something more here."""
