"""XML from strangers: parsed without entities or anything from elsewhere, and within limits."""

from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from loopbrug.core.terms.finding import BadDataError, Finding

__all__ = ["Element", "all_text", "each", "local", "only", "said", "tree_of"]

MOST_BYTES = 10_000_000
MOST_ELEMENTS = 50_000
MOST_DEPTH = 50

_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def tree_of(content: bytes) -> Element:
    """Return the root of an XML text.

    Raises ``BadDataError`` when it is no XML, damaged, too large or too deep, or refers to
    anything that has yet to be filled in: entities can make a small file a large one, or fetch.
    """
    if len(content) > MOST_BYTES:
        raise BadDataError([Finding.of("outcomes.cv-too-large", most=MOST_BYTES // 1_000_000)])
    if not _looks_like_xml(content):
        raise BadDataError([Finding.of("outcomes.cv-not-xml")])
    try:
        return _counted(content)
    except BadDataError:
        raise
    except DefusedXmlException:
        raise BadDataError([Finding.of("outcomes.cv-entities")]) from None
    except ParseError as error:
        line = error.position[0]
        raise BadDataError([Finding.of("outcomes.cv-damaged", line=line)]) from None
    except (ValueError, LookupError):
        # An encoding that the parser has not, or that is not what the text is in.
        raise BadDataError([Finding.of("outcomes.cv-damaged", line=1)]) from None


def _looks_like_xml(content: bytes) -> bool:
    for mark in _MARKS:
        content = content.removeprefix(mark)
    return content[:200].replace(b"\x00", b"").lstrip().startswith(b"<")


def _counted(content: bytes) -> Element:
    """Parse while counting: what is too much is refused before all of it is read."""
    depth = count = 0
    root: Element | None = None
    for event, element in iterparse(BytesIO(content), ("start", "end"), forbid_dtd=True):
        if event == "end":
            depth -= 1
            continue
        root = element if root is None else root
        depth, count = depth + 1, count + 1
        if depth > MOST_DEPTH:
            raise BadDataError([Finding.of("outcomes.cv-too-deep", most=MOST_DEPTH)])
        if count > MOST_ELEMENTS:
            raise BadDataError([Finding.of("outcomes.cv-too-many-elements", most=MOST_ELEMENTS)])
    if root is None:
        raise BadDataError([Finding.of("outcomes.cv-damaged", line=1)])
    return root


def local(element: Element) -> str:
    """Return the name of an element, without its namespace: versions differ in theirs."""
    return str(element.tag).rpartition("}")[2]


def each(element: Element | None, *path: str) -> tuple[Element, ...]:
    """Return every element down a path of local names."""
    found: tuple[Element, ...] = (element,) if element is not None else ()
    for name in path:
        found = tuple(child for parent in found for child in parent if local(child) == name)
    return found


def only(element: Element | None, *path: str) -> Element | None:
    """Return the first element down a path, None when there is none."""
    return next(iter(each(element, *path)), None)


def said(element: Element | None, *path: str) -> str:
    """Return the first text that is not empty at the end of a path, "" when there is none."""
    return next(
        (text for found in each(element, *path) if (text := (found.text or "").strip())), ""
    )


def all_text(element: Element | None, *path: str) -> tuple[str, ...]:
    """Return every text that is not empty at the end of a path."""
    return tuple(text for found in each(element, *path) if (text := (found.text or "").strip()))
