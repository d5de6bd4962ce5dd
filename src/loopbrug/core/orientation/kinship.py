"""Kinship with a subject (*vakverwantschap*): never decided here, always by those who judge."""

from collections.abc import Iterator

from loopbrug.core.orientation.case import Case, told
from loopbrug.core.orientation.diplomas import kin_subjects
from loopbrug.core.orientation.model import Decider
from loopbrug.core.orientation.routes import Route
from loopbrug.core.orientation.subjects import LIST_SOURCE, is_kin, load_subjects
from loopbrug.core.terms.finding import Finding, LegalSource, Weight
from loopbrug.core.terms.words import Degree


def kinship(case: Case, route: Route) -> Iterator[Finding]:
    """The institute judges whether a diploma is kin to the subject; we only suggest."""
    source, subject = _ground(case, route), case.wanted.subject
    if not subject:
        yield told("subject-to-choose", route.code, Weight.CONDITION, source)
        return
    kin = [d.title for d in case.finished() if is_kin(d.field, subject)]
    if kin:
        yield told(
            "kinship-likely",
            route.code,
            Weight.CONDITION,
            source,
            subject=subject,
            title=kin[0],
        )
    else:
        yield told("kinship-to-judge", route.code, Weight.CONDITION, source, subject=subject)


def _ground(case: Case, route: Route) -> LegalSource:
    """Return the ground of the judgement: the decree for an assessment, else the admission."""
    if route.decider(case.wanted) is Decider.INSTITUTE:
        return case.rule("kinship.institute_judges").source
    return route.source(case.wanted, case.law, case.day)


def exists(case: Case, route: Route) -> Iterator[Finding]:
    """As far as the list of subjects knows, a qualification of this degree exists."""
    subject = load_subjects().get(case.wanted.subject)
    degree = route.target(case.wanted).degree
    if subject and degree not in subject.degrees:
        yield told(
            "no-such-degree",
            route.code,
            Weight.CONDITION,
            LIST_SOURCE,
            subject=subject.code,
            degree=degree.value,
        )


def trade(case: Case, route: Route) -> Iterator[Finding]:
    """The mbo board judges whether somebody masters the trade that is taught."""
    source, subject = route.source(case.wanted, case.law, case.day), case.wanted.subject
    if not subject:
        yield told("subject-to-choose", route.code, Weight.CONDITION, source)
    elif any(is_kin(field, subject) for field in case.fields()):
        yield told("trade-likely", route.code, Weight.CONDITION, source, subject=subject)
    else:
        yield told("trade-to-judge", route.code, Weight.CONDITION, source, subject=subject)


def profile_field(case: Case, route: Route) -> Iterator[Finding]:
    """The institute judges in which vmbo profile somebody's trade belongs."""
    source = case.rule("kinship.institute_judges").source
    suggested = kin_subjects(case, Degree.VMBO_PROFILE)
    if suggested:
        yield told("profile-to-judge", route.code, Weight.CONDITION, source, subjects=suggested)
    else:
        yield told("profile-unknown", route.code, Weight.CONDITION, source)


def subject_focus(case: Case, route: Route) -> Iterator[Finding]:
    """For the qualified the assessment is about the new subject and its didactics."""
    if not case.person.held:
        return
    source = _ground(case, route)
    if case.wanted.degree is Degree.PRIMARY:
        yield told("sector-focus", route.code, Weight.CONDITION, source)
    elif case.wanted.subject:
        subject = case.wanted.subject
        yield told("subject-focus", route.code, Weight.CONDITION, source, subject=subject)
    else:
        yield told("subject-to-choose", route.code, Weight.CONDITION, source)
