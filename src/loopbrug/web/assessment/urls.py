"""Addresses of the five weeks: one list per part."""

from loopbrug.web.assessment import (
    calendar_urls,
    decision_urls,
    forecast_urls,
    plan_urls,
    thread_urls,
)

app_name = "assessment"
urlpatterns = [
    *calendar_urls.urlpatterns,
    *decision_urls.urlpatterns,
    *forecast_urls.urlpatterns,
    *plan_urls.urlpatterns,
    *thread_urls.urlpatterns,
]
