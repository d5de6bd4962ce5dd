import pytest
from steps import enter_as, own_dossier
from loopbrug.web.outcomes.views import files
@pytest.mark.usefixtures("demo")
def test_shots(page, live_server, tmp_path, settings, monkeypatch):
    settings.FILES = tmp_path / "files"
    monkeypatch.setattr(files, "UNBOXED", files.SANDBOXED)
    page.set_viewport_size({"width": 1280, "height": 900})
    enter_as(page, live_server, "Marloes")
    d = own_dossier(page)
    page.goto(f"{d}bewijs/toevoegen/")
    page.screenshot(path="/tmp/s_add.png", full_page=True)
    page.get_by_label("Hoe heet dit bewijs?").fill("Lesplan breuken en leerdoelen")
    page.get_by_label("Zelf gemaakt werk").check()
    import typst
    src = tmp_path / "a.typ"; src.write_text("= Lesplan breuken\n\nLeerdoelen: leerlingen kunnen breuken optellen.")
    pdf = tmp_path / "a.pdf"; typst.compile(str(src), output=str(pdf))
    page.get_by_label("Kies een bestand").set_input_files(pdf)
    page.get_by_text("Het bestand is binnen.").wait_for()
    page.get_by_role("button", name="Bewaar").click()
    page.wait_for_timeout(2000)
    page.screenshot(path="/tmp/s_box.png")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{d}bewijs/")
    page.screenshot(path="/tmp/s_list.png")
    page.emulate_media(color_scheme="dark")
    page.goto(f"{d}bewijs/toevoegen/")
    page.screenshot(path="/tmp/s_dark.png")
