"""A coordinator reads a spreadsheet with two wrong rows, mends it, looks, and publishes."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect
from steps import Server, enter_as


def saved(book: Workbook, path: Path) -> str:
    book.save(path)
    return str(path)


@pytest.mark.usefixtures("demo")
def test_a_coordinator_mends_a_sheet_and_publishes(
    walker: Page, live_server: Server, accessible: Callable[[Page], None], tmp_path: Path
) -> None:
    page = walker
    enter_as(page, live_server, "Annelies Meinderts")
    page.get_by_role("link", name="Catalogus", exact=True).first.click()
    accessible(page)
    page.get_by_role("main").get_by_role("link", name="Uit een bestand").click()
    accessible(page)
    with page.expect_download() as coming:
        page.get_by_role("link", name="Spreadsheet met twee bladen").click()
    book = load_workbook(io.BytesIO(Path(coming.value.path()).read_bytes()))
    offered: Any = book["Aanbod"]
    unit = offered.cell(row=2, column=2).value
    offered.append([None, unit, "07-03-2028", "09-02-2028", "di", "19:00", "21:00"])
    offered.append([None, "BESTAAT-NIET", "07-03-2028", "09-05-2028"])

    page.get_by_label("Bestand").set_input_files(saved(book, tmp_path / "fout.xlsx"))
    page.get_by_role("button", name="Kijk wat er verandert").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("er kloppen 2 dingen niet")
    expect(main).to_contain_text("kolom Eindigt")
    expect(main).to_contain_text("leereenheid BESTAAT-NIET bestaat niet")

    last = offered.max_row
    offered.delete_rows(last)
    offered.cell(row=last - 1, column=4, value="09-05-2028")
    page.get_by_label("Bestand").set_input_files(saved(book, tmp_path / "goed.xlsx"))
    page.get_by_role("button", name="Kijk wat er verandert").click()
    expect(main).to_contain_text(f"{unit}.20280307.tue1900.online")
    accessible(page)
    page.get_by_role("button", name="Neem over in het concept").click()
    expect(main).to_contain_text("Overgenomen")
    accessible(page)
    page.get_by_role("button", name="Publiceer").click()
    expect(main).to_contain_text("Gepubliceerd als versie 4")
    page.get_by_role("main").get_by_role("link", name="Versies").click()
    expect(main).to_contain_text("Annelies Meinderts")
