"""Texts in, statements out."""

from __future__ import annotations

import copy
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import sayso
from conftest import TEXT


def test_text_at_the_offsets_is_the_text_of_the_row(
    pipeline: sayso.Pipeline, articles: dict[str, str]
) -> None:
    found = 0
    for text in [TEXT, *articles.values()]:
        for s in pipeline.extract(text):
            found += 1
            assert s.content == " […] ".join(text[start:end] for start, end in s.content_spans)
            assert (s.content_start, s.content_end) == (s.content_spans[0][0], s.content_spans[-1][1])
            assert s.cue == text[s.cue_start : s.cue_end]
            if s.source is None:
                assert s.source_start is None and s.source_end is None
            else:
                assert s.source == text[s.source_start : s.source_end]
    assert found > 50


def test_statement_says_what_it_is(rules: sayso.Pipeline) -> None:
    first, second = rules.extract("OSLO, May 3, 2024 (Wire) -- " + TEXT, "wire-1")
    assert (first.doc_id, first.statement_id, first.speaker) == ("wire-1", "S1", "Ada Obi")
    assert (first.kind, second.kind) == ("direct", "indirect")
    assert (first.attribution_type, first.speaker_kind) == ("communication", "person")
    assert first.date == date(2024, 5, 3)
    assert second.content.startswith("Schools") and 0 < second.confidence <= 1
    assert repr(first) == "<Statement wire-1 S1: Ada Obi | said | “Rain is near,”>"
    assert list(first.to_dict()) == list(sayso.COLUMNS)
    with pytest.raises(AttributeError):
        first.speaker = "Nobody"  # type: ignore[misc]


def test_statements_are_values(rules: sayso.Pipeline) -> None:
    statements = rules.extract(TEXT, "a")
    assert copy.copy(statements[0]) == statements[0] != statements[1]
    assert len({*statements, *rules.extract(TEXT, "a")}) == 2
    with pytest.raises(TypeError, match="needs a value for statement_id"):
        sayso.Statement(doc_id="a")
    with pytest.raises(ValueError, match='no kind "shouted"'):
        sayso.Statement(**{**statements[0].to_dict(), "content_spans": [], "kind": "shouted"})


def test_page_is_that_of_the_command_line(articles: dict[str, str], tmp_path: Path) -> None:
    pipeline = sayso.Pipeline(model="rules")
    for name, text in articles.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
        command = [sys.executable, "-m", "sayso", "extract", f"{name}.txt", "--model", "rules"]
        command += ["--format", "html", "--quiet"]
        page = subprocess.run(command, check=True, capture_output=True, cwd=tmp_path).stdout
        assert pipeline.extract(text, name).html() == page.decode()


def test_page_shows_what_the_list_holds(rules: sayso.Pipeline) -> None:
    statements = rules.extract(TEXT)
    assert "<mark" in statements.html().partition("<article>")[2]
    statements.clear()
    article = statements.html().partition("<article>")[2]
    assert "<mark" not in article and "Rain is near" in article
    statements.append(rules.extract(TEXT * 2)[-1])
    with pytest.raises(ValueError, match="no place"):
        statements.html()


def test_notebook_shows_the_text_in_colours(rules: sayso.Pipeline) -> None:
    statements = rules.extract(TEXT, "<a & b>")
    page = statements.html()
    assert "<mark" in page.partition("<article>")[2] and "&lt;a &amp; b&gt;" in page
    assert "<script>alert" not in rules.extract("<script>alert(1)</script>")._repr_html_()
    assert statements._repr_html_().startswith("<iframe") and "&lt;mark" in statements._repr_html_()
    assert "<b>Ada Obi</b>" in statements[0]._repr_html_()
    assert (statements.text, statements.doc_id) == (TEXT, "<a & b>")


def test_stages_one_by_one_are_the_whole(
    pipeline: sayso.Pipeline, articles: dict[str, str]
) -> None:
    for text in articles.values():
        statements = pipeline.extract(text)
        attributions = pipeline.attribute(text)
        # The stage finds the outer voices; those within them come with the whole.
        outer = [s for s in statements if s.within is None]
        assert [s.content_spans for s in outer] == [a.content for a in attributions]
        speakers = pipeline.resolve(text, attributions)
        assert [s.speaker for s in outer] == [speaker.name for speaker in speakers]
        assert [s.speaker_role for s in outer] == [speaker.role for speaker in speakers]


def test_segmentation_has_its_places(rules: sayso.Pipeline) -> None:
    segmentation = rules.segment(TEXT)
    assert all(TEXT[token.start : token.end] == token.text for token in segmentation.tokens)
    assert [TEXT[one.start : one.end] for one in segmentation.quotations] == ["“Rain is near,”"]
    [paragraph] = segmentation.paragraphs
    assert paragraph.sentences == (0, len(segmentation.sentences))
    assert segmentation.tokens[0].kind == "opening_quote" and segmentation.date is None
    assert rules.segment(TEXT) == segmentation


def test_network_scores_each_token() -> None:
    small = sayso.Pipeline(model="small")
    scores = small.tag(TEXT)
    assert len(scores) == len(small.segment(TEXT).tokens)
    assert max(scores[6], key=scores[6].__getitem__) == "B-CUE"


def test_rules_have_no_scores(rules: sayso.Pipeline) -> None:
    with pytest.raises(sayso.Error, match="the rules have no scores"):
        rules.tag(TEXT)


def test_attributions_of_ones_own_are_resolved(rules: sayso.Pipeline) -> None:
    she = TEXT.index("she")
    own = sayso.Attribution(cue=(she + 4, she + 9), content=[(43, she - 2)], source=(she, she + 3))
    [speaker] = rules.resolve(TEXT, [own])
    assert (speaker.name, speaker.kind) == ("Ada Obi", "person")
    with pytest.raises(ValueError, match=r"no place \(3, 1000\) in a text of \d+ characters"):
        rules.resolve(TEXT, [sayso.Attribution(cue=(3, 1000), content=[])])


def test_batch_is_each_text_by_itself(
    pipeline: sayso.Pipeline, articles: dict[str, str]
) -> None:
    texts = [*articles.values(), ""]
    expected = [pipeline.extract(text, str(place)) for place, text in enumerate(texts)]
    assert pipeline.extract_batch(texts) == expected
    assert pipeline.extract_batch(iter(texts), jobs=1) == expected
    named = pipeline.extract_batch(texts, doc_ids=[*articles, "empty"])
    assert named[0][0].doc_id == next(iter(articles))
    assert pipeline.extract_batch([]) == []


def test_options_choose_statements(articles: dict[str, str], tmp_path: Path) -> None:
    text = "\n\n".join(articles.values())
    said = sayso.Pipeline("rules", types="communication").extract(text)
    assert said and {s.attribution_type for s in said} == {"communication"}
    assert sayso.Pipeline("rules", min_confidence=1.1).extract(text) == []
    cues = tmp_path / "cues.tsv"
    cues.write_text("toot\tverb\tthat bare\tcommunication\n", "utf-8")
    with_it = sayso.Pipeline("rules", lexicon=[cues])
    assert with_it.extract(text) == sayso.Pipeline("rules", lexicon=cues).extract(text)
    cues.write_text("toot\tverb\n", "utf-8")
    with pytest.raises(sayso.Error, match="cues.tsv: line 1: found 2 columns, expected 4"):
        sayso.Pipeline("rules", lexicon=cues)


@pytest.mark.parametrize(
    ("options", "kind", "words"),
    [
        ({"model": "no-such.safetensors"}, sayso.Error, "no-such.safetensors"),
        ({"model": "rules", "lexicon": "no-such.tsv"}, sayso.Error, "no-such.tsv: "),
        ({"model": "rules", "types": ["spoken"]}, ValueError, 'no attribution type "spoken"'),
        ({"model": None}, TypeError, "model"),
        ({"modle": "rules"}, TypeError, "modle"),
    ],
)
def test_wrong_options_are_told(
    options: dict[str, object], kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=words):
        sayso.Pipeline(**options)  # type: ignore[arg-type]


def test_what_is_no_text_is_told(rules: sayso.Pipeline) -> None:
    with pytest.raises(TypeError, match="text"):
        rules.extract(None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"texts\[1\]: expected str, found NoneType"):
        rules.extract_batch(["a", None])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="texts is one str"):
        rules.extract_batch("a text")
    with pytest.raises(UnicodeEncodeError, match="surrogates not allowed"):
        rules.extract("half a pair: \ud83d")
    with pytest.raises(UnicodeEncodeError, match="surrogates not allowed"):
        rules.extract_batch(["\ud83d"])
    with pytest.raises(ValueError, match="1 doc_ids for 2 texts"):
        rules.extract_batch(["a", "b"], doc_ids=["x"])


def test_panic_is_an_exception() -> None:
    with pytest.raises(sayso.Error, match="wire-1: the program failed: asked for"):
        sayso._sayso._panic("wire-1")
