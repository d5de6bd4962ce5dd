"""The five weeks: calendars, appointments, promises, guidance, the decision."""

from loopbrug.web.assessment.models.calendars import (
    AssessorProfile,
    Calendar,
    CalendarChange,
    Feed,
    Hours,
    RoomPool,
)
from loopbrug.web.assessment.models.decisions import (
    DecisionRow,
    ReportRow,
    SignatureRow,
    StatementRow,
)
from loopbrug.web.assessment.models.guidance import Message, Thread, TimeSpent
from loopbrug.web.assessment.models.outlook import Estimate, EstimateLine, ForecastRow
from loopbrug.web.assessment.models.planning import (
    AppointmentPerson,
    AppointmentRow,
    Assessment,
    PromiseRow,
    Proposal,
)

__all__ = [
    "AppointmentPerson",
    "AppointmentRow",
    "Assessment",
    "AssessorProfile",
    "Calendar",
    "CalendarChange",
    "DecisionRow",
    "Estimate",
    "EstimateLine",
    "Feed",
    "ForecastRow",
    "Hours",
    "Message",
    "PromiseRow",
    "Proposal",
    "ReportRow",
    "RoomPool",
    "SignatureRow",
    "StatementRow",
    "Thread",
    "TimeSpent",
]
