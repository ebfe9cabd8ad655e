"""Other ways to write a word of a question: another spelling, joined or split, another word for the same.

All of it happens when a question is asked, so nothing in the index depends on it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from practica.reach.search.engines.local import language

# British and American endings and middles, both ways: each pair is (pattern, replacement).
_SPELLINGS = (
    (re.compile(r"(?<=\w{2})isation(?=s?$)"), "ization"),
    (re.compile(r"(?<=\w{2})ization(?=s?$)"), "isation"),
    (re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|ing|er|ers)$)"), "iz"),
    (re.compile(r"(?<=\w{3})iz(?=(?:e|ed|es|ing|er|ers)$)"), "is"),
    (re.compile(r"(?<=\w{2})ys(?=(?:e|ed|es|ing|er|ers)$)"), "yz"),
    (re.compile(r"(?<=\w{2})yz(?=(?:e|ed|es|ing|er|ers)$)"), "ys"),
    (re.compile(r"(?<=\w{3})our(?=(?:s|ed|ing|al|able|ite|ites)?$)"), "or"),
    (re.compile(r"(?<=\w{3})or(?=(?:s|ed|ing|al|able|ite|ites)?$)"), "our"),
    (re.compile(r"(?<=\w{2}[bt])re(?=s?$)"), "er"),
    (re.compile(r"(?<=\w{2}[bt])er(?=s?$)"), "re"),
    (re.compile(r"ae|oe"), "e"),
    (re.compile(r"(?<=[aeiou])ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (re.compile(r"(?<=[aeiou])l(?=(?:ed|ing|er|ers)$)"), "ll"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"ence(?=s?$)"), "ense"),
    (re.compile(r"ense(?=s?$)"), "ence"),
)

_SHORTEST_COMPOUND = 6

# Where letters meet digits: GATA3 is also GATA-3.
_SEAM = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")

# Words that stand for each other when people write about work, the web, computers and health: each word of a
# line may be meant by any other of it. A line earns its place by being true of most texts, not of one site.
_GROUPS = """
folder directory
mail email message
quota limit maximum
photo picture image
delete remove erase
buy purchase
begin start
end finish
fix repair solve
error mistake fault
bug defect
job role position
employee staff teammate
colleague teammate coworker
manager lead supervisor
customer client
vendor supplier
meeting appointment
holiday vacation leave
salary pay compensation wage
hire recruit
training course lesson
guide handbook manual tutorial
guideline rule policy
document doc
documentation docs
config configuration setting preference
login signin
password passphrase
app application program software
website site webpage
picture photograph
movie film video
phone mobile smartphone cellphone
computer pc laptop
print printing printout
copy duplicate
move transfer migrate
share sharing
hide conceal
show display
change modify edit alter
choose select pick
create make
find search locate
fast quick
slow sluggish
cost price fee
backup archive
owner ownership
permission right access
repository repo
kubernetes k8s
database db
environment env
production prod
development dev
administrator admin
specification spec
information info
advertisement ad advert
reference ref
statistics stats
synchronize sync
request ask
answer reply response
conversation thread
notification alert
schedule timetable calendar
cancer tumor carcinoma
doctor physician
drug medicine medication
heart cardiac
kidney renal
liver hepatic
lung pulmonary
child children pediatric
""".strip()


@lru_cache(maxsize=5_000)
def spellings(word: str) -> list[str]:
    """The same word as others spell it: organisation and organization."""
    if not word.isascii() or len(word) < 5:
        return []
    found = {pattern.sub(instead, word) for pattern, instead in _SPELLINGS}
    return sorted(found - {word})


def parts(word: str) -> list[tuple[str, str]]:
    """Every way to read ``word`` as two, webapp as web app, GATA3 as GATA 3. The index knows the words."""
    if word.isalpha():
        return (
            [(word[:at], word[at:]) for at in range(3, len(word) - 2)]
            if len(word) >= _SHORTEST_COMPOUND
            else []
        )
    seams = _SEAM.split(word)
    return [(seams[0], seams[1])] if len(seams) == 2 else []


def joined(running: Sequence[str]) -> list[str]:
    """Every two neighbours as one word: web app as webapp, GATA 3 as GATA3."""
    return list(
        dict.fromkeys(a + b for a, b in pairwise(running) if 4 <= len(a + b) <= language.LONGEST_WORD)
    )


@lru_cache(maxsize=1)
def _same() -> dict[str, frozenset[str]]:
    same: dict[str, set[str]] = {}
    for line in _GROUPS.splitlines():
        stems = {language.stem(word, "en") for word in line.split()}
        for stem in stems:
            same.setdefault(stem, set()).update(stems - {stem})
    return {stem: frozenset(others) for stem, others in same.items()}


def same_meaning(stem: str) -> frozenset[str]:
    """Stems of English words that mean nearly what ``stem`` does."""
    return _same().get(stem, frozenset())
