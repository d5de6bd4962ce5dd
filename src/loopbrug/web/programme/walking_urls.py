"""Addresses outside a dossier: candidates at a glance."""

from django.urls import path

from loopbrug.web.programme.views import progress

app_name = "walking"
urlpatterns = [
    path("voortgang/", progress.glance, name="glance"),
]
