"""A page in a terminal: headings, points and tables in one language, as wide as there is room."""

from dataclasses import dataclass

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from loopbrug.core.terms.finding import Finding, Value
from loopbrug.web.site.sentences.book import cite, sentence, tell, tell_value

_NARROW = 84


@dataclass(frozen=True, slots=True)
class Page:
    """Where to print and in which language; text from people is never read as markup."""

    console: Console
    language: str

    @property
    def narrow(self) -> bool:
        """Whether there is no room for a table."""
        return self.console.width < _NARROW

    def says(self, code: str, **values: Value) -> str:
        """Return a sentence of the book."""
        return sentence(code, self.language, **values)

    def word(self, name: str, value: Value) -> str:
        """Return the word for a value, ``name`` being what kind it is."""
        return tell_value(value, self.language, name)

    def told(self, finding: Finding) -> str:
        """Return a finding with the law it rests on."""
        source = f" ({cite(finding.source, self.language)})" if finding.source else ""
        return tell(finding, self.language) + source

    def title(self, text: str) -> None:
        """Print the name of the page."""
        self.console.print(Rule(Text(text, "bold"), align="left"))

    def heading(self, code: str, **values: Value) -> None:
        """Print the heading of a part, with a line of air."""
        self.console.print()
        self.line(self.says(code, **values), "bold underline")

    def line(self, text: str, style: str = "") -> None:
        """Print one paragraph."""
        self.console.print(Text(text, style))

    def point(self, text: str, mark: str = "·") -> None:
        """Print a point of a list; what does not fit on the line stays under its text."""
        grid = Table.grid(padding=(0, 1))
        grid.add_column(width=1)
        grid.add_column(overflow="fold")
        grid.add_row(mark, Text(text))
        self.console.print(Padding(grid, (0, 0, 0, 2)))

    def table(self, *codes: str) -> Table:
        """Return an empty table with these column heads."""
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        for code in codes:
            table.add_column(self.says(code), overflow="fold")
        return table
