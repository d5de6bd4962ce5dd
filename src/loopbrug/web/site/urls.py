"""Every address of the product."""

from django.urls import include, path

urlpatterns = [
    path("", include("loopbrug.web.orientation.urls")),
    path("", include("loopbrug.web.ui.urls")),
    path("account/", include("allauth.account.urls")),
    path("dossier/", include("loopbrug.web.pathway.urls")),
    path("dossier/", include("loopbrug.web.outcomes.urls")),
    path("dossier/", include("loopbrug.web.programme.urls")),
    path("dossier/", include("loopbrug.web.finance.urls")),
    path("", include("loopbrug.web.finance.public_urls")),
    path("stichting/", include("loopbrug.web.fund.urls")),
    path("", include("loopbrug.web.programme.register_urls")),
    path("", include("loopbrug.web.programme.walking_urls")),
    path("samen-plannen/", include("loopbrug.web.programme.cohort_urls")),
    path("catalogus/", include("loopbrug.web.programme.catalogue_urls")),
    path("", include("loopbrug.web.assessment.urls")),
    path("derde/", include("loopbrug.web.outcomes.third_party_urls")),
    path("", include("loopbrug.web.outcomes.judging_urls")),
    path("post/", include("loopbrug.web.post.urls")),
    path("taal/", include("django.conf.urls.i18n")),
    path("demo/", include("loopbrug.web.accounts.urls")),
]
