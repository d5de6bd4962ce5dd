from django.urls import path

from loopbrug.web.outcomes.views import third_party

app_name = "third-party"
urlpatterns = [
    path("bedankt/", third_party.thanks, name="thanks"),
    path("<str:secret>/", third_party.door, name="door"),
    path("<str:secret>/bestand/", third_party.file, name="file"),
]
