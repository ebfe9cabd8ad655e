"""Names, titles and paragraphs that read like the pages of people who look after machines."""

from __future__ import annotations

import random

FIRST = [
    "Amara",
    "Bjorn",
    "Chiara",
    "Dmitri",
    "Elif",
    "Farouk",
    "Greta",
    "Hana",
    "Ingrid",
    "Joao",
    "Kwame",
    "Lena",
    "Mateo",
    "Nadia",
    "Oskar",
    "Priya",
    "Quentin",
    "Rosa",
    "Samir",
    "Tove",
    "Uma",
    "Viktor",
    "Wanda",
    "Xavier",
    "Yuki",
    "Zofia",
    "Aino",
    "Bruno",
    "Celia",
    "Dario",
]
LAST = [
    "Abbas",
    "Bergström",
    "Costa",
    "Dahl",
    "Eriksen",
    "Fontaine",
    "Gruber",
    "Hakimi",
    "Ivanova",
    "Jansen",
    "Kowalski",
    "Lindqvist",
    "Moreau",
    "Nakamura",
    "Okafor",
    "Petrov",
    "Quiroga",
    "Rossi",
    "Schneider",
    "Tanaka",
]
THINGS = [
    "pump",
    "bearing",
    "seal",
    "coupling",
    "gearbox",
    "conveyor",
    "compressor",
    "valve",
    "sensor",
    "motor",
    "filter",
    "lubricant",
    "shaft",
    "impeller",
    "rotor",
    "fan",
    "heat-exchanger",
    "turbine",
    "cable",
    "switchgear",
]
ACTS = [
    "aligning",
    "checking",
    "replacing",
    "storing",
    "cleaning",
    "measuring",
    "balancing",
    "lubricating",
    "isolating",
    "documenting",
    "commissioning",
    "inspecting",
    "ordering",
    "monitoring",
    "repairing",
    "testing",
]
PLACES = [
    "the north hall",
    "the tank farm",
    "line four",
    "the cooling tower",
    "the boiler house",
    "the workshop",
    "site Turku",
    "the loading dock",
    "the control room",
    "unit two",
]
WHYS = [
    "vibration rose over two weeks",
    "the seal water ran dry at night",
    "nobody had written down the torque",
    "the supplier changed the grade",
    "the spare had lain in the open for years",
    "the alarm limit was copied from another machine",
    "the oil sample came back dark",
    "the shim was left out after the last stop",
    "the drawing showed the old shaft",
    "the procedure asked for a tool we no longer have",
]
SO = [
    "we now check it every Monday",
    "the limit stands in the maintenance plan",
    "a photo of the label goes into the order",
    "two people sign before the start",
    "the spare lies in a dry box with a date on it",
    "the reading is taken at the same point every time",
    "we ask the supplier for the certificate first",
    "the new people do it once with somebody who knows",
    "the checklist has one line more",
    "we stop and measure before we open anything",
]
COMMUNITIES = [
    "Rotating equipment",
    "Reliability round",
    "Electrical safety",
    "Condition monitoring",
    "Stores and spares",
    "Shift handover",
    "Lubrication",
    "Energy in plants",
    "Welding and joining",
    "Instrumentation",
    "Planning of stops",
    "Learning on the job",
]


# A trade has thousands of words for its things. Put together they read like them.
# fmt: off
_FRONTS = [
    "aero", "air", "auto", "bi", "brake", "cam", "carbon", "chain", "counter", "crank", "cross", "cryo",
    "cyclo", "dia", "double", "draw", "drive", "duo", "electro", "flex", "flow", "fly", "gas", "glide",
    "ground", "half", "heat", "hydro", "inter", "iso", "jet", "knee", "lock", "long", "magneto", "micro",
    "mono", "multi", "oil", "omni", "over", "peri", "pilot", "pneumo", "poly", "power", "press", "pyro",
    "quick", "ram", "reed", "ring", "roto", "screw", "self", "servo", "short", "side", "slide", "spin",
    "steam", "step", "sub", "super", "swing", "tele", "tension", "thermo", "tilt", "torque", "tri", "turbo",
    "twin", "ultra", "vacuum", "vapour", "vibro", "water", "worm",
]
# fmt: on
# fmt: off
_BACKS = [
    "arm", "balancer", "bar", "bearing", "belt", "block", "board", "box", "brake", "bush", "cage", "chain",
    "clamp", "clutch", "coil", "collar", "coupler", "crane", "cutter", "damper", "dial", "disc", "drum",
    "feeder", "filter", "flange", "frame", "gauge", "gear", "gland", "grate", "grip", "guard", "head",
    "hinge", "hoist", "hose", "hub", "jack", "joint", "key", "lever", "lifter", "line", "lock", "loop",
    "meter", "mill", "mixer", "mount", "nozzle", "pin", "pipe", "piston", "plate", "plug", "pump", "rail",
    "relay", "ring", "rod", "roller", "screen", "screw", "seal", "shaft", "shell", "shield", "sleeve",
    "spring", "stat", "stop", "switch", "tank", "tap", "tester", "track", "trap", "tray", "tube", "valve",
    "vane", "wheel", "winch",
]
# fmt: on
TERMS = [front + back for front in _FRONTS for back in _BACKS]


# The share of sentences made of words that most pages hold.
COMMON = 0.6
# The share of queries with something in quotation marks.
QUOTED = 0.03


class Words:
    """Text from one seed: the same site every time."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - nothing secret
        # Which words are frequent is the same on every site.
        self.terms = random.Random(1).sample(TERMS, len(TERMS))  # noqa: S311 - nothing secret

    def term(self) -> str:
        """A word of the trade: few of them often, most of them seldom, as words are (Zipf)."""
        return self.terms[int(len(self.terms) ** self.dice.random()) - 1]

    def tag(self) -> str:
        """The sign on a machine."""
        return f"{self.dice.choice('CEFKPTVX')}-{self.dice.randint(1000, 99_999)}"

    def remark(self) -> str:
        """A sentence with words that few others have."""
        name = f"{self._one(FIRST)} {self._one(LAST)}"
        return f"{name} saw it at {self.tag()} first, where the {self.term()} meets the {self.term()}."

    def query(self) -> str:
        """What somebody types into search: some words, seldom a sentence, now and then a sign or a slip."""
        act, thing, other = self._one(ACTS), self._one(THINGS), self._one(THINGS)
        if self.dice.random() < QUOTED:
            return f'"{act} the {thing}" {self.term()}'
        return self._one(
            [
                f"{act} {thing}",
                f"{self.term()} {thing}",
                self.term(),
                f"{thing} {self._one(WHYS)}",
                f"how do I go about {act} a {thing} in {self._one(PLACES)}",
                f"{thing} {self._one(PLACES)} {other} {self.term()}",
                self.tag(),
                self._one(SO),
                f"{self.term()} {act} limit",
                _slipped(self.term(), self.dice),
                f"who knows {self.term()} {self._one(LAST)}",
            ]
        )

    def name(self, number: int) -> str:
        """A person's name; the first six hundred differ."""
        return f"{FIRST[number % len(FIRST)]} {LAST[(number // len(FIRST) + number) % len(LAST)]}"

    def title(self) -> str:
        """A title of four to seven words."""
        act, thing, place = self._one(ACTS), self._one(THINGS), self._one(PLACES)
        return self._one(
            [
                f"{act.capitalize()} the {thing} in {place}",
                f"{thing.capitalize()} and {self._one(THINGS)}: what we learnt",
                f"Before {act} a {thing}",
                f"{act.capitalize()} a {thing}, step by step",
            ]
        )

    def question(self) -> str:
        """A title that asks."""
        return f"How do you go about {self._one(ACTS)} a {self._one(THINGS)} in {self._one(PLACES)}?"

    def sentence(self) -> str:
        """One sentence of about twenty words."""
        return (
            f"When we were {self._one(ACTS)} the {self._one(THINGS)} in {self._one(PLACES)}, "
            f"{self._one(WHYS)}, so {self._one(SO)}."
            if self.dice.random() < COMMON
            else f"The {self.term()} of {self.tag()} in {self._one(PLACES)} needs a {self.term()} that "
            f"{self._one(PLACES)} does not have, and {self._one(SO)}."
        )

    def paragraph(self, sentences: int = 4) -> str:
        """Some sentences."""
        return " ".join(self.sentence() for _ in range(sentences))

    def section(self) -> str:
        """A Markdown section of about 800 bytes: heading, text, now and then a list, a table or a remark."""
        body = f"## {self._one(ACTS).capitalize()} the {self._one(THINGS)} {self.dice.randint(2, 99)}\n\n"
        body += self.paragraph(3) + "\n\n"
        extra = self.dice.randint(0, 3)
        if extra == 0:
            return body + "\n".join(f"- {self.sentence()}" for _ in range(3)) + "\n"
        if extra == 1:
            rows = "\n".join(f"| {self._one(THINGS)} | {self.dice.randint(1, 400)} µm |" for _ in range(4))
            return body + f"| Part | Limit |\n| --- | --- |\n{rows}\n\n{self.sentence()}\n"
        if extra == 2:
            return body + f"!!! note\n    {self.sentence()}\n\n{self.sentence()}\n"
        return body + f"Use **{self._one(THINGS)}** and *{self._one(THINGS)}* with care. {self.sentence()}\n"

    def _one(self, of: list[str]) -> str:
        return self.dice.choice(of)


def _slipped(word: str, dice: random.Random) -> str:
    """``word`` with two letters swapped."""
    at = dice.randint(1, len(word) - 3)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
