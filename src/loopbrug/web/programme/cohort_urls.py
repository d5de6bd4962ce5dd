from django.urls import path

from loopbrug.web.programme.views import cohorts, team_moments

app_name = "together"
urlpatterns = [
    path("", cohorts.cohorts, name="cohorts"),
    path("momenten/", team_moments.moments, name="moments"),
    path("momenten/gebruikelijk/", team_moments.usual, name="moments-usual"),
    path("momenten/<int:number>/weg/", team_moments.end, name="moment-end"),
    path("leerteam/<uuid:key>/<int:number>/", team_moments.team, name="team"),
    path("<int:key>/", cohorts.cohort, name="cohort"),
    path("<int:key>/stop/", cohorts.stop, name="cohort-stop"),
    path("<int:key>/opnieuw/", cohorts.again, name="cohort-again"),
    path("<int:key>/weg/", cohorts.drop, name="cohort-drop"),
    path("<int:key>/bekendmaken/", cohorts.publish, name="cohort-publish"),
]
