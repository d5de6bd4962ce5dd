from django.urls import path

from loopbrug.web.ui import views

app_name = "ui"
urlpatterns = [
    path("stijl/", views.style, name="style"),
    path("thema/", views.theme, name="theme"),
    path("privacy/", views.privacy, name="privacy"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
]
