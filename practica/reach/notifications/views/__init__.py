"""The inbox, what comes by mail, and the way out of mail."""
