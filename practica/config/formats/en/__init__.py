"""English as the design has it: 12 November 2026, 14:05."""
