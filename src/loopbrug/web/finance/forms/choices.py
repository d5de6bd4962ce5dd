"""Words for what is chosen on the pages about money."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loopbrug.core.finance.model import (
    Certainty,
    CostKind,
    EndedBy,
    ExperienceKind,
    Payer,
    Scale,
)

Choices = tuple[tuple[str, Promise | str], ...]

ENDED_BY: Choices = (
    (EndedBy.UNKNOWN.value, _("Dat weet ik nog niet")),
    (EndedBy.NOT_ENDED.value, _("Mijn baan loopt nog")),
    (EndedBy.EMPLOYEE.value, _("Ik zeg zelf op")),
    (EndedBy.EMPLOYER.value, _("Mijn werkgever beëindigt de baan")),
    (EndedBy.AGREEMENT.value, _("Samen, met een vaststellingsovereenkomst")),
)
EXPERIENCE: Choices = (
    (ExperienceKind.CONTENT.value, _("Het vak zelf")),
    (ExperienceKind.COACHING.value, _("Mensen begeleiden of opleiden")),
    (ExperienceKind.EDUCATION.value, _("Werk in een school")),
    (ExperienceKind.OTHER.value, _("Ander werk")),
)
SCALES: Choices = tuple((scale.value, scale.value) for scale in Scale)
PAYERS: Choices = (
    (Payer.BOARD.value, _("Het schoolbestuur")),
    (Payer.OLD_EMPLOYER.value, _("De oude werkgever")),
    (Payer.MUNICIPALITY.value, _("De gemeente")),
    (Payer.REGION.value, _("De regio")),
    (Payer.MINISTRY.value, _("Het ministerie")),
    (Payer.FOUNDATION.value, _("De stichting")),
    (Payer.UWV.value, _("UWV")),
    (Payer.CANDIDATE.value, _("De kandidaat zelf")),
    (Payer.OTHER.value, _("Iemand anders")),
)
SUPPLEMENT_PAYERS: Choices = tuple(
    (code, word) for code, word in PAYERS if code != Payer.CANDIDATE.value
)
CERTAINTIES: Choices = (
    (Certainty.OFFER.value, _("Aangeboden")),
    (Certainty.AGREED.value, _("Afgesproken")),
    (Certainty.RECEIVED.value, _("Ontvangen")),
)
COSTS: Choices = (
    (CostKind.ASSESSMENT.value, _("Geschiktheidsonderzoek")),
    (CostKind.TRAINING.value, _("Opleiding")),
    (CostKind.FINAL_ASSESSMENT.value, _("Bekwaamheidsonderzoek")),
    (CostKind.GUIDANCE.value, _("Begeleiding")),
    (CostKind.STUDY_LEAVE.value, _("Studietijd")),
    (CostKind.DOUBLE_STAFFING.value, _("Dubbele bezetting")),
    (CostKind.SUPPLEMENT.value, _("Loonaanvulling")),
    (CostKind.PREMIUM.value, _("Premie voor het risico")),
)
