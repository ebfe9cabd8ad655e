"""Django's SQLite, with what it does over and over done once; named as ``ENGINE`` in the settings."""
