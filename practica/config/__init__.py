"""The top floor: settings by theme, urls, servers, the worker and the command line."""
