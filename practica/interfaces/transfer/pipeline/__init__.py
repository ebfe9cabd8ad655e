"""How an import goes: read and plan, then run in small steps that survive a killed process, or undo."""
