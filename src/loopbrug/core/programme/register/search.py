"""Finding an offer by words: the names people use, typing errors, both languages."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

import yaml

from loopbrug.core.outcomes.stems import Reader
from loopbrug.core.programme.register.offer import Offer

LIKE_ENOUGH = 0.8
"""Share of letters in common from which a word is taken for a typing error of another."""
SHORTEST_TO_MISTYPE = 5
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Search:
    """What was found, in the order of the register; ``unknown`` are words that nothing has."""

    offers: tuple[Offer, ...]
    unknown: tuple[str, ...] = ()


def search(offers: Iterable[Offer], asked: str, also: Mapping[str, str] | None = None) -> Search:
    """Return the offers that have every word that was asked for.

    Words of one meaning count as one ("zib", "zibben", "zijinstroom"), and a word may be mistyped
    a little. A word that no offer has is told, and finds nothing. ``also`` gives more words of a
    sector by its code.
    """
    listed = tuple(offers)
    terms = [(word, _meaning(word)) for word in _words(asked)]
    if not terms:
        return Search(listed)
    texts = [_text_of(offer, also or {}) for offer in listed]
    hits = [[_has(text, meaning) for text in texts] for _word, meaning in terms]
    found = [offer for n, offer in enumerate(listed) if all(hit[n] for hit in hits)]
    unknown = [word for (word, _m), hit in zip(terms, hits, strict=True) if not any(hit)]
    return Search(tuple(found), tuple(unknown))


@cache
def synonyms() -> Mapping[str, str]:
    """Return per written word the one word that stands for its meaning."""
    text = files(__package__).joinpath("synonyms.yaml").read_text(encoding="utf-8")
    groups: Mapping[str, list[str]] = yaml.safe_load(text)
    return {each: word for word, others in groups.items() for each in (word, *others)}


def _words(text: str) -> list[str]:
    """Return the words of a text that say something; "zij-instroom" is one of them."""
    joined = re.sub(r"\bzij[\s-]+(?=in)", "zij", text.casefold())
    kept = synonyms()
    read = {word.written for word in Reader().words(joined)}
    return [word for word in _WORD.findall(joined) if word in read or word in kept]


def _meaning(word: str) -> str:
    """Return what a word stands for, a mistyped one included."""
    known = synonyms()
    if word in known or len(word) < SHORTEST_TO_MISTYPE:
        return known.get(word, word)
    closest = max(known, key=lambda each: (_likeness(word, each), each))
    return known[closest] if _likeness(word, closest) >= LIKE_ENOUGH else word


def _text_of(offer: Offer, also: Mapping[str, str]) -> frozenset[str]:
    wanted = offer.qualification
    titles = f"{wanted.title.nl} {wanted.title.en} {wanted.subject} {offer.institute_name}"
    words = _words(f"zijinstroom {wanted.sector} {also.get(wanted.sector, '')} {titles}")
    return frozenset((*words, *(_meaning(word) for word in words)))


def _has(text: frozenset[str], meaning: str) -> bool:
    if meaning in text:
        return True
    stems = _stems(meaning)
    return any(stems & _stems(word) or _close(meaning, word) for word in text)


@cache
def _stems(word: str) -> frozenset[str]:
    read = list(Reader().words(word))
    return read[0].stems if read else frozenset((word,))


def _close(one: str, other: str) -> bool:
    if min(len(one), len(other)) < SHORTEST_TO_MISTYPE:
        return False
    return _likeness(one, other) >= LIKE_ENOUGH or other.startswith(one)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
