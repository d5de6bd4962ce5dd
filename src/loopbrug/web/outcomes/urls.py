from django.urls import path

from loopbrug.web.outcomes import views

app_name = "outcomes"
urlpatterns = [
    path("<uuid:key>/leeruitkomsten/", views.gap, name="gap"),
]
