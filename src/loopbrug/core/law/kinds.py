"""What a dated value holds, as rules ask it: codes, a day of the year."""

from loopbrug.core.law.model import Dated


def codes_in(dated: Dated) -> tuple[str, ...]:
    """Return a value that is a list of codes; raises ``TypeError`` for another.

    Examples
    --------
    >>> from datetime import date
    >>> from loopbrug.core.law.model import Unit
    >>> from loopbrug.core.terms.finding import LegalSource
    >>> day = date(2027, 1, 1)
    >>> codes_in(Dated("a.b", ("10-15",), Unit.CODES, day, None, LegalSource("WPO"), day))
    ('10-15',)
    """
    value = dated.value
    if not isinstance(value, tuple) or not all(isinstance(each, str) for each in value):
        raise TypeError(f"{dated.name} is no list of codes")
    return tuple(str(each) for each in value)


def day_of_year(dated: Dated) -> tuple[int, int]:
    """Return a yearly day as month and day, from a code like "10-15"."""
    month, day = codes_in(dated)[0].split("-")
    return int(month), int(day)
