from django.urls import path

from loopbrug.web.outcomes.views import (
    claims,
    evidence,
    files,
    gap,
    invitations,
    pieces,
    uploads,
    worth,
)

app_name = "outcomes"
PIECE = "<uuid:key>/bewijs/<int:number>"
urlpatterns = [
    path("<uuid:key>/leeruitkomsten/", gap.gap, name="gap"),
    path("<uuid:key>/bewijs/", evidence.evidence, name="evidence"),
    path("<uuid:key>/bewijs/toevoegen/", pieces.add, name="evidence-add"),
    path("<uuid:key>/bewijs/observatie/", pieces.observe, name="evidence-observe"),
    path("<uuid:key>/bewijs/meeste-waarde/", worth.worth, name="evidence-worth"),
    path(f"{PIECE}/", evidence.piece, name="evidence-piece"),
    path(f"{PIECE}/wijzigen/", pieces.change, name="evidence-change"),
    path(f"{PIECE}/koppelingen/", pieces.links, name="evidence-links"),
    path(f"{PIECE}/laat-zien/", pieces.show, name="evidence-show"),
    path(f"{PIECE}/intrekken/", pieces.withdraw, name="evidence-withdraw"),
    path(f"{PIECE}/terugzetten/", pieces.put_back, name="evidence-put-back"),
    path(f"{PIECE}/bestand/", files.evidence_file, name="evidence-file"),
    path(f"{PIECE}/tekst/", files.evidence_text, name="evidence-text"),
    path(f"{PIECE}/toch-openen/", files.evidence_open, name="evidence-open"),
    path("<uuid:key>/bewijs/bestanden/", uploads.start, name="upload-start"),
    path("<uuid:key>/bewijs/bestanden/<uuid:upload>/", uploads.chunk, name="upload-chunk"),
    path("<uuid:key>/bewijs/bestanden/<uuid:upload>/klaar/", uploads.end, name="upload-end"),
    path("<uuid:key>/bewijs/uitnodigen/", invitations.invite, name="invite"),
    path(
        "<uuid:key>/bewijs/uitnodigen/<int:number>/terugnemen/",
        invitations.withdraw,
        name="invite-take-back",
    ),
    path(
        "<uuid:key>/bewijs/uitnodigen/<int:number>/opnieuw/", invitations.again, name="invite-again"
    ),
    path("<uuid:key>/bewijs/cv/", claims.bring, name="claims-bring"),
    path("<uuid:key>/bewijs/cv/bewaren/", claims.keep, name="claims-keep"),
    path("<uuid:key>/bewijs/cv/<int:number>/weghalen/", claims.drop, name="claims-drop"),
]
