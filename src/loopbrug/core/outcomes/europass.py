"""Reading a Europass CV: what somebody says about themself, as claims and never as evidence.

Three carriers hold the same thing: the XML of 2020 and later (root ``Candidate``), the older
SkillsPassport XML, and a PDF with one of these attached. What the file is, is seen from what it
holds, never from its name. Everything about the person that is no job, education, training,
language or skill stays unread: day of birth, address, telephone, nationality, gender, photo.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from loopbrug.core.outcomes.europass_candidate import candidate_profiles
from loopbrug.core.outcomes.europass_passport import passport_profiles
from loopbrug.core.outcomes.europass_pdf import attachments, is_pdf
from loopbrug.core.outcomes.europass_reading import Profile
from loopbrug.core.outcomes.europass_xml import Element, local, tree_of
from loopbrug.core.outcomes.evidence import Claim
from loopbrug.core.terms.finding import BadDataError, Finding, Weight

MOST_BYTES = 20_000_000
MOST_CLAIMS = 500
LIKED = ("nl", "en")
"""Languages in order of liking, where a CV says the same in several."""

_READERS: dict[str, Callable[[Element], Iterable[Profile]]] = {
    "Candidate": candidate_profiles,
    "SkillsPassport": passport_profiles,
}


@dataclass(frozen=True, slots=True)
class Imported:
    """The claims of a CV in one language, and what was noticed while reading.

    ``language`` is a code as the CV gives it, in lower case, "" when it gives none.
    """

    claims: tuple[Claim, ...]
    language: str
    findings: tuple[Finding, ...] = ()


def read_cv(content: bytes) -> Imported:
    """Return the claims in a Europass CV.

    A CV in several languages says the same in each: Dutch is taken if it is there, else
    English, else the first, and never two. What is unknown is left out with a finding.

    Raises
    ------
    BadDataError
        When nothing can be read: empty or too large, no XML or PDF, no CV, damaged, encrypted,
        a PDF without Europass data in it, or XML made to harm.
    """
    if not content.strip():
        raise BadDataError([Finding.of("outcomes.cv-empty")])
    if len(content) > MOST_BYTES:
        raise BadDataError([Finding.of("outcomes.cv-too-large", most=MOST_BYTES // 1_000_000)])
    profiles = _profiles(_root_in_pdf(content) if is_pdf(content) else tree_of(content))
    return _imported(profiles)


def _root_in_pdf(content: bytes) -> Element:
    """Return the first attachment that is a CV; others are nobody's business."""
    refused: list[Finding] = []
    for attachment in attachments(content):
        try:
            root = tree_of(attachment)
        except BadDataError as error:
            refused.extend(error.findings)
            continue
        if local(root) in _READERS:
            return root
    found = [each for each in refused if each.code != "outcomes.cv-not-xml"]
    raise BadDataError(found or [Finding.of("outcomes.cv-pdf-no-attachment")])


def _profiles(root: Element) -> tuple[Profile, ...]:
    reader = _READERS.get(local(root))
    if reader is None:
        raise BadDataError([Finding.of("outcomes.cv-not-a-cv", found=local(root)[:60])])
    return tuple(reader(root))


def _imported(profiles: tuple[Profile, ...]) -> Imported:
    ordered = sorted(profiles, key=_liking)
    chosen = next((each for each in ordered if each.claims), ordered[0] if ordered else None)
    if chosen is None or not chosen.claims:
        nothing = Finding.of("outcomes.cv-nothing", weight=Weight.WARNS)
        return Imported((), chosen.language if chosen else "", (nothing,))
    findings = list(dict.fromkeys(chosen.findings))
    others = tuple(each.language or "?" for each in profiles if each is not chosen)
    if others:
        told = Finding.of("outcomes.cv-other-language", weight=Weight.INFORMS, languages=others)
        findings.append(told)
    if len(chosen.claims) > MOST_CLAIMS:
        cut = Finding.of("outcomes.cv-too-many", weight=Weight.WARNS, most=MOST_CLAIMS)
        findings.append(cut)
    return Imported(chosen.claims[:MOST_CLAIMS], chosen.language, tuple(findings))


def _liking(profile: Profile) -> int:
    """Return how far down the list of liked languages a profile stands."""
    language = profile.language.split("-")[0]
    return LIKED.index(language) if language in LIKED else len(LIKED)
