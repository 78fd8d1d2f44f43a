"""word.py TEXT DOCX: the text as a document of Word, a paragraph for each line, in runs as people leave them."""

import sys

from docx import Document

document = Document()
document.sections[0].header.paragraphs[0].text = "Nobody said that the header counts."
for line in open(sys.argv[1], encoding="utf-8").read().splitlines():
    if not line.strip():
        continue
    paragraph = document.add_paragraph()
    # Runs end anywhere, also within words.
    for start in range(0, len(line), 17):
        run = paragraph.add_run(line[start : start + 17])
        run.bold = start % 2 == 1
document.save(sys.argv[2])
