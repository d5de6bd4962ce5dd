"""Addresses outside a dossier: candidates at a glance, and the feed of a calendar."""

from django.urls import path

from loopbrug.web.programme.views import calendar, progress

app_name = "walking"
urlpatterns = [
    path("voortgang/", progress.glance, name="glance"),
    path("feed/<str:secret>/programma.ics", calendar.feed, name="feed"),
]
