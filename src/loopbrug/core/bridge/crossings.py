"""What only shows when rooms are laid side by side: codes that do not meet, dates that cross."""

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from loopbrug.core.bridge.model import Dossier, Region
from loopbrug.core.orientation.model import Orientation, RouteStatus
from loopbrug.core.outcomes.model import Framework, Judgement
from loopbrug.core.programme.model import Programme
from loopbrug.core.terms.finding import Finding, Weight


def usable(dossier: Dossier, framework: Framework) -> tuple[Judgement, ...]:
    """Return the judgements of outcomes that the framework knows."""
    known = {outcome.code for outcome in framework.outcomes}
    return tuple(each for each in dossier.judgements if each.outcome in known)


def unknown_outcomes(dossier: Dossier, framework: Framework) -> Iterator[Finding]:
    """Yield a warning for every outcome code that the framework does not have."""
    known = [outcome.code for outcome in framework.outcomes]
    judged = [("judgements", each.outcome) for each in dossier.judgements]
    shown = [(f"evidence {each.code}", code) for each in dossier.evidence for code in each.shows]
    for about, code in dict.fromkeys(judged + shown):
        if code in known:
            continue
        near = get_close_matches(code, known, 1, 0.5)
        if near:
            yield Finding.of(
                "bridge.unknown-outcome-near",
                about,
                weight=Weight.WARNS,
                outcome=code,
                closest=near[0],
            )
        else:
            yield Finding.of("bridge.unknown-outcome", about, weight=Weight.WARNS, outcome=code)


def no_way_in(orientation: Orientation) -> Iterator[Finding]:
    """Yield a blocking finding when every route is closed for now."""
    if all(route.status is RouteStatus.CLOSED for route in orientation.routes):
        yield Finding.of("bridge.no-route-open", "routes")


def no_qualification(region: Region, code: str) -> Iterator[Finding]:
    """Yield a blocking finding when the region has no requirements for what is wanted."""
    known = tuple(each.code for each in region.qualifications)
    if code not in known:
        yield Finding.of(
            "bridge.qualification-unknown", "wanted", qualification=code, allowed=known
        )


def contracts_that_end_first(
    dossier: Dossier, programme: Programme | None, day: date
) -> Iterator[Finding]:
    """Yield a warning for every running contract that ends before the programme does."""
    if programme is None or programme.finish is None:
        return
    for post in dossier.person.posts:
        if post.until is not None and day <= post.until < programme.finish:
            yield Finding.of(
                "bridge.contract-ends-first",
                "posts",
                weight=Weight.WARNS,
                employer=post.employer,
                last=post.until,
                finish=programme.finish,
            )
