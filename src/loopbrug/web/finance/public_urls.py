"""Pages about money that stand on their own: for a visitor without account, a fund, a register."""

from django.urls import URLPattern, URLResolver

app_name = "money"
urlpatterns: list[URLPattern | URLResolver] = []
