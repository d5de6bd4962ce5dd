"""How far each of the ten candidates is, told as steps that real people take.

Days are counted back from the day the demo is loaded for.
"""

from dataclasses import dataclass, field

from loopbrug.core.pathway.model import Party
from loopbrug.core.pathway.states import Event


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what happens, who does it, how many days ago."""

    event: Event
    by: str
    days_ago: int
    reason: str = ""
    waiting_for: Party | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One candidate's way so far.

    ``joined`` is (school, institute), "" for none yet; ``judges`` who judges for the institute and
    for the field, by key; ``helpers`` are keys of ``people`` who help otherwise. ``judged`` says
    whether the judgements of the example are in; ``halfway`` that one judge has handed in, blind,
    and the other has begun. ``planned`` says whether a programme was made, ``taken`` whether the
    candidate took it. ``assignment`` is what of the library the school proposed, and
    ``agreement`` whether school and institute signed and the candidate did not yet.
    ``municipality`` is the one that is asked to pay a part.
    """

    joined: tuple[str, str] = ("", "")
    steps: tuple[Step, ...] = ()
    judges: tuple[str, str] | None = None
    helpers: tuple[str, ...] = field(default=())
    judged: bool = False
    halfway: bool = False
    planned: bool = False
    taken: bool = False
    assignment: str = ""
    agreement: bool = False
    municipality: str = ""


_INSTITUTE = "assessor-institute"
# Who judges for the field is of another board than the candidate's, and teaches the subject.
BOTH = (_INSTITUTE, "assessor-field")

STORIES: dict[str, Story] = {
    # Just opened: the desk has not called yet.
    "p01": Story(),
    # Judged in advance by the institute; the desk looks for a school.
    "p02": Story(
        joined=("", "brug"),
        judges=(_INSTITUTE, "f-domstad-1"),
        judged=True,
        planned=True,
        steps=(Step(Event.INVITE, "broker", 20), Step(Event.SEEK_SCHOOL, "candidate", 3)),
    ),
    # In the middle of the five weeks.
    "p03": Story(
        joined=("mbo-het-midden-techniek", "eemland"),
        judges=(_INSTITUTE, "f-mbo-eem-3"),
        halfway=True,
        steps=(
            Step(Event.INVITE, "broker", 19),
            Step(Event.REQUEST_ASSESSMENT, "candidate", 15),
            Step(Event.START_ASSESSMENT, "institute-eemland", 8),
        ),
    ),
    # Under way, and nobody said whether the first steps took place: the promise is in danger.
    "p04": Story(
        joined=("de-dassenburcht", "singel"),
        steps=(
            Step(Event.INVITE, "broker", 16),
            Step(Event.REQUEST_ASSESSMENT, "school-po", 12),
        ),
    ),
    # In training, with a programme that fits two jobs.
    "p05": Story(
        joined=("meerpaal-lyceum", "brug"),
        judges=(_INSTITUTE, "f-eemland-vo-1"),
        helpers=("coach",),
        judged=True,
        planned=True,
        taken=True,
        assignment="rust-in-de-klas",
        agreement=True,
        steps=(
            Step(Event.INVITE, "broker", 34),
            Step(Event.REQUEST_ASSESSMENT, "school-vo", 32),
            Step(Event.START_ASSESSMENT, "institute-brug", 25),
            Step(Event.FIND_SUITABLE, "assessor-institute", 6),
            Step(Event.DRAFT_AGREEMENT, "school-vo", 5),
            Step(Event.APPOINT, "school-vo", 3),
            Step(Event.START_TRAINING, "institute-brug", 1),
        ),
    ),
    # Suitable: school, institute and candidate make the agreement.
    "p06": Story(
        joined=("mbo-de-eem-zorg-en-welzijn", "eemland"),
        judges=(_INSTITUTE, "f-mbo-midden-3"),
        judged=True,
        planned=True,
        taken=True,
        steps=(
            Step(Event.INVITE, "broker", 33),
            Step(Event.REQUEST_ASSESSMENT, "candidate", 30),
            Step(Event.START_ASSESSMENT, "institute-eemland", 22),
            Step(Event.FIND_SUITABLE, "f-mbo-midden-3", 3),
            Step(Event.DRAFT_AGREEMENT, "school-mbo", 1),
        ),
    ),
    # Just opened: first the talk about which doors are open to him.
    "p07": Story(),
    # Qualified already: no assessment of suitability, straight to the training.
    "p08": Story(
        joined=("kanaalcollege", "brug"),
        judges=BOTH,
        helpers=("coach",),
        judged=True,
        planned=True,
        taken=True,
        steps=(
            Step(Event.INVITE, "broker", 21),
            Step(Event.START_TRAINING, "institute-brug", 2),
        ),
    ),
    # Qualified already, teaching at this school: collects evidence for his second subject.
    "p09": Story(
        joined=("vathorster-lyceum", "brug"),
        judges=(_INSTITUTE, "f-soesterkwartier-1"),
        judged=True,
        planned=True,
        steps=(Step(Event.INVITE, "broker", 9),),
    ),
    # Paused, for all to see: the municipality must decide first.
    "p10": Story(
        joined=("de-wijde-blik", "singel"),
        judges=BOTH,
        municipality="de-bilt",
        steps=(
            Step(Event.INVITE, "broker", 19),
            Step(Event.REQUEST_ASSESSMENT, "candidate", 16),
            Step(Event.START_ASSESSMENT, "institute-singel", 10),
            Step(
                Event.PAUSE,
                "broker",
                2,
                reason="De gemeente beslist eerst over het budget van werk naar werk.",
                waiting_for=Party.BROKER,
            ),
        ),
    ),
}
