"""What a piece of evidence may also show: outcomes whose words meet those of a text.

BM25 over stems in both languages and, for the long compounds of Dutch, over runs of four letters
("lesvoorbereidingsformulier" meets "voorbereiding"). The number it computes orders suggestions
and is shown to nobody: what people see is which of their own words met.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt

from loopbrug.core.outcomes.keywords import load_keywords
from loopbrug.core.outcomes.model import Framework, Outcome
from loopbrug.core.outcomes.stems import Reader, Word

LONGEST = 20_000
"""Characters of a text that are read: some eight pages; what follows is left aside."""
MOST_WORDS = 8
"""Words that are told with a suggestion: those that say most."""

SATURATION, SHARE_OF_LENGTH = 1.2, 0.5
KEYWORD = 2
"""A keyword counts as often as if the statement said it twice."""
PIECES = 0.4
"""What four letters in common say, beside a stem in common."""
FLOOR = 0.66
"""A word that says less than this share of what a word of one outcome alone says, says nothing."""

Postings = Mapping[str, Mapping[int, float]]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An outcome that a text may show, with the words of the text that met it, in their order.

    A suggestion to look at, never a judgement.
    """

    outcome: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The words of every outcome of a framework, each with its weight: built once, then kept."""

    codes: tuple[str, ...]
    floor: float
    stems: Postings
    pieces: Postings

    @classmethod
    def of(cls, framework: Framework) -> "Index":
        """Return the index of statements in both languages and keywords.

        Raises ``BadDataError`` when the keywords of this framework do not fit it.
        """
        keywords, reader = load_keywords(framework), Reader()
        stems: list[Counter[str]] = []
        pieces: list[Counter[str]] = []
        for outcome in framework.outcomes:
            stems.append(Counter())
            pieces.append(Counter())
            for text, times in _texts(outcome, keywords.of(framework, outcome.code)):
                for word in reader.words(text):
                    stems[-1].update(dict.fromkeys(word.stems, times))
                    pieces[-1].update(dict.fromkeys(word.pieces, times))
        codes = tuple(outcome.code for outcome in framework.outcomes)
        return cls(codes, FLOOR * _rarity(1, len(codes)), _weighed(stems), _weighed(pieces))

    def suggestions(
        self, text: str, codes: Collection[str], limit: int = 5
    ) -> tuple[Suggestion, ...]:
        """Return at most ``limit`` of the outcomes ``codes`` that the text may show.

        The likeliest comes first, equals in framework order. Only the first ``LONGEST``
        characters are read. Nothing comes of words that no outcome has.
        """
        says: dict[int, dict[str, float]] = defaultdict(dict)
        wanted = {place for place, code in enumerate(self.codes) if code in codes}
        for word in _different(Reader().words(text[:LONGEST])):
            for place, weight in self._met(word).items():
                if place in wanted and weight >= self.floor:
                    says[place][word.written] = weight
        best = sorted(says, key=lambda place: (-sum(says[place].values()), place))
        return tuple(Suggestion(self.codes[place], _told(says[place])) for place in best[:limit])

    def _met(self, word: Word) -> dict[int, float]:
        """Return what one word says, by place of the outcome."""
        met: dict[int, float] = defaultdict(float)
        for stem in word.stems:
            for place, weight in self.stems.get(stem, {}).items():
                met[place] = max(met[place], weight)
        part = PIECES / sqrt(max(1, len(word.pieces)))
        for piece in word.pieces:
            for place, weight in self.pieces.get(piece, {}).items():
                met[place] += part * weight
        return met


def suggestions(
    text: str, framework: Framework, codes: Collection[str], limit: int = 5
) -> tuple[Suggestion, ...]:
    """Return what a text may show, for who asks once; who asks more often keeps an ``Index``."""
    return Index.of(framework).suggestions(text, codes, limit)


def _texts(outcome: Outcome, keywords: tuple[str, ...]) -> Iterable[tuple[str, int]]:
    return (
        (outcome.statement.nl, 1),
        (outcome.statement.en, 1),
        (" ".join(keywords), KEYWORD),
    )


def _weighed(counted: list[Counter[str]]) -> Postings:
    """Return BM25 weights: what is rare says most, what is repeated says little more."""
    spread = Counter(term for counts in counted for term in counts)
    usual = sum(counts.total() for counts in counted) / max(1, len(counted))
    postings: dict[str, dict[int, float]] = defaultdict(dict)
    for place, counts in enumerate(counted):
        long = 1 - SHARE_OF_LENGTH + SHARE_OF_LENGTH * counts.total() / max(1, usual)
        for term, times in counts.items():
            rare = _rarity(spread[term], len(counted))
            often = times * (SATURATION + 1) / (times + SATURATION * long)
            postings[term][place] = rare * often
    return postings


def _rarity(among: int, total: int) -> float:
    return log(1 + (total - among + 0.5) / (among + 0.5))


def _different(words: Iterable[Word]) -> Iterable[Word]:
    """Return each word once, as it was first written."""
    return {word.stems: word for word in reversed(tuple(words))}.values().__reversed__()


def _told(said: Mapping[str, float]) -> tuple[str, ...]:
    """Return the words that say most, in their order in the text."""
    most = sorted(said, key=lambda word: -said[word])[:MOST_WORDS]
    return tuple(word for word in said if word in most)
