"""The files of ``deploy/`` at work, and what they promise."""
