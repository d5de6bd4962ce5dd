"""What goes into a business case: one person, at one school, on one day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loopbrug.core.law.trace import Step
from loopbrug.core.terms.finding import Finding
from loopbrug.core.terms.words import Degree, Sector

NOTHING = Decimal(0)


class Scale(StrEnum):
    """A teacher's salary scale (*salarisschaal*); 12 steps each."""

    LB = "LB"
    LC = "LC"
    LD = "LD"


class ExperienceKind(StrEnum):
    """What earlier work was, as far as placement on a scale asks."""

    CONTENT = "content"
    """The subject itself (*vakinhoud*)."""
    COACHING = "coaching"
    """Guiding or training people (*begeleiden en opleiden*)."""
    EDUCATION = "education"
    """Work in a school."""
    OTHER = "other"


class EndedBy(StrEnum):
    """Who ended the old job; it decides whether severance pay is due."""

    EMPLOYEE = "employee"
    EMPLOYER = "employer"
    AGREEMENT = "agreement"
    """A settlement (*vaststellingsovereenkomst*): negotiable, no right by law."""
    NOT_ENDED = "not-ended"
    UNKNOWN = "unknown"


class Payer(StrEnum):
    """Who pays a line, or who is asked to."""

    BOARD = "board"
    CANDIDATE = "candidate"
    OLD_EMPLOYER = "old-employer"
    MINISTRY = "ministry"
    MUNICIPALITY = "municipality"
    REGION = "region"
    FOUNDATION = "foundation"
    UWV = "uwv"
    OTHER = "other"


class Certainty(StrEnum):
    """How sure an amount is, weakest first."""

    COMPUTED = "computed"
    """Follows from a rule; nobody has promised it."""
    OFFER = "offer"
    AGREED = "agreed"
    RECEIVED = "received"


class CostKind(StrEnum):
    """What money goes to."""

    ASSESSMENT = "assessment"
    """The suitability assessment (*geschiktheidsonderzoek*)."""
    TRAINING = "training"
    FINAL_ASSESSMENT = "final-assessment"
    """The final competence assessment (*bekwaamheidsonderzoek*)."""
    GUIDANCE = "guidance"
    STUDY_LEAVE = "study-leave"
    DOUBLE_STAFFING = "double-staffing"
    """Paid hours beside another teacher in the same class (*bovenformatief*)."""
    SUPPLEMENT = "supplement"
    """Wage supplement (*loonsuppletie*)."""
    PREMIUM = "premium"
    """The foundation's premium for the risk of the first two years."""


@dataclass(frozen=True, slots=True)
class Experience:
    """A stretch of earlier work: what it was, from when to when (included), how large.

    ``until`` None is: still going on. ``fte`` above 0 and at most 1.
    """

    kind: ExperienceKind
    since: date
    until: date | None = None
    fte: Decimal = Decimal(1)
    title: str = ""


@dataclass(frozen=True, slots=True)
class OldJob:
    """The old job and its pay: the candidate's alone, never the school's (directive 2023/970).

    ``monthly`` is gross pay a month for ``hours`` a week in ``currency``; ``full_time_hours`` is
    what a full week is there. ``rate`` turns one unit of ``currency`` into euros (1 for EUR,
    None when it is not known). ``holiday`` and ``year_end`` are percentages of pay,
    ``fixed_monthly`` fixed supplements a month (shifts), ``variable_yearly`` what bonus and
    profit brought a year, averaged over three years.
    """

    monthly: Decimal
    hours: Decimal
    since: date
    full_time_hours: Decimal = Decimal(40)
    until: date | None = None
    ended_by: EndedBy = EndedBy.UNKNOWN
    holiday: Decimal = Decimal(8)
    year_end: Decimal = NOTHING
    fixed_monthly: Decimal = NOTHING
    variable_yearly: Decimal = NOTHING
    currency: str = "EUR"
    rate: Decimal | None = Decimal(1)


@dataclass(frozen=True, slots=True)
class Recognition:
    """How much of a relevant year a board counts as a step, per kind; each from 0 to 1."""

    content: Decimal = Decimal("0.5")
    coaching: Decimal = Decimal("0.5")
    education: Decimal = Decimal(1)
    other: Decimal = NOTHING


@dataclass(frozen=True, slots=True)
class Terms:
    """What a school offers, or would offer.

    ``step`` None: not chosen yet, the likely step is used. ``fte`` is what is paid (above 0, at
    most 1), ``study_fte`` the part of it that is paid study leave, ``double_fte`` the part that
    stands beside another teacher during the first ``double_months``. ``allowance`` is a
    labour-market allowance in euros a month at full time. ``guidance_hours`` a year.
    ``small_employer`` and ``whk`` (percent, None: the average) set the board's premiums.
    ``last_salary_step`` is the step that follows from the last salary in mbo, when the candidate
    chose to tell it; never the salary itself.
    """

    starts_on: date
    fte: Decimal
    scale: Scale = Scale.LB
    step: int | None = None
    study_fte: Decimal = NOTHING
    double_fte: Decimal = NOTHING
    double_months: int = 0
    allowance: Decimal = NOTHING
    guidance_hours: tuple[int, ...] = ()
    recognition: Recognition = Recognition()
    small_employer: bool = False
    whk: Decimal | None = None
    temporary: bool = True
    last_salary_step: int | None = None


@dataclass(frozen=True, slots=True)
class Training:
    """The programme as money sees it: from when to when, and what the institute asks.

    A price of None: not known; the average of the register is used and marked. ``begun`` is
    whether it has really started; ``agreement_signed`` the tripartite agreement (or in mbo the
    proof of participation).
    """

    starts_on: date | None = None
    ends_on: date | None = None
    hours: int = 0
    price: Decimal | None = None
    assessment_price: Decimal | None = None
    final_price: Decimal | None = None
    begun: bool = False
    agreement_signed: bool = False
    suitable: bool = False
    """Whether a statement of suitability (*geschiktheidsverklaring*) has been given."""
    stopped_on: date | None = None
    qualified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Background:
    """Facts about somebody that rules on grants ask, as far as they are known (None: unknown).

    ``student_last`` is the last day of enrolment at a teacher training (None: never enrolled),
    ``student_finished`` whether it ended in a diploma. ``support_post`` is a current post as
    assistant or instructor. ``granted_before`` tells that the second-career subsidy was given
    for the same qualification before. ``on_benefit`` is an unemployment benefit now.
    ``qualified`` is any teaching qualification held.
    """

    student_last: date | None = None
    student_finished: bool = False
    support_post: bool | None = None
    granted_before: bool | None = None
    on_benefit: bool | None = None
    qualified: bool = False
    enrolled_in_training: bool = False
    """Follows a funded teacher training as an enrolled student (not the second-career track)."""
    years_worked: int | None = None
    """Years of employment history, as the unemployment benefit counts them."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """Money somebody gives for this person, as entered: a sum, or a sum a month in a period.

    Exactly one of ``once`` (paid on ``since``) and ``monthly`` is set. ``for_kinds`` are the costs
    it may be used for; empty: all.
    """

    payer: Payer
    ground: str
    since: date
    once: Decimal | None = None
    monthly: Decimal | None = None
    until: date | None = None
    certainty: Certainty = Certainty.OFFER
    for_kinds: tuple[CostKind, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class LocalFund:
    """A fund of a region, city or municipality, as its manager keeps it.

    At most ``amount`` for each candidate, of costs of ``for_kinds`` (empty: all), at most
    ``share`` percent of them. ``sectors`` empty: every sector. ``left`` is what the fund still
    holds (None: not known). Not beside the sources in ``excludes``.
    """

    code: str
    name: str
    payer: Payer
    amount: Decimal
    valid_from: date
    valid_until: date | None = None
    share: Decimal = Decimal(100)
    sectors: tuple[Sector, ...] = ()
    for_kinds: tuple[CostKind, ...] = ()
    excludes: tuple[str, ...] = ()
    apply_by: date | None = None
    account_by: date | None = None
    left: Decimal | None = None
    needs: tuple[str, ...] = ()
    """Documents to hand in, as the fund names them."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class SupplementPlan:
    """A wage supplement: a share of the gap in each year, who pays it, at most how much.

    ``percentages`` is one number a year, the first year first. ``cap`` is the most it may be, as
    a percentage of the old yearly income (None: no cap).
    """

    payer: Payer
    percentages: tuple[Decimal, ...]
    cap: Decimal | None = None
    certainty: Certainty = Certainty.OFFER


@dataclass(frozen=True, slots=True)
class FinanceCase:
    """Everything a business case is computed from, on ``day``.

    ``old_job`` is None for everybody but the candidate: what school and board get is computed
    without it.
    """

    day: date
    sector: Sector
    degree: Degree
    terms: Terms
    training: Training = Training()
    background: Background = Background()
    experience: tuple[Experience, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    local_funds: tuple[LocalFund, ...] = ()
    supplement: SupplementPlan | None = None
    old_job: OldJob | None = None
    qualification: str = ""
    code: str = ""


class SourceStatus(StrEnum):
    """Whether a source of money is open to somebody."""

    ELIGIBLE = "eligible"
    NOT_YET = "not-yet"
    NOT_ELIGIBLE = "not-eligible"
    UNKNOWN = "unknown"
    """A fact or a rule that decides is not known; ``reasons`` say which."""


@dataclass(frozen=True, slots=True)
class SourceVerdict:
    """One source of money, judged for one case.

    ``amount`` is the most it can give here, ``share`` the most it may be in percent of the costs
    of ``for_kinds`` (empty: all). ``opens_on`` is the first day one can apply (None: not known),
    ``apply_by`` the last. It is paid on ``paid_on``, or every month until ``paid_until``.
    ``documents`` are codes of what to hand in (findings, so that each has a sentence).
    ``pays_back`` says what goes back when somebody stops. It never goes with a source in
    ``excludes``. ``title`` is its name as entered; national schemes go by their code. ``step``
    tells how ``amount`` was made, where it was computed.
    """

    source: str
    payer: Payer
    status: SourceStatus
    amount: Decimal
    reasons: tuple[Finding, ...]
    applicant: Payer = Payer.BOARD
    opens_on: date | None = None
    apply_by: date | None = None
    paid_on: date | None = None
    account_by: date | None = None
    documents: tuple[Finding, ...] = ()
    pays_back: tuple[Finding, ...] = ()
    for_kinds: tuple[CostKind, ...] = ()
    certainty: Certainty = Certainty.COMPUTED
    share: Decimal = Decimal(100)
    excludes: tuple[str, ...] = ()
    paid_until: date | None = None
    title: str = ""
    step: Step | None = None
