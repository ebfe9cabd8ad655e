"""How text becomes words that can be compared: cutting, case, accents, endings, scripts without spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

#: Languages whose endings are understood; a document in another is found by its words as they are written.
STEMMERS = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian", "nb": "norwegian",
    "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip

#: Words too common to say what somebody looks for. They count again when a question has no others.
# fmt: off
STOP_WORDS = frozenset({
    "a", "about", "am", "an", "and", "any", "anybody", "anyone", "are", "as", "at", "be", "been", "being",
    "but", "by", "can", "could", "d", "did", "didn", "do", "does", "doesn", "don", "for", "from", "had",
    "has", "have", "he", "hello", "help", "her", "hi", "him", "his", "how", "i", "if", "im", "in", "into",
    "is", "isn", "it", "its", "ive", "just", "know", "let", "like", "ll", "m", "many", "maybe", "me",
    "might", "much", "my", "no", "not", "of", "on", "or", "our", "please", "re", "really", "s", "she",
    "should", "so", "some", "somebody", "someone", "something", "such", "sure", "t", "tell", "than",
    "thank", "thanks", "that", "the", "their", "them", "then", "there", "these", "they", "think", "this",
    "those", "to", "too", "up", "us", "ve", "very", "want", "wanted", "wants", "was", "we", "were",
    "what", "when", "where", "whether", "which", "while", "who", "why", "will", "with", "wonder",
    "wondering", "would", "you", "your",
})
# fmt: on

#: Longer tokens are noise (encoded data, addresses) and are not indexed. In bytes; the library's own limit.
LONGEST_WORD = 40

# Scripts written without spaces between words, and Hangul, whose particles stick to the word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def code_of(language: str) -> str:
    """The two letters by which endings are chosen: "en" for "en-GB", "" for a language without a stemmer."""
    code = language.replace("_", "-").partition("-")[0].lower()
    return code if code in STEMMERS else ""


def plain(text: str, *, sought: bool = False) -> str:
    """``text`` in the one form that is cut into words: composed letters, runs without spaces as pairs.

    東京都 becomes "東京 京都 都", so that any two neighbours can be found and a phrase stays a phrase. In a
    text that is ``sought`` the last letter goes with its pair only, for what follows it is not known.
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", _SURROGATE.sub(" ", text))

    def cut(run: re.Match[str]) -> str:
        pairs = pairs_of(run[0])
        return f" {' '.join(pairs[:-1] if sought and len(pairs) > 1 else pairs)} "

    return UNSPACED_RUN.sub(cut, text)


def pairs_of(run: str) -> list[str]:
    """Every two neighbouring letters of ``run``, and its last letter alone."""
    return [run[i : i + 2] for i in range(len(run))]


def words(text: str) -> list[str]:
    """The words of ``text`` as written, in lower case and without accents."""
    return _analyzer("").analyze(plain(text))


def spoken(text: str) -> list[str]:
    """The words of a ``text`` that is sought, accents kept, for :func:`stem` knows endings by them."""
    return _SPOKEN.analyze(plain(text, sought=True))


def stems(text: str, language: str) -> list[str]:
    """The words of ``text`` without their endings, as ``language`` forms them."""
    return _analyzer(code_of(language)).analyze(plain(text))


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """One word, as :func:`spoken` gives it, without its ending; for the language "" only without accents."""
    found = _analyzer(code_of(language)).analyze(word)
    return found[0] if found else ""


def tokens_in(text: str, language: str) -> list[tuple[str, int, int]]:
    """(stem, start, end) of the words of ``text``, by the offsets of the text as it is shown."""
    cut = _analyzer(code_of(language)).pre_tokenize(text)
    found = [(token.text, token.char_offset_from, token.char_offset_to) for token in cut.tokens]
    if not text.isascii():
        for run in UNSPACED_RUN.finditer(text):
            start = run.start()
            found += [(pair, start + i, start + i + len(pair)) for i, pair in enumerate(pairs_of(run[0]))]
    return found


def analyzer_of_words() -> TextAnalyzer:
    """What the index uses to cut text into words as written. The same as :func:`words`."""
    return _analyzer("")


@lru_cache(maxsize=len(STEMMERS) + 1)
def _analyzer(code: str) -> TextAnalyzer:
    chain = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD))
    chain = chain.filter(Filter.lowercase())
    if code == "en":
        # An accent in English is borrowed, and kept or left out at will.
        chain = chain.filter(Filter.ascii_fold())
    if code:
        chain = chain.filter(Filter.stemmer(STEMMERS[code]))
    # Elsewhere accents go last: endings of many languages are known only with them.
    return chain.filter(Filter.ascii_fold()).build()


_SPOKEN = (
    TextAnalyzerBuilder(Tokenizer.simple())
    .filter(Filter.remove_long(LONGEST_WORD))
    .filter(Filter.lowercase())
    .build()
)
