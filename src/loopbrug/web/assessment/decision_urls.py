"""Addresses of report, decision, statement and overview."""

from django.urls import path

from loopbrug.web.assessment.views import deciding, decision, overview, report, statement

urlpatterns = [
    path("dossier/<uuid:key>/rapport/", report.report, name="report"),
    path("dossier/<uuid:key>/rapport/maken/", report.make, name="report-make"),
    path("dossier/<uuid:key>/rapport/<int:version>/", report.report, name="report-version"),
    path("dossier/<uuid:key>/rapport/<int:version>/pdf/", report.report_pdf, name="report-pdf"),
    path("dossier/<uuid:key>/besluit/", decision.decision, name="decision"),
    path("dossier/<uuid:key>/besluit/klaarzetten/", deciding.propose, name="propose"),
    path("dossier/<uuid:key>/besluit/tekenen/", deciding.sign_decision, name="sign"),
    path("dossier/<uuid:key>/verklaring/pdf/", statement.statement_pdf, name="statement-pdf"),
    path("verklaring/<str:secret>/", statement.verify, name="verify"),
    path("overzicht/inspectie/", overview.overview, name="overview"),
    path("overzicht/inspectie/csv/", overview.overview_csv, name="overview-csv"),
]
