"""The statements of one text, as a list that a notebook can show."""

from __future__ import annotations

from typing import Any

from ._sayso import Article, Statement

# The height of the frame, in pixels: of a screen's half, and less for a short text.
_MOST, _LEAST, _PER_CHARACTER = 480, 220, 0.25


class Statements(list[Statement]):
    """The statements of one text, in the order of their contents.

    A list; at the end of a notebook's cell, the text with its statements in colours.
    """

    __slots__ = ("_article",)

    def __init__(self, statements: list[Statement], article: Article) -> None:
        super().__init__(statements)
        self._article = article

    @property
    def text(self) -> str:
        """The text in which the statements stand."""
        return self._article.text

    @property
    def doc_id(self) -> str:
        """The id of the document, empty where none was given."""
        return self._article.doc_id

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as dictionaries: what `polars.DataFrame` and `pandas.DataFrame` take."""
        return [statement.to_dict() for statement in self]

    def html(self) -> str:
        """The page of the command line's `--format html`, which stands alone."""
        return self._article.html()

    def _repr_html_(self) -> str:
        from html import escape

        height = int(min(_MOST, _LEAST + _PER_CHARACTER * len(self.text)))
        # A frame of its own, so that neither the page nor the notebook changes the other's looks.
        return (
            f'<iframe title="Who said what" srcdoc="{escape(self.html())}" '
            f'sandbox="allow-scripts" style="width: 100%; height: {height}px; border: 0"></iframe>'
        )

    def __reduce__(self) -> tuple[type[list[Statement]], tuple[list[Statement]]]:
        return list, (list(self),)
