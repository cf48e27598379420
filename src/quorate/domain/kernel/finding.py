"""What a person asks a search for, and the piece of a text that answers it.

Words are runs of letters and digits without their accents or capitals. All of them must be found, the last
of them by its beginning, because it may not be finished. The commonest words of English are left out, as
PostgreSQL's English list has them, so that both databases answer alike.
"""

import re
import unicodedata

MOST_WORDS = 12
LONGEST_WORD = 60
AROUND = 200  # characters of a text shown around the first word found

_WORD = re.compile(r"[^\W_]+")
_COMMON = (
    "i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her",
    "hers herself it its itself they them their theirs themselves what which who whom this that these",
    "those am is are was were be been being have has had having do does did doing a an the and but if",
    "or because as until while of at by for with about against between into through during before after",
    "above below to from up down in out on off over under again further then once here there when where",
    "why how all any both each few more most other some such no nor not only own same so than too very",
    "s t can will just don should now",
)
COMMON = frozenset(" ".join(_COMMON).split())


def folded(text: str) -> str:
    """A text without accents or capitals.

    >>> folded("Café at Llŷn")
    'cafe at llyn'
    """
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def words_to_find(asked: str) -> tuple[str, ...]:
    """The words to look for, at most twelve; nothing when only common words or none were written.

    >>> words_to_find("What of the NEAR(schools* OR “forms”")
    ('near', 'schools', 'forms')
    """
    found = (word[:LONGEST_WORD] for word in _WORD.findall(folded(asked)))
    return tuple(dict.fromkeys(word for word in found if word not in COMMON))[:MOST_WORDS]


def extract(text: str, words: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """A piece of a text around the first of the words, in parts: each with whether it is one of them.

    A word counts when it begins with one that was asked for. The parts put together are a piece of the
    text on one line, with an ellipsis where it was cut.
    """
    plain = " ".join(text.split())
    hits = [match for match in _WORD.finditer(plain) if folded(match.group()).startswith(words)]
    start = max(0, hits[0].start() - AROUND // 3) if hits else 0
    if start:
        start = plain.find(" ", start) + 1 or start
        start = min(start, hits[0].start())
    end = min(len(plain), start + AROUND)
    if end < len(plain):
        end = max(plain.rfind(" ", start, end), hits[0].end() if hits else start + 1)
    return tuple(_parts(plain, [h for h in hits if h.start() >= start and h.end() <= end], start, end))


def _parts(text: str, hits: list[re.Match[str]], start: int, end: int) -> list[tuple[str, bool]]:
    parts = [("…", False)] if start else []
    place = start
    for hit in hits:
        parts += [(text[place : hit.start()], False), (hit.group(), True)]
        place = hit.end()
    parts.append((text[place:end], False))
    if end < len(text):
        parts.append(("…", False))
    return [(part, is_hit) for part, is_hit in parts if part]
