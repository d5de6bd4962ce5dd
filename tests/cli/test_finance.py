"""``loopbrug finance``: every key, in both languages, and never a word of the old pay unasked."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from loopbrug.cli.main import main

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("p*.yaml"))
DAY = ("--day", "2026-11-23")
STATUSES = {"eligible", "not-yet", "not-eligible", "unknown"}


@pytest.fixture(autouse=True)
def dutch_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "nl_NL.UTF-8")
    monkeypatch.setenv("COLUMNS", "110")


def told(capsys: pytest.CaptureFixture[str], path: Path | str, *options: str) -> Any:
    assert main(["finance", str(path), "--json", *DAY, *options]) == 0
    return json.loads(capsys.readouterr().out)


def whole_cents(amount: float) -> bool:
    return round(amount, 2) == amount


@cache
def text_of(name: str) -> str:
    return (ROOT / "examples" / f"{name}.yaml").read_text("utf-8")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_example_has_pay_cost_stack_and_steps(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(capsys, path)
    salary = found["salary"]
    assert salary["scale"] in {"LB", "LC", "LD"}
    assert 1 <= salary["step"] <= 12
    assert found["employer_cost"] > salary["yearly"] > 12 * salary["monthly"]
    assert {each["source"] for each in found["stack"]} >= {"subsidy", "sool", "teacher-grant"}
    for each in found["stack"]:
        assert each["status"] in STATUSES
        assert whole_cents(each["amount"])
        assert each["reasons"] or each["amount"] > 0
    assert found["uncovered"] == pytest.approx(
        sum(each["amount"] for each in found["costs"])
        - sum(each["amount"] for each in found["stack"])
    )
    assert found["trace"]
    assert all(step["text"] for step in found["trace"])
    assert any(step["figures"] for step in found["trace"][0]["parts"][0]["parts"])


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_answer_is_the_same_whatever_the_old_pay_was(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(re.sub(r"monthly: [\d.]+", "monthly: 7771", text_of(path.stem), count=1))
    for options in (("--json",), ()):
        answers = []
        for file in (path, other):
            assert main(["finance", str(file), *DAY, *options]) == 0
            answers.append(capsys.readouterr().out)
        assert answers[0] == answers[1]
        assert "private" not in answers[0]


def test_the_candidate_may_ask_for_the_old_pay(capsys: pytest.CaptureFixture[str]) -> None:
    private = told(capsys, EXAMPLES[1], "--private")["private"]
    assert private["old_yearly"] == 83_856
    assert private["gap"] > 0
    assert [each["amount"] for each in private["supplement"]] == [
        13_416.96, 13_416.96, 10_330.38, 4_673.81,
    ]  # fmt: skip
    assert private["severance"] == private["severance"] | {"due": "not-due", "amount": 0}
    assert private["net_monthly"]["difference"] < 0


def test_who_keeps_the_job_has_no_severance_and_who_loses_it_has(
    capsys: pytest.CaptureFixture[str],
) -> None:
    due = {path.stem: told(capsys, path, "--private")["private"]["severance"] for path in EXAMPLES}
    assert {name for name, found in due.items() if found["due"] == "due"} == {"p10"}
    assert due["p10"]["amount"] == 49_560
    assert due["p10"]["claim_by"] == "2027-10-31"


def test_step_that_p3_and_p6_share_is_the_one_their_old_pay_gives(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("p03", "p06"):
        shared = told(capsys, ROOT / "examples" / f"{name}.yaml")["salary"]["floor"]
        path = tmp_path / f"{name}.yaml"
        path.write_text(re.sub(r" +last_salary_step: \d+\n", "", text_of(name)), "utf-8")
        assert told(capsys, path, "--private")["salary"]["floor"] == shared
        assert told(capsys, path)["salary"]["floor"]["step"] == 1


def test_page_tells_pay_payers_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["finance", str(EXAMPLES[9]), *DAY]) == 0
    page = capsys.readouterr().out
    for part in ("Salaris vanaf 23 augustus 2027", "Wie betaalt wat", "de gemeente", "Per maand"):
        assert part in page
    assert "de subsidie zij-instroom" in page
    assert "voorlopig sinds" in page
    assert "Waarom: de stappen" in page


@pytest.mark.parametrize("columns", ["20", "60", "200"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_page_fits_any_terminal(
    columns: str,
    language: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert main(["finance", str(EXAMPLES[0]), *DAY, "--lang", language, "--private"]) == 0
    page = capsys.readouterr().out
    assert max(len(line.rstrip()) for line in page.splitlines()) <= int(columns)


def test_both_languages_give_the_same_amounts(capsys: pytest.CaptureFixture[str]) -> None:
    dutch, english = (told(capsys, EXAMPLES[4], "--lang", language) for language in ("nl", "en"))
    assert dutch["stack"][0]["reasons"] != english["stack"][0]["reasons"]
    for key in ("salary", "employer_cost", "uncovered", "cash", "costs"):
        assert dutch[key] == english[key]


def test_every_error_of_a_file_is_told_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = text_of("p10").replace("    fte: 0.8\n    scale: LB", "    fte: 1.2\n    scale: L11")
    wrong = wrong.replace("once: 15000", "once: -15000")
    path = tmp_path / "wrong.yaml"
    path.write_text(wrong, "utf-8")
    assert main(["finance", str(path), *DAY]) == 2
    answer = capsys.readouterr()
    assert not answer.out
    assert "er kloppen 3 dingen niet" in answer.err
    for place in ("money.terms.fte", "money.terms.scale", "money.contributions[0].once"):
        assert place in answer.err


def test_a_start_before_the_tables_has_no_amount_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "early.yaml"
    path.write_text(
        text_of("p01").replace("starts_on: 2027-08-23", "starts_on: 2005-08-23"), "utf-8"
    )
    assert main(["finance", str(path), *DAY, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["salary"] is None
    assert found["employer_cost"] is None
    assert "finance.start-before-tables" in {each["code"] for each in found["findings"]}


def test_a_dossier_without_money_is_reckoned_with_what_it_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "plain.yaml"
    path.write_text(text_of("p02").split("money:")[0], "utf-8")
    found = told(capsys, path)
    assert found["fte"] == 0.8
    assert found["starts_on"] == "2027-02-01"
    assert found["salary"]["step"] == 1


def test_help_says_why_the_old_pay_stays_out(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["finance", "--help"])
    told_in_help = " ".join(capsys.readouterr().out.split())
    assert "alleen voor de ogen van de kandidaat" in told_in_help
