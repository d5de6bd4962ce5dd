"""Pages about money that stand on their own: for a visitor without account, a fund, a register."""

from django.urls import URLPattern, URLResolver, path

from loopbrug.web.finance.views import accounts, calculator, figures, funds, proposals

app_name = "money"
urlpatterns: list[URLPattern | URLResolver] = [
    path("wat-verdien-ik/", calculator.calculator, name="calculator"),
    path("rekenregels/", figures.figures, name="figures"),
    path("rekenregels.json", figures.document, name="figures-document"),
    path("geld/voorstellen/", proposals.proposals, name="proposals"),
    path("geld/termijnen/", accounts.deadlines, name="deadlines"),
    path("geld/fondsen/", funds.funds, name="funds"),
    path("geld/fondsen/nieuw/", funds.new, name="fund-new"),
    path("geld/fondsen/<slug:code>/", funds.fund, name="fund"),
    path("geld/verantwoording/", accounts.accounts, name="accounts"),
    path("geld/verantwoording/bron/<path:code>/trek/", accounts.draw, name="draw"),
    path("geld/verantwoording/bron/<path:code>/csv/", accounts.export, name="account-export"),
    path(
        "geld/verantwoording/bron/<path:code>/steekproef/<int:number>/",
        accounts.check,
        name="check",
    ),
    path("geld/verantwoording/bron/<path:code>/", accounts.source, name="account"),
]
