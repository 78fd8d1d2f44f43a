"""The statements of one text, as a list that a notebook can show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Date
from typing import Any

from ._sayso import Statement, html

# The height of the frame, in pixels: of a screen's half, and less for a short text.
_MOST, _LEAST, _PER_CHARACTER = 480, 220, 0.25


class Statements(list[Statement]):
    """The statements of one text, in the order of their contents.

    A list; at the end of a notebook's cell, the text with its statements in colours.

    >>> import sayso
    >>> found = sayso.Pipeline(model="rules").extract("“Rain is near,” said Ada Obi.", "wire-1")
    >>> len(found), found.doc_id, found[0].speaker
    (1, 'wire-1', 'Ada Obi')
    """

    __slots__ = ("text", "doc_id", "date")

    def __init__(
        self,
        statements: Iterable[Statement] = (),
        text: str = "",
        doc_id: str = "",
        date: Date | None = None,
    ) -> None:
        super().__init__(statements)
        self.text = text
        """The text in which the statements stand."""
        self.doc_id = doc_id
        """The id of the document, empty where none was given."""
        self.date = date
        """The date that the text gives, if any."""

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as dictionaries: what `polars.DataFrame` and `pandas.DataFrame` take."""
        return [statement.to_dict() for statement in self]

    def html(self) -> str:
        """The page of the command line's `--format html`, which stands alone."""
        return html(self.text, self.doc_id, self.date, self)

    def _repr_html_(self) -> str:
        from html import escape

        height = int(min(_MOST, _LEAST + _PER_CHARACTER * len(self.text)))
        # A frame of its own, so that neither the page nor the notebook changes the other's looks.
        return (
            f'<iframe title="Who said what" srcdoc="{escape(self.html())}" '
            f'sandbox="allow-scripts" style="width: 100%; height: {height}px; border: 0"></iframe>'
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (list(self), self.text, self.doc_id, self.date)
