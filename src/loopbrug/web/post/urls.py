from django.urls import path

from loopbrug.web.post import views

app_name = "post"
urlpatterns = [path("", views.mine, name="mine")]
