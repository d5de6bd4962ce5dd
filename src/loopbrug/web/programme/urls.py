from django.urls import path

from loopbrug.web.programme.views import (
    agreement,
    assignments,
    calendar,
    changed,
    programme,
    progress,
    week,
    weekplan,
    whatif,
)

app_name = "programme"
urlpatterns = [
    path("<uuid:key>/programma/", programme.programme, name="programme"),
    path("<uuid:key>/programma/maken/", programme.make, name="make"),
    path("<uuid:key>/programma/akkoord/", programme.accept, name="accept"),
    path("<uuid:key>/programma/versies/", programme.versions, name="versions"),
    path("<uuid:key>/programma/versies/<int:number>/", programme.version, name="version"),
    path("<uuid:key>/programma/week/", week.week, name="week"),
    path("<uuid:key>/programma/weken/", weekplan.weekplan, name="weekplan"),
    path("<uuid:key>/programma/veranderd/", changed.changed, name="changed"),
    path("<uuid:key>/programma/veranderd/voorstel/", changed.changed_plan, name="changed-plan"),
    path("<uuid:key>/programma/wat-als/", whatif.whatif, name="whatif"),
    path("<uuid:key>/programma/week/vergelijken/", week.compare, name="compare"),
    path("<uuid:key>/programma/agenda/", calendar.calendar, name="calendar"),
    path("<uuid:key>/programma/agenda/programma.ics", calendar.download, name="calendar-file"),
    path("<uuid:key>/programma/voortgang/", progress.progress, name="progress"),
    path("<uuid:key>/programma/voortgang/vastleggen/", progress.record, name="record"),
    path(
        "<uuid:key>/programma/voortgang/<str:offering>/terugnemen/",
        progress.take_back,
        name="take-back",
    ),
    path("<uuid:key>/programma/opdrachten/", assignments.assignments, name="assignments"),
    path("<uuid:key>/programma/opdrachten/nieuw/", assignments.propose, name="assignment-new"),
    path(
        "<uuid:key>/programma/opdrachten/<int:number>/wijzigen/",
        assignments.change,
        name="assignment-change",
    ),
    path(
        "<uuid:key>/programma/opdrachten/<int:number>/intrekken/",
        assignments.withdraw,
        name="assignment-withdraw",
    ),
    path(
        "<uuid:key>/programma/opdrachten/<int:number>/dekking/",
        assignments.answer,
        name="assignment-answer",
    ),
    path(
        "<uuid:key>/programma/opdrachten/<int:number>/akkoord/",
        assignments.agree,
        name="assignment-agree",
    ),
    path("<uuid:key>/overeenkomst/", agreement.agreement, name="agreement"),
    path("<uuid:key>/overeenkomst/concept/", agreement.draft, name="agreement-draft"),
    path("<uuid:key>/overeenkomst/invullen/", agreement.fill, name="agreement-fill"),
    path(
        "<uuid:key>/overeenkomst/klaarzetten/", agreement.put_forward, name="agreement-put-forward"
    ),
    path("<uuid:key>/overeenkomst/tekenen/", agreement.sign, name="agreement-sign"),
    path("<uuid:key>/overeenkomst/<int:number>/", agreement.agreement, name="agreement-version"),
    path(
        "<uuid:key>/overeenkomst/<int:number>/pdf/", agreement.agreement_pdf, name="agreement-pdf"
    ),
    path("overeenkomst/<str:secret>/", agreement.verify, name="agreement-verify"),
]
