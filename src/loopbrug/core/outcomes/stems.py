"""Words and what they have in common: stems in both languages, and pieces of four letters."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import snowballstemmer  # type: ignore[import-untyped]

PIECE = 4
"""Letters in a piece: "taalontwikkeling" and "ontwikkelingsperspectief" share many."""
SHORTEST = 3

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_STOP_WORDS = """
    de het een en of van voor met aan op in uit bij door over onder naar tot te als dan dat die dit
    deze daar er hier ik je jij u hij zij ze we wij mij mijn me jouw uw zijn haar ons onze hun hen
    is was waren ben bent wordt worden werd werden heb hebt heeft hebben had hadden kan kun kunt
    kunnen kon konden moet moeten zal zullen zou zouden mag mogen wil wilt willen ga gaat gaan ging
    niet geen wel ook nog al meer veel heel zeer zo maar want dus toen nu om omdat terwijl waar
    waarin waarbij wat wie welke hoe elk elke ieder iedere alle alles iets zich zelf eigen eens per
    via rekening tegen tussen tijdens na jaar jaren maand week keer nieuwe goed
    leerling leerlingen student studenten les lessen onderwijs school werk leren geven gaf gegeven
    geef geeft maken maak maakt maakte gemaakt weet kent ken kennen beheerst beheers
    the a an and or of to for with at on in from by about under as than that this these those there
    here i you he she it we they my me your his her our their them is was were am are be been being
    has have had do does did can could must shall should will would may might not no also more
    most much very so but because when while where what who which how every each all any some own
    per via between during after before year years month week new good
    pupil pupils student students lesson lessons teaching school work learn learning give gave given
    make makes made know knows master
"""
_STOP = frozenset(_STOP_WORDS.split())
"""Words that say nothing about one outcome more than about another, in Dutch and English."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: as it was written, and what to compare it by.

    ``stems`` are its Dutch and its English stem (often the same), ``pieces`` every run of four
    letters in it.
    """

    written: str
    stems: frozenset[str]
    pieces: frozenset[str]


class Reader:
    """Reads words from texts and remembers each, as most words come back.

    For one thread: a snowball stemmer keeps the word it works on.
    """

    def __init__(self) -> None:
        self._stemmers = (snowballstemmer.stemmer("dutch"), snowballstemmer.stemmer("english"))
        self._known: dict[str, tuple[frozenset[str], frozenset[str]]] = {}

    def words(self, text: str) -> Iterator[Word]:
        """Yield the words of a text that may say something, in order.

        Examples
        --------
        >>> [word.written for word in Reader().words("Ik gaf bijles in de wiskunde")]
        ['bijles', 'wiskunde']
        """
        for found in _WORD.finditer(text):
            plain = _plain(found[0])
            if plain in _STOP or len(plain) < SHORTEST:
                continue
            if plain not in self._known:
                self._known[plain] = self._stems(plain), _pieces(plain)
            yield Word(found[0], *self._known[plain])

    def _stems(self, plain: str) -> frozenset[str]:
        return frozenset(stemmer.stemWord(plain) for stemmer in self._stemmers)


def _plain(word: str) -> str:
    """Return a word in lower case, without accents."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _pieces(plain: str) -> frozenset[str]:
    return frozenset(plain[at : at + PIECE] for at in range(len(plain) - PIECE + 1))
