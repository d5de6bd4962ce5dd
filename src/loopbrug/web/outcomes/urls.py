from django.urls import path

from loopbrug.web.outcomes.views import gap

app_name = "outcomes"
urlpatterns = [
    path("<uuid:key>/leeruitkomsten/", gap.gap, name="gap"),
]
