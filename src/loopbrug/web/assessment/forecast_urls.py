from django.urls import path

from loopbrug.web.assessment.views import estimates, forecast

urlpatterns = [
    path("planning/vooruitblik/", forecast.outlook, name="outlook"),
    path("planning/vooruitblik/instroom/", estimates.inflow, name="inflow"),
]
