"""The sample site of ``practica demo``: three communities of a made-up company, built through the house's own
actions out of the material in ``demo/`` beside this package. Nothing in here is used by a real site."""
