"""Who said what in the news.

>>> import sayso
>>> text = "“Rain is near,” said Ada Obi, the mayor."
>>> [statement] = sayso.Pipeline(model="rules").extract(text)
>>> statement.speaker
'Ada Obi'
>>> text[statement.content_start : statement.content_end]
'“Rain is near,”'

`Pipeline` reads texts (`extract`, `extract_batch`) and tables (`extract_table`). What stands on another
package is a module of its own, to import where it is wanted: `sayso.polars`, `sayso.pandas`,
`sayso.spacy`, `sayso.spark`, `sayso.ray`.
"""

from ._sayso import (
    COLUMNS,
    Attribution,
    Error,
    Paragraph,
    Pipeline,
    Quotation,
    Rows,
    Segmentation,
    Sentence,
    Speaker,
    Statement,
    Token,
    __version__,
)
from ._statements import Statements

__all__ = [
    "COLUMNS",
    "Attribution",
    "Error",
    "Paragraph",
    "Pipeline",
    "Quotation",
    "Rows",
    "Segmentation",
    "Sentence",
    "Speaker",
    "Statement",
    "Statements",
    "Token",
    "__version__",
]
