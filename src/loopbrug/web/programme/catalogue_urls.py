from django.urls import path

from loopbrug.web.programme.views import catalogue, catalogue_editing, catalogue_files

app_name = "catalogue"
urlpatterns = [
    path("", catalogue.own, name="own"),
    path("<slug:code>/", catalogue.units, name="units"),
    path("<slug:code>/leereenheid/nieuw/", catalogue_editing.unit, name="add-unit"),
    path("<slug:code>/leereenheid/<str:unit>/", catalogue_editing.unit, name="unit"),
    path("<slug:code>/leereenheid/<str:unit>/weg/", catalogue_editing.unit_gone, name="unit-gone"),
    path("<slug:code>/aanbod/", catalogue.offerings, name="offerings"),
    path("<slug:code>/aanbod/nieuw/", catalogue_editing.offering, name="add-offering"),
    path("<slug:code>/aanbod/<int:key>/", catalogue_editing.offering, name="offering"),
    path(
        "<slug:code>/aanbod/<int:key>/weg/", catalogue_editing.offering_gone, name="offering-gone"
    ),
    path("<slug:code>/aanbod/<int:key>/vervalt/", catalogue_editing.cancel, name="cancel"),
    path("<slug:code>/publiceren/", catalogue.publish, name="publish"),
    path("<slug:code>/versies/", catalogue.versions, name="versions"),
    path("<slug:code>/bestand/", catalogue_files.read, name="read"),
    path("<slug:code>/bestand/<int:key>/", catalogue_files.take, name="file"),
    path("<slug:code>/catalogus.xlsx", catalogue_files.workbook, name="workbook"),
    path("<slug:code>/catalogus.json", catalogue_files.oeapi, name="oeapi"),
    path("<slug:code>/<slug:sheet>.csv", catalogue_files.commas, name="commas"),
]
