"""Who may do what with a dossier: one table, and everything it does not name is refused.

The whole table, spelled out per role, act and state, is the snapshot
``tests/habits/permission_matrix.txt``.
"""

from collections.abc import Iterable
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser

from loopbrug.core.pathway.model import Party, State
from loopbrug.core.pathway.states import LIVE, TERMINAL, Event, steps_from
from loopbrug.web.accounts.queries import Membership, User, current_memberships
from loopbrug.web.pathway.queries import Dossier

Visitor = User | AnonymousUser


class Role(StrEnum):
    """What somebody is to a dossier; foundation and policy are nothing to it."""

    CANDIDATE = "candidate"
    BROKER = "broker"
    SCHOOL = "school"
    INSTITUTE = "institute"
    ASSESSOR = "assessor"
    COACH = "coach"
    GUIDE = "guide"
    """The candidate's named guide during the suitability assessment."""


class Act(StrEnum):
    """What can be done with a dossier, besides the events of its pathway."""

    SEE_DOSSIER = "see-dossier"
    SEE_TOLD = "see-told"
    """Diplomas, jobs and posts: what the candidate told."""
    SEE_WEEK = "see-week"
    """The private week: labels of blocks, care, another job."""
    SEE_EVIDENCE = "see-evidence"
    SEE_GAP = "see-gap"
    SEE_PROGRAMME = "see-programme"
    SEE_ALTERNATIVES = "see-alternatives"
    """What another week, start or institute would mean for the programme."""
    SEE_ACTS = "see-acts"
    CHANGE_TOLD = "change-told"
    ADD_EVIDENCE = "add-evidence"
    JUDGE = "judge"
    PROPOSE_WEEK = "propose-week"
    ACCEPT_PROGRAMME = "accept-programme"
    MATCH = "match"
    NAME_HELPER = "name-helper"
    ADD_OBSERVATION = "add-observation"
    """Add what one saw oneself in class, as evidence."""
    OPEN_ROUND = "open-round"
    """Have outcomes judged anew, on new evidence."""
    SEAT_ASSESSOR = "seat-assessor"
    """Say who judges, also when somebody falls ill."""
    SEE_PLAN = "see-plan"
    """Steps, appointments and the promised day."""
    PLAN = "plan"
    """Make, look at and confirm plans; fix an appointment; say what became of it."""
    DECLINE_APPOINTMENT = "decline-appointment"
    """Say that one cannot come after all."""
    SEE_THREADS = "see-threads"
    WRITE_THREADS = "write-threads"
    SPEND_TIME = "spend-time"
    """Keep the guide's minutes."""
    NAME_GUIDE = "name-guide"
    """Say who guides, and how many minutes there are for it."""
    SEE_LETTERS = "see-letters"
    """Which letters were written about a dossier, and whether they left; never their text."""
    SEND_LETTERS = "send-letters"
    """Have a letter that failed sent again, or say that one came back."""
    SEE_REPORT = "see-report"
    """The report with reasons and the evidence it rests on."""
    SEE_DECISION = "see-decision"
    """Verdict, what is still needed, the statement."""
    MAKE_REPORT = "make-report"
    SIGN_DECISION = "sign-decision"
    PROPOSE_ASSIGNMENT = "propose-assignment"
    """Propose work at school that covers outcomes, change it, take it back."""
    ANSWER_ASSIGNMENT = "answer-assignment"
    """Say for each outcome whether an assignment covers it."""
    SEE_AGREEMENT = "see-agreement"
    """The tripartite agreement: hours, money and guidance; for its three parties only."""
    FILL_AGREEMENT = "fill-agreement"
    SIGN_AGREEMENT = "sign-agreement"
    SEE_PROGRESS = "see-progress"
    """Sessions, results of units and tests, whether somebody is on course and why."""
    RECORD_RESULTS = "record-results"
    """Say what became of a unit or a test, and who was at a session."""
    RECORD_WORK = "record-work"
    """Say how many hours somebody worked and learned at school in a week."""
    PROPOSE_CHANGE = "propose-change"
    """Say that something changed, and see what it means; the candidate takes it, or not."""
    TELL_ATTENDED = "tell-attended"
    """Say of oneself that one was there, or studied."""
    KEEP_FEED = "keep-feed"
    """Make and revoke the secret address for one's own calendar."""
    SEE_OWN_MONEY = "see-own-money"
    """What one earns, beside the old pay and a supplement on it."""
    KEEP_OLD_PAY = "keep-old-pay"
    """Fill in, change and take away the old pay, the supplement, the step one shares."""
    TELL_CAREER = "tell-career"
    """Say which earlier work should count as experience."""
    SEE_BUSINESS_CASE = "see-business-case"
    """Salary on the scale, costs, who pays, what stays uncovered; without the old pay."""
    FILL_TERMS = "fill-terms"
    """Offer scale, hours, study time and what else a school can give."""
    ENTER_CONTRIBUTION = "enter-contribution"
    """Enter money somebody gives, or promised."""
    SEE_PROPOSAL = "see-proposal"
    """Who pays which part; the municipality that is asked sees it too, and nothing else."""
    SHAPE_PROPOSAL = "shape-proposal"
    """Make a proposal from the case, change one's own part, agree."""
    SEE_APPLICATIONS = "see-applications"
    """Which grants were asked for, and what became of it."""
    HANDLE_APPLICATION = "handle-application"
    """Prepare an application, say what became of it, keep what was spent."""


EVERY = frozenset(State)
LIVING = EVERY - TERMINAL
ON_THE_WAY = frozenset(LIVE)
IN_OR_AFTER_TRAINING = frozenset(
    {
        State.IN_TRAINING,
        State.FINAL_ASSESSMENT,
        State.QUALIFIED,
        State.INDUCTION,
    }
)
JUDGED_IN = frozenset({State.ASSESSING, State.IN_TRAINING, State.FINAL_ASSESSMENT})
ASSESSED_IN = frozenset({State.ASSESSMENT_REQUESTED, State.ASSESSING})
# A decision can be set right after it was given: by a new one, that says what it replaces.
DECIDED_IN = frozenset(
    {State.ASSESSING, State.SUITABLE, State.NOT_YET_SUITABLE, State.AGREEING, State.APPOINTED}
)

# An assignment serves somebody who still learns, with a school and an institute.
ASSIGNED_IN = ON_THE_WAY - {State.EXPLORING, State.QUALIFIED, State.INDUCTION}
AGREED_IN = frozenset({State.AGREEING, State.APPOINTED, State.IN_TRAINING, State.FINAL_ASSESSMENT})

PARTIES = {
    Party.CANDIDATE: Role.CANDIDATE,
    Party.BROKER: Role.BROKER,
    Party.SCHOOL: Role.SCHOOL,
    Party.INSTITUTE: Role.INSTITUTE,
    Party.ASSESSORS: Role.ASSESSOR,
    Party.COACH: Role.COACH,
}
"""Which role takes the turn of a party; ``NOBODY`` has none."""

C, B, S, I, A, K, G = Role  # noqa: E741

# Nobody but the candidate sees the private week: the planner needs the hours that are taken,
# and no person needs to know why they are. The broker works with the outcome: the programme.
ACTS: dict[Act, tuple[frozenset[Role], frozenset[State]]] = {
    Act.SEE_DOSSIER: (frozenset({C, B, S, I, A, K, G}), EVERY),
    Act.SEE_TOLD: (frozenset({C, B, I, A, G}), EVERY),
    Act.SEE_WEEK: (frozenset({C}), EVERY),
    Act.SEE_EVIDENCE: (frozenset({C, I, A, G}), EVERY),
    Act.SEE_GAP: (frozenset({C, B, S, I, A, K, G}), EVERY),
    Act.SEE_PROGRAMME: (frozenset({C, B, S, I, K, G}), EVERY),
    # Not the school: to an employer, what a free Monday would bring is a price on private time.
    Act.SEE_ALTERNATIVES: (frozenset({C, B, I, K, G}), EVERY),
    Act.SEE_ACTS: (frozenset({C, B, S, I}), EVERY),
    Act.CHANGE_TOLD: (frozenset({C}), LIVING),
    Act.ADD_EVIDENCE: (frozenset({C}), LIVING),
    Act.JUDGE: (frozenset({A}), JUDGED_IN),
    Act.PROPOSE_WEEK: (frozenset({C}), LIVING),
    Act.ACCEPT_PROGRAMME: (frozenset({C}), ON_THE_WAY),
    Act.MATCH: (frozenset({B}), LIVING - IN_OR_AFTER_TRAINING),
    Act.NAME_HELPER: (frozenset({B, I, S}), ON_THE_WAY),
    Act.ADD_OBSERVATION: (frozenset({S, A, K}), ON_THE_WAY),
    Act.OPEN_ROUND: (frozenset({C, I}), JUDGED_IN),
    Act.SEAT_ASSESSOR: (frozenset({I, B}), ON_THE_WAY),
    Act.SEE_PLAN: (frozenset({C, B, S, I, A, G}), EVERY),
    Act.PLAN: (frozenset({I, B}), ASSESSED_IN),
    Act.DECLINE_APPOINTMENT: (frozenset({C, S, A, G}), ASSESSED_IN),
    Act.SEE_THREADS: (frozenset({C, B, I, G}), EVERY),
    Act.WRITE_THREADS: (frozenset({C, B, I, G}), LIVING),
    Act.SPEND_TIME: (frozenset({G}), ON_THE_WAY),
    Act.NAME_GUIDE: (frozenset({B, I}), ON_THE_WAY),
    Act.SEE_LETTERS: (frozenset({B, I, G}), EVERY),
    Act.SEND_LETTERS: (frozenset({B}), EVERY),
    Act.SEE_REPORT: (frozenset({C, B, I, A, G}), EVERY),
    Act.SEE_DECISION: (frozenset({C, B, S, I, A, G}), EVERY),
    Act.MAKE_REPORT: (frozenset({A, I}), DECIDED_IN),
    Act.SIGN_DECISION: (frozenset({A}), DECIDED_IN),
    Act.PROPOSE_ASSIGNMENT: (frozenset({S, K}), ASSIGNED_IN),
    Act.ANSWER_ASSIGNMENT: (frozenset({I}), ASSIGNED_IN),
    Act.SEE_AGREEMENT: (frozenset({C, S, I}), EVERY),
    Act.FILL_AGREEMENT: (frozenset({S, I}), AGREED_IN | {State.SUITABLE}),
    Act.SIGN_AGREEMENT: (frozenset({C, S, I}), AGREED_IN),
    # No guide and no assessor: the assessment is over, and judging asks evidence, not attendance.
    Act.SEE_PROGRESS: (frozenset({C, S, I, K}), EVERY),
    Act.RECORD_RESULTS: (frozenset({I}), ON_THE_WAY),
    Act.RECORD_WORK: (frozenset({S, K}), ON_THE_WAY),
    Act.PROPOSE_CHANGE: (frozenset({C, I, K}), ON_THE_WAY),
    Act.TELL_ATTENDED: (frozenset({C}), ON_THE_WAY),
    Act.KEEP_FEED: (frozenset({C}), EVERY),
    # The old pay is the candidate's alone, in every state: no employer may ask for it (directive
    # 2023/970), and nobody who could tell an employer sees it either.
    Act.SEE_OWN_MONEY: (frozenset({C}), EVERY),
    Act.KEEP_OLD_PAY: (frozenset({C}), EVERY),
    Act.TELL_CAREER: (frozenset({C}), ON_THE_WAY),
    Act.SEE_BUSINESS_CASE: (frozenset({B, S}), EVERY),
    # Somebody often pauses because the money must be settled first: then these go on.
    Act.FILL_TERMS: (frozenset({S}), LIVING),
    Act.ENTER_CONTRIBUTION: (frozenset({B, S}), LIVING),
    Act.SEE_PROPOSAL: (frozenset({B, S}), EVERY),
    Act.SHAPE_PROPOSAL: (frozenset({B, S}), LIVING),
    Act.SEE_APPLICATIONS: (frozenset({B, S}), EVERY),
    # A grant is paid, accounted for and paid back long after somebody qualified or stopped.
    Act.HANDLE_APPLICATION: (frozenset({B, S}), EVERY),
}

# Whoever has the turn (``core.pathway.turns``) can always act; a test holds the two together.
FIRES: dict[Event, frozenset[Role]] = {
    Event.OPEN: frozenset({C}),
    Event.INVITE: frozenset({B}),
    Event.SEEK_SCHOOL: frozenset({C, B}),
    Event.REQUEST_ASSESSMENT: frozenset({C, B, S}),
    Event.START_ASSESSMENT: frozenset({I}),
    Event.FIND_SUITABLE: frozenset({A}),
    Event.FIND_NOT_YET_SUITABLE: frozenset({A}),
    Event.DRAFT_AGREEMENT: frozenset({S}),
    Event.APPOINT: frozenset({S}),
    Event.START_TRAINING: frozenset({I}),
    Event.REQUEST_FINAL: frozenset({C}),
    Event.PASS: frozenset({A}),
    Event.FALL_SHORT: frozenset({A}),
    Event.START_INDUCTION: frozenset({S}),
    Event.SETTLE: frozenset({K}),
    Event.PAUSE: frozenset({C, B}),
    Event.RESUME: frozenset({C, B}),
    Event.STOP: frozenset({C, B}),
    Event.TRANSFER: frozenset({B}),
}


def roles_on(user: Visitor, dossier: Dossier) -> frozenset[Role]:
    """Return what ``user`` is to this dossier; the empty set means: it does not exist for them.

    A membership counts as long as it has not ended. A board's membership reaches the dossiers
    of its own schools. Assessors, coaches and guides need a membership *and* a part in this
    dossier.
    """
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    memberships = list(current_memberships(user))
    roles = _by_organisation(memberships, dossier) | _by_participation(user, memberships, dossier)
    return roles | {Role.CANDIDATE} if dossier.candidate_id == user.pk else roles


def may(user: Visitor, act: Act, dossier: Dossier) -> bool:
    """Return whether ``user`` may do ``act`` with this dossier as it stands."""
    return allowed(roles_on(user, dossier), act, State(dossier.state))


def allowed(roles: Iterable[Role], act: Act, state: State) -> bool:
    """Return whether any of ``roles`` may do ``act`` in ``state``; what is not listed is not."""
    who, when = ACTS.get(act, (frozenset(), frozenset()))
    return state in when and not who.isdisjoint(roles)


def may_fire(user: Visitor, event: Event, dossier: Dossier) -> bool:
    """Return whether ``user`` may make ``event`` happen to this dossier as it stands."""
    return event in firing(roles_on(user, dossier), State(dossier.state))


def firing(roles: Iterable[Role], state: State) -> tuple[Event, ...]:
    """Return the events that any of ``roles`` may fire in ``state``, in the order of ``Event``."""
    held = frozenset(roles)
    return tuple(
        event for event in steps_from(state) if not FIRES.get(event, frozenset()).isdisjoint(held)
    )


def _by_organisation(memberships: list[Membership], dossier: Dossier) -> frozenset[Role]:
    board = dossier.school.board_id if dossier.school else None
    reach = {
        Role.BROKER: {dossier.desk_id},
        Role.SCHOOL: {dossier.school_id, board},
        Role.INSTITUTE: {dossier.institute_id},
    }
    return frozenset(
        role
        for role, organisations in reach.items()
        for membership in memberships
        if membership.role == role and membership.organisation_id in organisations - {None}
    )


def _by_participation(
    user: User, memberships: list[Membership], dossier: Dossier
) -> frozenset[Role]:
    if not memberships:
        return frozenset()
    # A guide can have any role elsewhere: a broker, a coach, somebody of the institute.
    current = {membership.role for membership in memberships} & {Role.ASSESSOR, Role.COACH}
    taken = dossier.participations.filter(user=user, role__in={*current, Role.GUIDE}, ended_on=None)
    return frozenset(Role(role) for role in taken.values_list("role", flat=True))
