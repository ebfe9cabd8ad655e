"""Wordings of people at work: each line asks for one thing in several ways, no two lines for the same."""

SAME = (
    ("gland torque for pump P-101", "torque of the gland on pump P-101", "P-101 gland torque"),
    ("how to reset the vibration alarm", "vibration alarm reset", "resetting vibration alarms"),
    ("who approves a hot work permit", "hot work permit approval", "approving hot work permits"),
    (
        "grease interval for motor bearings",
        "motor bearing grease intervals",
        "greasing interval motor bearings",
    ),
    ("seal flush plan 53B setup", "setting up flush plan 53B", "flush plan 53B"),
    ("calibrate the level transmitter", "level transmitter calibration", "calibrating level transmitters"),
    ("export tag list from the historian", "historian tag list export", "exporting tags from historian"),
    ("spare parts list for compressor C-7", "compressor C-7 spare parts", "spares compressor C-7 list"),
    ("lock out tag out for conveyors", "conveyor lock out tag out", "locking out and tagging out conveyors"),
    ("oil sample bottle order", "order oil sample bottles", "ordering bottles for oil samples"),
    ("laser alignment tolerance", "tolerances for laser alignment", "alignment tolerance laser"),
    ("cavitation noise in suction line", "suction line cavitation noise", "noise cavitation suction"),
    ("steam trap survey template", "template for a steam trap survey", "survey of steam traps template"),
    ("change my on-call shift", "swap on-call shift", "on-call shift change"),
    ("weld procedure for duplex steel", "duplex steel welding procedure", "welding duplex steel"),
    ("cooling tower biocide dosing", "biocide dose cooling tower", "dosing biocides in cooling towers"),
)

# The same in words that share too little: a steward merges these by hand.
ONLY_BY_HAND = (
    ("lock out tag out for conveyors", "lockout tagout of the conveyor"),
    ("gland torque for pump P-101", "how tight should the stuffing box be"),
    ("change my on-call shift", "somebody else to take my weekend duty"),
)
