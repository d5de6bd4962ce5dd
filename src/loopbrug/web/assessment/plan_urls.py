from django.urls import path

from loopbrug.web.assessment.views import appointments, desk, plan, proposals

DOSSIER = "dossier/<uuid:key>/onderzoek"
ONE = "afspraak/<uuid:key>"
PROPOSAL = "planning/voorstel/<int:key>"
urlpatterns = [
    path("planning/", desk.desk, name="desk"),
    path("planning/melden/", desk.report, name="report-away"),
    path("planning/weer-er/<int:key>/", desk.back, name="back-again"),
    path("planning/voorstellen/", proposals.proposals, name="proposals"),
    path(f"{PROPOSAL}/", proposals.proposal, name="proposal"),
    path(f"{PROPOSAL}/opnieuw/", proposals.anew, name="proposal-anew"),
    path(f"{PROPOSAL}/intrekken/", proposals.take_back, name="proposal-drop"),
    path(f"{DOSSIER}/", plan.plan, name="plan"),
    path(f"{DOSSIER}/opnieuw/", plan.retry, name="retry"),
    path(f"{DOSSIER}/nieuwe-datum/", plan.promise, name="promise-anew"),
    path(f"{DOSSIER}/begin/", plan.start, name="start-panel"),
    path("afspraken/", appointments.own, name="own"),
    path(f"{ONE}/kan-niet/", appointments.cannot, name="cannot"),
    path(f"{ONE}/vast/", appointments.fix_early, name="fix"),
    path(f"{ONE}/verplaatsen/", appointments.move, name="move"),
    path(f"{ONE}/geweest/", appointments.took_place, name="held"),
    path(f"{ONE}/niet-doorgegaan/", appointments.did_not, name="not-held"),
]
