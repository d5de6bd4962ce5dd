from django.urls import path

from loopbrug.web.assessment.views import plan

urlpatterns = [
    path("planning/", plan.desk, name="desk"),
    path("dossier/<uuid:key>/onderzoek/", plan.plan, name="plan"),
    path("dossier/<uuid:key>/onderzoek/opnieuw/", plan.retry, name="retry"),
]
