from django.urls import path

from loopbrug.web.programme.views import register, register_keeping

app_name = "register"
urlpatterns = [
    path("aanbod/", register.offers, name="offers"),
    path("aanbod.json", register.document, name="document"),
    path("aanbod/bijhouden/", register_keeping.kept, name="kept"),
    path("aanbod/bijhouden/nieuw/", register_keeping.add, name="add"),
    path("aanbod/bijhouden/<int:key>/", register_keeping.change, name="change"),
    path("aanbod/bijhouden/<int:key>/klopt/", register_keeping.confirm, name="confirm"),
    path("aanbod/bijhouden/<int:key>/weg/", register_keeping.withdraw, name="withdraw"),
]
