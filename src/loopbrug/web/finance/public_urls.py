"""Pages about money that stand on their own: for a visitor without account, a fund, a register."""

from django.urls import URLPattern, URLResolver, path

from loopbrug.web.finance.views import calculator, figures, proposals

app_name = "money"
urlpatterns: list[URLPattern | URLResolver] = [
    path("wat-verdien-ik/", calculator.calculator, name="calculator"),
    path("rekenregels/", figures.figures, name="figures"),
    path("rekenregels.json", figures.document, name="figures-document"),
    path("geld/voorstellen/", proposals.proposals, name="proposals"),
]
