"""Addresses of calendars: the same pages for one's own and for the classes of a school."""

from django.urls import URLPattern, path

from loopbrug.web.assessment.views import calendars, feeds, staffing


def _pages(prefix: str) -> list[URLPattern]:
    return [
        path(prefix, calendars.agenda, name="agenda"),
        path(f"{prefix}dagen/", calendars.days, name="agenda-days"),
        path(f"{prefix}dagen/<int:key>/weg/", calendars.remove_change, name="agenda-day-remove"),
        path(f"{prefix}uren/<int:key>/weg/", calendars.remove_hours, name="agenda-hours-remove"),
        path(f"{prefix}andere/", feeds.feeds, name="agenda-feeds"),
        path(f"{prefix}andere/<int:key>/", feeds.feed, name="agenda-feed"),
        path(f"{prefix}andere/<int:key>/opnieuw/", feeds.refresh_now, name="agenda-feed-refresh"),
        path(f"{prefix}andere/<int:key>/weg/", feeds.remove, name="agenda-feed-remove"),
    ]


urlpatterns = [
    *_pages("agenda/"),
    path("agenda/week/", calendars.week, name="agenda-week"),
    *_pages("agenda/school/<slug:code>/"),
    path("agenda/school/<slug:code>/lesuren/", calendars.slots, name="agenda-slots"),
    path("planning/mensen/", staffing.people, name="people"),
    path("planning/mensen/<int:key>/", staffing.person, name="person"),
    path("planning/ruimtes/<slug:code>/", staffing.rooms, name="rooms"),
]
