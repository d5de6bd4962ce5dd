"""Pages about money that belong to a dossier."""

from django.urls import path

from loopbrug.web.finance.views import (
    agreed,
    applications,
    business,
    career,
    own,
    private,
    proposals,
    spending,
    terms,
)

app_name = "finance"
urlpatterns = [
    path("<uuid:key>/geld/", own.own, name="own"),
    path("<uuid:key>/geld/trede/", own.share, name="share"),
    path("<uuid:key>/geld/oude-baan/", private.old_pay, name="old-pay"),
    path("<uuid:key>/geld/oude-baan/weg/", private.forget, name="forget"),
    path("<uuid:key>/geld/aanvulling/", private.supplement, name="supplement"),
    path("<uuid:key>/geld/werk/", career.career, name="career"),
    path("<uuid:key>/onderbouwing/", business.business, name="business"),
    path("<uuid:key>/onderbouwing/aanbod/", terms.terms, name="terms"),
    path("<uuid:key>/onderbouwing/bijdragen/", terms.contributions, name="contributions"),
    path(
        "<uuid:key>/onderbouwing/bijdragen/<int:number>/", terms.contribution, name="contribution"
    ),
    path(
        "<uuid:key>/onderbouwing/bijdragen/<int:number>/intrekken/",
        terms.withdraw,
        name="withdraw",
    ),
    path("<uuid:key>/geld/voorstel/", proposals.proposal, name="proposal"),
    path("<uuid:key>/geld/voorstel/maken/", proposals.put, name="proposal-put"),
    path("<uuid:key>/geld/voorstel/deel/", proposals.adjust, name="proposal-adjust"),
    path("<uuid:key>/geld/voorstel/akkoord/", proposals.agree, name="proposal-agree"),
    path("<uuid:key>/geld/voorstel/intrekken/", proposals.withdraw, name="proposal-withdraw"),
    path("<uuid:key>/geld/voorstel/<int:number>/", agreed.version, name="proposal-version"),
    path("<uuid:key>/geld/voorstel/<int:number>.pdf", agreed.version_pdf, name="proposal-pdf"),
    path("<uuid:key>/geld/aanvragen/", applications.applications, name="applications"),
    path("<uuid:key>/geld/aanvragen/bron/<path:source>/", applications.prepare, name="prepare"),
    path("<uuid:key>/geld/aanvragen/<int:number>/", applications.application, name="application"),
    path("<uuid:key>/geld/aanvragen/<int:number>/stap/", applications.follow, name="follow"),
    path("<uuid:key>/geld/aanvragen/<int:number>/terug/", applications.undo, name="undo"),
    path("<uuid:key>/geld/aanvragen/<int:number>.csv", applications.export, name="export"),
    path("<uuid:key>/geld/aanvragen/<int:number>/uitgaven/", spending.spending, name="spending"),
    path("<uuid:key>/geld/aanvragen/<int:number>/uitgaven/weg/", spending.undo, name="unspend"),
]
