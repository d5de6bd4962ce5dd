"""Loading the demo region: organisations, people, and ten dossiers walked by real services."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.timezone import localdate

from loopbrug.core.assessment.model import Part
from loopbrug.core.bridge.dossier_file import mapping_of
from loopbrug.core.bridge.model import Dossier as Told
from loopbrug.core.pathway.states import Event
from loopbrug.region.assessment import load_assessment
from loopbrug.region.midden import CODE, load_organisations, load_region
from loopbrug.web.accounts.queries import User, demo_people, user_with_email
from loopbrug.web.accounts.services import join, keep_demo_person
from loopbrug.web.assessment.queries.planning import latest_of
from loopbrug.web.assessment.services.appointments import planned_people
from loopbrug.web.assessment.services.losses import held
from loopbrug.web.organisations.queries import organisation_with_code
from loopbrug.web.organisations.services import keep_organisation
from loopbrug.web.outcomes.queries import evidence_items
from loopbrug.web.outcomes.services.evidence import link_piece
from loopbrug.web.outcomes.services.recording import keep_evidence, record_judgements
from loopbrug.web.pathway import services
from loopbrug.web.pathway.permissions import Act, may
from loopbrug.web.pathway.queries import any_dossier_of, dossier_with_id
from loopbrug.web.programme.services import accept_programme, make_programme
from loopbrug.web.site.demo.agreeing import agree, propose
from loopbrug.web.site.demo.assessing import keep_assessing
from loopbrug.web.site.demo.deciding import begin_judging, decide
from loopbrug.web.site.demo.examples import examples
from loopbrug.web.site.demo.money import offer_money, tell_money
from loopbrug.web.site.demo.paying import ask_subsidy, divide_costs, keep_demo_fund
from loopbrug.web.site.demo.people import HELPERS, Helper
from loopbrug.web.site.demo.places import facts_of
from loopbrug.web.site.demo.showing import showing
from loopbrug.web.site.demo.stories import STORIES, Step, Story

_SIDES = ("institute", "field")


@dataclass(slots=True)
class Tally:
    """What loading changed."""

    organisations: int = 0
    people: int = 0
    dossiers: int = 0
    offers: int = 0
    catalogues: int = 0
    places: int = 0

    @property
    def nothing(self) -> bool:
        """Whether everything was there already."""
        counts = (self.organisations, self.people, self.dossiers, self.offers)
        return not any((*counts, self.catalogues, self.places))


def is_empty() -> bool:
    """Return whether no demo was ever loaded."""
    return not demo_people().exists()


def load_places(tally: Tally) -> None:
    """Bring the organisations of the region up to date, boards before their schools."""
    for facts in facts_of(load_organisations()):
        tally.organisations += keep_organisation(**facts)


def load_helpers(tally: Tally) -> None:
    """Bring the people who help up to date, each with a role."""
    for helper in HELPERS:
        user, changed = keep_demo_person(email=helper.email, name=helper.name, story=helper.story)
        for place in helper.places:
            _, added = join(actor=None, user=user, organisation=place, role=helper.role)
            changed = changed or added
        tally.people += changed


def load_assessing(tally: Tally) -> None:
    """Bring up to date who can assess, when, and in which classes and rooms."""
    tally.people += keep_assessing(load_assessment())


def load_candidates(tally: Tally, day: date) -> None:
    """Add the candidates that are not there yet, each as far as their story goes on ``day``.

    A dossier that is there stays as it is: somebody may have walked on with it.
    """
    for name, told in examples(load_region()):
        user, changed = keep_demo_person(
            email=f"{name}@demo.loopbrug.example", name=told.name, story=told.story
        )
        tally.people += changed
        if any_dossier_of(user) is None:
            walk = _Walk(user, told, day)
            walk.bring(name)
            walk.walk(STORIES[name])
            tally.dossiers += 1


class _Walk:
    """One candidate's story, acted out by the people of the demo."""

    def __init__(self, candidate: User, told: Told, day: date) -> None:
        self.candidate, self.told, self.day = candidate, told, day
        self.opened = min(told.started_on or day, day)
        document = mapping_of(replace(told, judgements=()))
        self.dossier, _ = services.open_dossier(
            actor=candidate, document=document, region=CODE, day=self.opened
        )

    def bring(self, name: str) -> None:
        """Bring the evidence of the example, with what each piece shows and where."""
        keep_evidence(actor=self.candidate, dossier=self.dossier, items=self.told.evidence)
        shows = {piece.code: piece.shows for piece in self.told.evidence}
        for item in evidence_items(self.dossier):
            shown = showing(name, item.code, shows[item.code])
            link_piece(actor=self.candidate, item=item, shown=shown)

    def walk(self, story: Story) -> None:
        """Act out the whole story."""
        self._join(story)
        for step in story.steps:
            self._take(step)
        # Who was decided on is judged already, in a round that both sides handed in.
        decided = any(step.event is Event.FIND_SUITABLE for step in story.steps)
        if story.halfway:
            begin_judging(self._person("broker"), self.dossier, self.told.judgements, self.day)
        if story.judged and not decided:
            judgements = [one for one in self.told.judgements if one.judged_on <= self.day]
            actor = self._person("assessor-institute")
            record_judgements(actor=actor, dossier=self.dossier, judgements=judgements)
        if story.planned:
            self._plan(taken=story.taken)
        self._agree(story)
        self._count_money(story)
        if story.halfway:
            self._hold()

    def _join(self, story: Story) -> None:
        school, institute = (
            organisation_with_code(code) if code else None for code in story.joined
        )
        broker = self._person("broker")
        services.match(
            actor=broker,
            dossier=self.dossier,
            school=school,
            institute=institute,
            day=self._joined_on(story),
        )
        judging = zip(story.judges or (), _SIDES, strict=False)
        helping = [(key, "assessor", side) for key, side in judging]
        helping += [(helper.key, helper.role, "") for helper in _of(story.helpers)]
        for key, role, side in helping:
            services.name_helper(
                actor=broker,
                dossier=self.dossier,
                user=self._person(key),
                role=role,
                side=side,
                day=self._joined_on(story),
            )

    def _joined_on(self, story: Story) -> date:
        """Return the day after the first step: the talk, in which it was agreed."""
        first = story.steps[0].days_ago if story.steps else 0
        return max(self.opened, self.day - timedelta(days=max(0, first - 1)))

    def _take(self, step: Step) -> None:
        day = max(self.opened, self.day - timedelta(days=step.days_ago))
        actor = self._person(step.by)
        if step.event is Event.PAUSE and step.waiting_for:
            services.pause(
                actor=actor,
                dossier=self.dossier,
                day=day,
                waiting_for=step.waiting_for,
                reason=step.reason,
            )
        elif step.event is Event.FIND_SUITABLE:
            self._decide(day)
        else:
            services.advance(actor=actor, dossier=self.dossier, event=step.event, day=day)
        if step.event is Event.START_ASSESSMENT:
            self._name_guide(day)

    def _name_guide(self, day: date) -> None:
        """Name who was planned as the guide of the assessment."""
        row = latest_of(self.dossier)
        if row and (guide := planned_people(row).get(Part.GUIDE)):
            services.name_helper(
                actor=self._person("broker"),
                dossier=self.dossier,
                user=guide,
                role="guide",
                side="",
                day=day,
            )

    def _decide(self, day: date) -> None:
        """Let both sides judge and sign: with the second signature the dossier steps on."""
        decide(self._person("broker"), self.dossier, self.told.judgements, day)

    def _hold(self) -> None:
        """Let the institute say that what was planned before the day took place."""
        row = latest_of(self.dossier)
        for appointment in row.appointments.all() if row else ():
            if localdate(appointment.starts_at) < self.day:
                held(actor=self._person("broker"), appointment=appointment, day=self.day)

    def _plan(self, *, taken: bool) -> None:
        version = make_programme(actor=self.candidate, dossier=self.dossier, day=self.day)
        if version and taken:
            accept_programme(actor=self.candidate, version=version, day=self.day)

    def _agree(self, story: Story) -> None:
        """Let the school propose work, and school and institute sign an agreement."""
        school, institute = self._person("school-vo"), self._person("institute-brug")
        if story.agreement:
            agree(school, institute, self.dossier, self.day)
        if story.assignment:
            propose(school, self._person("coach"), self.dossier, story.assignment, self.day)

    def _count_money(self, story: Story) -> None:
        """Let the candidate tell the old job, the school make its offer, others pay a part."""
        if self.told.money is None:
            return
        row = dossier_with_id(self.dossier.pk) or self.dossier
        tell_money(self.candidate, row, self.told.money, self.day)
        schools = (self._person(f"school-{sector}") for sector in ("po", "vo", "mbo", "so"))
        school = next((one for one in schools if may(one, Act.FILL_TERMS, row)), None)
        if school:
            offer_money(school, self._person("broker"), row, self.told.money, self.day)
            ask_subsidy(school, row, self.day)
        if story.municipality:
            keep_demo_fund(self._person("municipality"), story.municipality, self.day)
            divide_costs(self._person("broker"), row, story.municipality, self.day)

    def _person(self, key: str) -> User:
        if key == "candidate":
            return self.candidate
        user = user_with_email(f"{key}@demo.loopbrug.example")
        if user is None:
            raise LookupError(key)
        return user


def _of(keys: Iterable[str]) -> Iterator[Helper]:
    by_key = {helper.key: helper for helper in HELPERS}
    return iter([by_key[key] for key in keys])
