"""How dates and times are written, language by language, where Django would write them otherwise."""
