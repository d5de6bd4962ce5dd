"""What kinds and carriers of evidence are called on screen."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from loopbrug.core.outcomes.evidence import Authorship, Carrier, Kind
from loopbrug.core.outcomes.vraak import Criterion, Met

KINDS: dict[str, Promise] = {
    Kind.DIPLOMA.value: _("Diploma of cijferlijst"),
    Kind.WORK_PRODUCT.value: _("Zelf gemaakt werk"),
    Kind.VIDEO.value: _("Video"),
    Kind.OBSERVATION.value: _("Observatie"),
    Kind.TEST_RESULT.value: _("Uitslag van een toets"),
    Kind.STATEMENT.value: _("Verklaring van iemand anders"),
    Kind.CERTIFICATE.value: _("Certificaat"),
    Kind.EVC.value: _("Ervaringscertificaat (EVC)"),
    Kind.TEACHING_RECORD.value: _("Overzicht van gegeven lessen"),
}
NOTES: dict[str, Promise] = {
    Kind.WORK_PRODUCT.value: _("Bijvoorbeeld een lesplan, een handleiding of een verslag."),
    Kind.OBSERVATION.value: _("Wat iemand zag bij een les of uitleg."),
    Kind.STATEMENT.value: _("Bijvoorbeeld van een leidinggevende of een klant."),
    Kind.EVC.value: _("Van een erkende EVC-aanbieder."),
}
"""What helps to choose, for kinds whose name does not say it all."""

CARRIERS: dict[str, Promise] = {
    Carrier.FILE.value: _("Bestand"),
    Carrier.LINK.value: _("Link"),
    Carrier.TEXT.value: _("Tekst"),
}
AUTHORSHIPS: dict[str, Promise] = {
    Authorship.UNSAID.value: _("Nog niet gezegd van wie het is"),
    Authorship.DECLARED.value: _("Eigen werk, zegt de kandidaat"),
    Authorship.CONFIRMED.value: _("Bevestigd door iemand anders"),
}

CRITERIA: dict[str, Promise] = {
    Criterion.VARIETY.value: _("Variatie"),
    Criterion.RELEVANCE.value: _("Relevantie"),
    Criterion.AUTHENTICITY.value: _("Echtheid"),
    Criterion.CURRENCY.value: _("Actualiteit"),
    Criterion.QUANTITY.value: _("Hoeveelheid"),
}
METS: dict[str, tuple[str, str, Promise]] = {
    Met.YES.value: ("check", "done", _("In orde")),
    Met.UNSURE.value: ("half", "wait", _("Kijk dit na")),
    Met.NO.value: ("alert", "wait", _("Nog niet")),
}
"""How a look is shown: icon, tone, word. None of them is a score."""

CLAIMS: dict[str, Promise] = {
    "job": _("Werk"),
    "education": _("Opleiding of studie"),
    "training": _("Cursus of training"),
    "skill": _("Vaardigheid"),
    "language": _("Taal"),
}
KIND_FOR_CLAIM = {
    "job": Kind.STATEMENT,
    "education": Kind.DIPLOMA,
    "training": Kind.CERTIFICATE,
    "skill": Kind.WORK_PRODUCT,
    "language": Kind.CERTIFICATE,
}
"""What usually shows a claim: where the form starts when evidence is brought for it."""
