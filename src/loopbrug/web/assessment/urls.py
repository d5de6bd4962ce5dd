"""Addresses of the five weeks: one list per part."""

from loopbrug.web.assessment import decision_urls, forecast_urls, plan_urls, thread_urls

app_name = "assessment"
urlpatterns = [
    *decision_urls.urlpatterns,
    *forecast_urls.urlpatterns,
    *plan_urls.urlpatterns,
    *thread_urls.urlpatterns,
]
