from django.urls import path

from loopbrug.web.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.demo, name="demo"),
    path("<int:pk>/", views.enter, name="enter"),
]
