from django.urls import path

from loopbrug.web.fund.views import claims, money, own, places, trying

app_name = "fund"
urlpatterns = [
    path("", places.pool, name="pool"),
    path("plaatsen/", places.places, name="places"),
    path("plaatsen/nieuw/", places.entrant, name="entrant"),
    path("plaatsen/<int:key>/weg/", places.end, name="end"),
    path("voorwaarden/", places.terms, name="terms"),
    path("premies/", money.premiums, name="premiums"),
    path("reserve/", money.reserve, name="reserve"),
    path("aannames/", money.ground, name="ground"),
    path("stoppen/", trying.stopping, name="stopping"),
    path("in-dienst/", trying.employment, name="employment"),
    path("schade/", claims.claims, name="claims"),
    path("schade/nieuw/", claims.register, name="register"),
    path("schade/<int:key>/", claims.claim, name="claim"),
    path("schade/<int:key>/betaald/", claims.pay, name="pay"),
    path("mijn-premie/", own.own, name="own"),
]
