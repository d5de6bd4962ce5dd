from django.urls import path

from loopbrug.web.assessment.views import threads

urlpatterns = [
    path("vragen/", threads.inbox, name="inbox"),
    path("dossier/<uuid:key>/vragen/", threads.threads, name="threads"),
    path("dossier/<uuid:key>/vragen/<int:number>/", threads.answer, name="answer"),
    path("dossier/<uuid:key>/begeleiding/", threads.guide_time, name="guide-time"),
    path("dossier/<uuid:key>/post/", threads.letters, name="letters"),
]
