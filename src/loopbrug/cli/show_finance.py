"""The business case in a terminal: pay, cost, who pays what, what is left, and why."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from rich.padding import Padding
from rich.text import Text

from loopbrug.cli.page import Page
from loopbrug.core.finance.business import BusinessCase
from loopbrug.core.finance.employer_cost import EmployerCost
from loopbrug.core.finance.model import FinanceCase, SourceVerdict
from loopbrug.core.finance.placement import Placement, Placements
from loopbrug.core.finance.stacking import LeftOut, StackLine
from loopbrug.core.law.trace import Figure, Step
from loopbrug.core.terms.finding import Finding, Value
from loopbrug.web.site.sentences.book import cite, tell_amount

DEPTH = 2
"""So many levels of steps are shown; JSON has them all."""
Row = tuple[str, str]


def show_finance(page: Page, case: FinanceCase, found: BusinessCase) -> None:
    """Print the case as others than the candidate may see it."""
    page.title(" · ".join(part for part in (page.says("cli.title-finance"), case.code) if part))
    page.line(page.says("cli.as-of", day=case.day), "dim")
    if found.salary:
        listed = _salary(page, found.salary)
        show_rows(page, "cli.title-salary", listed, first=case.terms.starts_on, fte=case.terms.fte)
    if found.employer_cost:
        show_rows(page, "cli.title-employer", _employer(page, found.employer_cost.value))
    show_rows(page, "cli.title-costs", _costs(page, found))
    _used(page, found.stack.used)
    _left_out(page, found.stack.left_out)
    _uncovered(page, found)
    show_rows(page, "cli.title-cash", _cash(page, found))
    _notes(page, found.findings)
    _uncertain(page, found.uncertain)
    page.heading("cli.title-why")
    show_steps(page, found.steps)


def show_rows(page: Page, heading: str, rows: Iterable[Row], **values: Value) -> None:
    """Print names with amounts: a table, or points where there is no room for one."""
    listed = list(rows)
    if not listed:
        return
    page.heading(heading, **values)
    if page.narrow:
        for name, amount in listed:
            page.point(f"{name}: {amount}")
        return
    table = page.table("cli.what", "cli.amount")
    table.columns[1].justify = "right"
    for name, amount in listed:
        table.add_row(name, amount)
    page.console.print(table)


def show_steps(page: Page, steps: Iterable[Step], depth: int = 0) -> None:
    """Print steps with the figures they used; what they rest on stands further to the right."""
    for step in dict.fromkeys(steps):
        page.console.print(Padding(Text(f"· {_step(page, step)}"), (0, 0, 0, 2 * depth + 2)))
        if depth + 1 < DEPTH:
            show_steps(page, step.parts, depth + 1)


def _step(page: Page, step: Step) -> str:
    """Return what a step did, what it rests on, and the amount it came to."""
    cited = dict.fromkeys(cite(used.dated.source, page.language) for used in step.figures)
    told = page.told(Finding(step.said.code, values=step.said.values))
    came_to = ""
    if isinstance(step.result, Decimal) and tell_amount(step.result, page.language) not in told:
        came_to = f" → {euros(page, step.result)}" if step.result else ""
    return f"{told} ({'; '.join(cited)}){came_to}" if cited else told + came_to


def euros(page: Page, amount: Decimal) -> str:
    """Return an amount with its sign."""
    return f"€ {tell_amount(amount, page.language)}"


def placed(page: Page, placement: Placement) -> Row:
    """Return a step on a scale, and what it pays a month and a year."""
    return (
        page.says("cli.step", scale=placement.scale.value, step=placement.step),
        page.says(
            "cli.month-and-year", month_amount=placement.pay.monthly,
            year_amount=placement.pay.yearly,
        ),
    )  # fmt: skip


def _salary(page: Page, found: Placements) -> Iterator[Row]:
    for code, placement in (
        ("cli.placed-chosen", found.chosen),
        ("cli.placed-floor", found.floor),
        ("cli.placed-likely", found.likely),
    ):
        name, pays = placed(page, placement.value)
        yield f"{page.says(code)}: {name}", pays


def _employer(page: Page, cost: EmployerCost) -> Iterator[Row]:
    for line in cost.lines:
        known = euros(page, line.amount) if line.amount is not None else page.says("cli.unknown")
        yield page.word("charge", line.charge.value), known
    yield page.says("cli.together"), euros(page, cost.yearly)
    if cost.benchmark_yearly is not None:
        yield page.says("cli.benchmark"), euros(page, cost.benchmark_yearly)


def _costs(page: Page, found: BusinessCase) -> Iterator[Row]:
    for line in found.costs:
        kind = page.word("cost_kind", line.kind.value)
        code = "cli.from-until" if line.since < line.until else "cli.on-one-day"
        when = page.says(code, kind=kind, first=line.since, last=line.until)
        yield when, euros(page, line.amount) if line.known else page.says("cli.unknown")
    if found.costs:
        yield page.says("cli.together"), euros(page, found.stack.total)


def _used(page: Page, used: tuple[StackLine, ...]) -> None:
    page.heading("cli.title-stack")
    if not used:
        page.line(page.says("cli.nobody-pays"))
    for line in used:
        page.point(_source(page, line.verdict, line.amount))
        for reason in line.verdict.reasons:
            page.console.print(Padding(Text(page.told(reason)), (0, 0, 0, 6)))


def _source(page: Page, verdict: SourceVerdict, amount: Decimal) -> str:
    told = page.says(
        "cli.source", amount=amount, certainty=verdict.certainty.value, payer=verdict.payer.value,
        name=_name(page, verdict), source_status=verdict.status.value,
    )  # fmt: skip
    if verdict.opens_on is None:
        return told
    return f"{told} {page.says('cli.source-from', first=verdict.opens_on)}"


def _name(page: Page, verdict: SourceVerdict) -> str:
    return verdict.title or page.word("money_source", verdict.source)


def _left_out(page: Page, left_out: tuple[LeftOut, ...]) -> None:
    if not left_out:
        return
    page.heading("cli.title-left-out")
    for each in left_out:
        status = page.word("source_status", each.verdict.status.value)
        why = " ".join(page.told(reason) for reason in each.why)
        page.point(f"{_name(page, each.verdict)} ({status}): {why}")


def _uncovered(page: Page, found: BusinessCase) -> None:
    page.heading("cli.title-uncovered", amount=found.stack.uncovered)
    for part in found.uncovered:
        kind, amount = page.word("cost_kind", part.kind.value), euros(page, part.amount)
        page.point(f"{kind}, {amount}: {page.told(part.why)}")


def _cash(page: Page, found: BusinessCase) -> Iterator[Row]:
    for month in found.cash:
        out = sum((amount for _, amount in month.out), Decimal(0))
        income = sum((amount for _, amount in month.income), Decimal(0))
        yield (
            f"{month.first:%Y-%m}",
            page.says(
                "cli.cash-month", out_amount=out, in_amount=income, balance_amount=month.balance
            ),
        )


def _notes(page: Page, findings: tuple[Finding, ...]) -> None:
    if findings:
        page.heading("cli.title-notes")
    for finding in findings:
        page.point(page.told(finding), "!")


def _uncertain(page: Page, figures: tuple[Figure, ...]) -> None:
    if figures:
        page.heading("cli.title-uncertain")
    for used in {figure.dated.name: figure for figure in figures}.values():
        name, source = used.dated.name, cite(used.dated.source, page.language)
        since = used.provisional_since
        page.point(
            page.says("cli.provisional", name=name, source=source, first=since)
            if since
            else page.says("cli.remembered", name=name, source=source)
        )
