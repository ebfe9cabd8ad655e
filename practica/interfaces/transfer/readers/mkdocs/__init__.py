"""MkDocs and Material for MkDocs: settings, block syntax, inline syntax and snippets."""
