"""The wish of a person, made to fit its sector, and the code of the qualification it names."""

from collections.abc import Mapping
from dataclasses import replace

from loopbrug.core.orientation.model import Wanted
from loopbrug.core.orientation.subjects import load_subjects
from loopbrug.core.terms.words import Degree, Profile, Sector

DEGREES: Mapping[Sector, tuple[Degree, ...]] = {
    Sector.PO: (Degree.PRIMARY,),
    Sector.SO: (Degree.PRIMARY,),
    Sector.VO: (Degree.SECOND, Degree.FIRST, Degree.VMBO_PROFILE, Degree.LIMITED_SECOND),
    Sector.MBO: (Degree.PDG, Degree.SECOND, Degree.FIRST),
}
"""The qualifications one can want per sector, the usual one first."""
_PREFIX: Mapping[Degree, str] = {
    Degree.SECOND: "vo2",
    Degree.FIRST: "vo1",
    Degree.VMBO_PROFILE: "vmbo",
    Degree.LIMITED_SECOND: "vo2-beperkt",
    Degree.PDG: "pdg",
}
_SECOND = "-neven"


def fitting(wanted: Wanted) -> Wanted:
    """Return the wish with a degree that exists in its sector, without a subject in primary.

    A subject that is a vmbo profile makes a wish for that profile.

    Examples
    --------
    >>> fitting(Wanted(Sector.VO, Degree.SECOND, "bwi")).degree.value
    'vmbo-profile'
    """
    possible = DEGREES[wanted.sector]
    degree = wanted.degree if wanted.degree in possible else possible[0]
    if degree is Degree.PRIMARY:
        return replace(wanted, degree=degree, subject="")
    subject = load_subjects().get(wanted.subject)
    if wanted.sector is Sector.VO and subject and Degree.VMBO_PROFILE in subject.degrees:
        degree = Degree.VMBO_PROFILE
    return replace(wanted, degree=degree)


def qualification_code(wanted: Wanted, profile: Profile) -> str:
    """Return the code of the qualification somebody wants.

    Examples
    --------
    >>> qualification_code(Wanted(Sector.SO, Degree.PRIMARY), Profile.WORK_TO_WORK)
    'so'
    >>> wanted = Wanted(Sector.VO, Degree.SECOND, "nederlands")
    >>> qualification_code(wanted, Profile.SECOND_QUALIFICATION)
    'vo2-nederlands-neven'
    """
    wish = fitting(wanted)
    suffix = _SECOND if profile is Profile.SECOND_QUALIFICATION else ""
    if wish.degree is Degree.PRIMARY:
        return f"{wish.sector.value}{suffix}"
    parts = [_PREFIX[wish.degree], wish.subject] if wish.subject else [_PREFIX[wish.degree]]
    return "-".join(parts) + suffix
