from django.urls import path

from loopbrug.web.assessment.views import guides, letters, threads

urlpatterns = [
    path("vragen/", threads.inbox, name="inbox"),
    path("dossier/<uuid:key>/vragen/", threads.threads, name="threads"),
    path("dossier/<uuid:key>/vragen/<int:number>/", threads.answer, name="answer"),
    path("begeleiding/", guides.guided, name="guided"),
    path("dossier/<uuid:key>/begeleiding/", guides.guide_time, name="guide-time"),
    path("dossier/<uuid:key>/begeleiding/tijd/", guides.budget, name="guide-budget"),
    path(
        "dossier/<uuid:key>/begeleiding/<int:number>/terug/",
        guides.time_back,
        name="guide-time-back",
    ),
    path("dossier/<uuid:key>/begeleider/", guides.guide, name="guide"),
    path("dossier/<uuid:key>/post/", letters.letters, name="letters"),
    path("post/niet-verstuurd/", letters.failed, name="letters-failed"),
    path("post/<int:number>/opnieuw/", letters.again, name="letter-again"),
]
