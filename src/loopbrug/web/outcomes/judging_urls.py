from django.urls import path

from loopbrug.web.outcomes.views import (
    agreement,
    calibration,
    differences,
    panel,
    questions,
    queue,
    workbench,
)

app_name = "judging"
ROUND = "beoordelen/<int:key>"
DOSSIER = "dossier/<uuid:key>/beoordeling"
urlpatterns = [
    path("beoordelen/", queue.queue, name="queue"),
    path("beoordelen/overeenstemming/", agreement.over_time, name="agreement"),
    path(f"{ROUND}/", workbench.overview, name="round"),
    path(f"{ROUND}/inleveren/", workbench.submit, name="submit"),
    path(f"{ROUND}/vraag/", questions.ask, name="ask"),
    path(f"{ROUND}/vraag/terug/", questions.back, name="take-back"),
    path(f"{ROUND}/verschillen/", differences.differences, name="differences"),
    path(f"{ROUND}/verschillen/<str:code>/", differences.put_forward, name="put-forward"),
    path(f"{ROUND}/voorstel/<int:number>/", differences.voice, name="voice"),
    path(f"{ROUND}/overeenstemming/", agreement.of_case, name="case-agreement"),
    path(f"{ROUND}/<str:code>/", workbench.outcome, name="outcome"),
    path(f"{DOSSIER}/", panel.panel, name="panel"),
    path(f"{DOSSIER}/opnieuw/", panel.again, name="again"),
    path(f"{DOSSIER}/begin/", panel.first, name="first"),
    path(f"{DOSSIER}/<int:number>/plaats/<str:side>/", panel.seat, name="seat"),
    path(f"{DOSSIER}/vraag/<int:number>/", questions.answer, name="answer"),
    path("ijken/", calibration.sets, name="calibration"),
    path("ijken/nieuw/", calibration.make, name="make-calibration"),
    path("ijken/<int:key>/", calibration.answer, name="calibrate"),
    path("ijken/<int:key>/uitkomst/", calibration.results, name="calibration-results"),
    path("ijken/<int:key>/sluiten/", calibration.close, name="close-calibration"),
]
