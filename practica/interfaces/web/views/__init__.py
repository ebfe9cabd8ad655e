"""Home, what a person keeps, the chooser behind “New”, health, and pages that say what went wrong."""
