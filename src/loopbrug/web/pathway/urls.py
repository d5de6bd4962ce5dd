from django.urls import path

from loopbrug.web.pathway.views import cases, dossier, start, steps, told

app_name = "pathway"
urlpatterns = [
    path("", cases.home, name="home"),
    path("start/", start.start, name="start"),
    path("<uuid:key>/", dossier.dossier, name="dossier"),
    path("<uuid:key>/wegen/", dossier.routes, name="routes"),
    path("<uuid:key>/stap/<slug:event>/", steps.take_step, name="step"),
    path("<uuid:key>/koppelen/", steps.match_places, name="match"),
    path("<uuid:key>/mensen/", steps.add_helper, name="helper"),
    path("<uuid:key>/gegevens/", told.told, name="told"),
    path("<uuid:key>/gegevens/<slug:part>/", told.change, name="change"),
    path("<uuid:key>/gegevens/<slug:part>/<int:place>/", told.change, name="change-item"),
    path("<uuid:key>/gegevens/<slug:part>/<int:place>/weg/", told.remove, name="remove-item"),
]
