from django.urls import path

from loopbrug.web.orientation import views

app_name = "orientation"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("route/", views.start, name="start"),
    path("route/vraag/<slug:code>/", views.question, name="question"),
    path("route/antwoorden/", views.check, name="check"),
    path("route/uitslag/", views.results, name="results"),
    path("route/opnieuw/", views.restart, name="restart"),
]
