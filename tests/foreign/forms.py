"""Opens a form of another tool with that tool's own library: forms.py FORM FILE ARTICLES GOLD [PICTURE]

ARTICLES is JSON lines with id and text, GOLD the document form of the same run (code points). Every content
that GOLD has must be found in FILE, at its place, with the same words, and no other. Prints what was read.
"""

import collections
import json
import pathlib
import sys
import zipfile

HERE = pathlib.Path(__file__).parent


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


class Corpus:
    def __init__(self, articles, gold):
        self.texts = {article["id"]: article["text"] for article in lines(articles)}
        self.titles = {article["id"]: article["title"] for article in lines(articles)}
        self.statements = [
            (line["doc_id"], row) for line in lines(gold) for row in line["attributions"]
        ]

    def words(self, doc_id, spans):
        return [self.texts[doc_id][start:end] for start, end in spans]

    def contents(self):
        """The pieces of each content, by article and statement."""
        return {
            (doc_id, row["id"]): self.words(doc_id, row["content"])
            for doc_id, row in self.statements
        }


def same(found, expected):
    assert found == expected, [
        (key, found.get(key), expected.get(key))
        for key in {*found, *expected}
        if found.get(key) != expected.get(key)
    ][:3]
    return f"{len(found)} statements"


def as_lines(text):
    """As Swing, Qt and XML have it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def with_line_feeds(corpus):
    return {key: [as_lines(piece) for piece in pieces] for key, pieces in corpus.contents().items()}


def graphml(path, corpus, picture=None):
    import networkx

    graph = networkx.read_graphml(path)
    assert graph.is_directed() and not graph.is_multigraph()
    labels = {data["label"] for _, data in graph.nodes(data=True)}
    speakers = {row["speaker"] for _, row in corpus.statements}
    assert len(labels & speakers) > 5, labels
    for source, target, data in graph.edges(data=True):
        assert source != target and data["weight"] >= data["articles"] > 0, data
        assert data["direct"] + data["indirect"] + data["mixed"] == data["weight"], data
        # What is said of somebody is said by somebody.
        assert graph.nodes[source]["statements"] > 0 and graph.nodes[target]["mentions"] > 0
    if picture:
        draw(graph, picture)
    return f"{len(graph)} nodes, {graph.size()} edges, weight {graph.size('weight'):.0f}"


def draw(graph, picture):
    import matplotlib
    import networkx

    matplotlib.use("Agg")
    import matplotlib.pyplot as plot

    connected = graph.subgraph([node for node in graph if graph.degree(node) > 0])
    colours = {"person": "#d95f02", "organisation": "#7570b3", "document": "#1b9e77"}
    places = networkx.spring_layout(connected, seed=3, k=1.1)
    figure = plot.figure(figsize=(14, 10))
    networkx.draw_networkx(
        connected,
        places,
        labels={node: data["label"] for node, data in connected.nodes(data=True)},
        node_color=[colours.get(data["kind"], "#999999") for _, data in connected.nodes(data=True)],
        node_size=[120 + 90 * data["statements"] for _, data in connected.nodes(data=True)],
        width=[data["weight"] for _, _, data in connected.edges(data=True)],
        edge_color="#888888",
        font_size=8,
        connectionstyle="arc3,rad=0.1",
    )
    plot.axis("off")
    figure.savefig(picture, dpi=80)
    assert pathlib.Path(picture).read_bytes().startswith(b"\x89PNG")


def gexf(path, corpus):
    import networkx

    graph = networkx.read_gexf(path)
    other = networkx.read_graphml(path.with_suffix(".graphml"))
    assert graph.is_directed()

    def weights(graph):
        name = dict(graph.nodes(data="label"))
        return sorted((name[a], name[b], data["weight"]) for a, b, data in graph.edges(data=True))

    assert weights(graph) == weights(other)
    dated = [data for _, _, data in graph.edges(data=True) if "spells" in data]
    return f"{len(graph)} nodes, {graph.size()} edges, {len(dated)} with days"


def jsonld(path, corpus):
    import rdflib

    schema, oa = rdflib.Namespace("https://schema.org/"), rdflib.Namespace("http://www.w3.org/ns/oa#")
    graph = rdflib.Graph().parse(path, format="json-ld")
    names = {article: str(graph.value(article, schema.identifier))
             for article in graph.subjects(rdflib.RDF.type, schema.NewsArticle)}
    found, speakers = {}, collections.Counter()
    for kind in [schema.Quotation, schema.Statement]:
        for statement in graph.subjects(rdflib.RDF.type, kind):
            [doc_id] = [names[a] for a in graph.objects(statement, schema.isPartOf) if a in names]
            spans = sorted(
                (int(graph.value(it, oa.start)), int(graph.value(it, oa.end)))
                for it in graph.objects(statement, oa.hasSelector)
            )
            number = str(graph.value(statement, schema.identifier))
            found[doc_id, number] = corpus.words(doc_id, spans)
            whole = " […] ".join(found[doc_id, number])
            assert str(graph.value(statement, schema.text)) == whole, whole
            speakers[graph.value(statement, schema.spokenByCharacter) is not None] += 1
    assert speakers[True] > speakers[False]
    return same(found, corpus.contents())


CONFIG = """
<View>
  <Relations><Relation value="source"/><Relation value="content"/></Relations>
  <Labels name="label" toName="text"><Label value="Source"/><Label value="Cue"/><Label value="Content"/></Labels>
  <Text name="text" value="$text"/>
  <TextArea name="speaker" toName="text" perRegion="true" whenTagName="label" whenLabelValue="Content"/>
  <Choices name="kind" toName="text" perRegion="true" whenTagName="label" whenLabelValue="Content">
    <Choice value="direct"/><Choice value="indirect"/><Choice value="mixed"/>
  </Choices>
  <Choices name="type" toName="text" perRegion="true" whenTagName="label" whenLabelValue="Content">
    <Choice value="communication"/><Choice value="attitude"/><Choice value="factive"/><Choice value="control"/>
  </Choices>
</View>
"""


def label_studio(path, corpus):
    from label_studio_sdk.label_interface import LabelInterface

    documented = (HERE / "../../docs/next-tools.md").read_text("utf-8")
    squeezed = "".join(documented.split())
    assert "".join(CONFIG.split()) in squeezed, "the labels of docs/next-tools.md are others"
    interface = LabelInterface(CONFIG)
    interface.validate()
    found = {}
    for task in json.loads(path.read_text("utf-8")):
        # With its predictions the SDK's check of a task always fails: findings/.
        assert interface.validate_task({"data": task["data"]})
        doc_id, text = task["data"]["doc_id"], task["data"]["text"]
        assert text == corpus.texts[doc_id] and task["data"]["title"] == corpus.titles[doc_id]
        [prediction] = task["predictions"]
        assert interface.validate_prediction(prediction), interface._validate_object(prediction)
        assert 0 <= prediction["score"] <= 1 and prediction["model_version"].startswith("sayso ")
        for region in prediction["result"]:
            if region["type"] == "labels":
                value = region["value"]
                assert text[value["start"] : value["end"]] == value["text"], value
                if value["labels"] == ["Content"]:
                    assert 0 <= region["score"] <= 1
                    number = region["id"].split("-")[0]
                    found.setdefault((doc_id, number), []).append(value["text"])
    return same(found, corpus.contents())


def inception(path, corpus):
    import cassis

    with open(path / "TypeSystem.xml", "rb") as file:
        types = cassis.load_typesystem(file)
    found = {}
    for doc_id, text in corpus.texts.items():
        page = path / f"{doc_id}.json"
        cas = cassis.load_cas_from_json(page.read_text("utf-8"))
        again = cassis.load_cas_from_json(page.read_text("utf-8"), typesystem=types)
        assert cas.sofa_string == again.sofa_string == text
        for cue in cas.select("webanno.custom.Statement"):
            parts = [link.target for link in cue.arguments.elements if link.role == "content"]
            found[doc_id, cue.statement] = [part.get_covered_text() for part in parts]
            assert 0 <= cue.confidence <= 1
    return same(found, corpus.contents())


def tei(path, corpus):
    from lxml import etree

    space = {"t": "http://www.tei-c.org/ns/1.0"}
    name = "{http://www.w3.org/XML/1998/namespace}id"
    root = etree.parse(str(path)).getroot()
    ids = root.xpath("//@xml:id")
    assert len(ids) == len(set(ids))
    found, nested = {}, 0
    for page in root.findall("t:TEI", space):
        doc_id = page.findtext(".//t:titleStmt/t:title", namespaces=space)
        body = page.find(".//t:body", space)
        assert "".join(body.itertext()) == as_lines(corpus.texts[doc_id]), doc_id
        by_id = {said.get(name): said for said in body.iter("{*}said")}
        nested += len(body.xpath(".//t:said//t:said", namespaces=space))
        for key, said in by_id.items():
            for pointer in (said.get("who", "") + " " + said.get("ana")).split():
                assert pointer.removeprefix("#") in ids, pointer
            if said.get("prev") is None:
                number = key.rsplit("-", 1)[-1]
                pieces = []
                while said is not None:
                    pieces.append("".join(said.itertext()))
                    said = by_id.get(said.get("next", "").removeprefix("#"))
                found[doc_id, number] = "".join("".join(pieces).split())
    expected = {key: "".join("".join(pieces).split()) for key, pieces in corpus.contents().items()}
    return same(found, expected) + f", {nested} within others"


# What Discourse Network Analyzer's queries ask of each table.
DNA = {
    "SETTINGS": "Property Value",
    "CODERS": "ID Name Red Green Blue Refresh FontSize Password PopupWidth ColorByCoder PopupDecoration "
    "PopupAutoComplete PermissionAddDocuments PermissionEditDocuments PermissionDeleteDocuments "
    "PermissionImportDocuments PermissionAddStatements PermissionEditStatements "
    "PermissionDeleteStatements PermissionEditAttributes PermissionEditRegex "
    "PermissionEditStatementTypes PermissionEditCoders PermissionEditCoderRelations "
    "PermissionViewOthersDocuments PermissionEditOthersDocuments PermissionViewOthersStatements "
    "PermissionEditOthersStatements",
    "DOCUMENTS": "ID Title Text Coder Author Source Section Notes Type Date",
    "STATEMENTTYPES": "ID Label Red Green Blue",
    "VARIABLES": "ID Variable DataType StatementTypeId",
    "VARIABLELINKS": "ID SourceVariableId TargetVariableId",
    "REGEXES": "Label Red Green Blue",
    "CODERRELATIONS": "ID Coder OtherCoder viewStatements editStatements viewDocuments editDocuments",
    "STATEMENTS": "ID StatementTypeId DocumentId Start Stop Coder",
    "DATABOOLEAN": "ID StatementId VariableId Value",
    "DATAINTEGER": "ID StatementId VariableId Value",
    "ENTITIES": "ID VariableId Value Red Green Blue ChildOf",
    "DATASHORTTEXT": "ID StatementId VariableId Entity",
    "DATALONGTEXT": "ID StatementId VariableId Value",
    "ATTRIBUTEVARIABLES": "ID VariableId AttributeVariable",
    "ATTRIBUTEVALUES": "ID EntityId AttributeVariableId AttributeValue",
}


def dna(path, corpus):
    import sqlite3

    base = sqlite3.connect(path)
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    for table, columns in DNA.items():
        found = [row[1] for row in base.execute(f"PRAGMA table_info({table})")]
        assert found == columns.split(), (table, found)
    # Every statement has a value for each variable of its type, or the program shows none of them.
    missing = base.execute(
        "SELECT count(*) FROM STATEMENTS s JOIN VARIABLES v ON v.StatementTypeId = s.StatementTypeId "
        "WHERE NOT EXISTS (SELECT 1 FROM (SELECT StatementId, VariableId FROM DATASHORTTEXT UNION ALL "
        "SELECT StatementId, VariableId FROM DATABOOLEAN UNION ALL SELECT StatementId, VariableId FROM "
        "DATAINTEGER UNION ALL SELECT StatementId, VariableId FROM DATALONGTEXT) d "
        "WHERE d.StatementId = s.ID AND d.VariableId = v.ID)"
    ).fetchone()
    assert missing == (0,)
    ids = {title: doc_id for doc_id, title in corpus.titles.items()}
    found = {}
    rows = base.execute(
        "SELECT Title, Text, Start, Stop, t.Value, p.Value, o.Value FROM STATEMENTS s "
        "JOIN DOCUMENTS d ON d.ID = s.DocumentId JOIN DATALONGTEXT t ON t.StatementId = s.ID "
        "JOIN DATASHORTTEXT dp ON dp.StatementId = s.ID AND dp.VariableId = 1 "
        "JOIN ENTITIES p ON p.ID = dp.Entity "
        "JOIN DATASHORTTEXT do ON do.StatementId = s.ID AND do.VariableId = 2 "
        "JOIN ENTITIES o ON o.ID = do.Entity"
    )
    for title, text, start, stop, told, person, organization in rows:
        assert "\r" not in text and not (person and organization)
        units = text.encode("utf-16-le")
        words = units[2 * start : 2 * stop].decode("utf-16-le")
        found[ids[title], told.split(":")[0]] = words
    expected = {
        (doc_id, row["id"]): as_lines(
            corpus.texts[doc_id][row["content"][0][0] : row["content"][-1][1]]
        )
        for doc_id, row in corpus.statements
    }
    return same(found, expected)


def qdpx(path, corpus):
    from lxml import etree

    archive = zipfile.ZipFile(path)
    assert archive.testzip() is None
    project = etree.fromstring(archive.read("project.qde"))
    etree.XMLSchema(etree.parse(str(HERE / "qda-project.xsd"))).assertValid(project)
    space = {"q": "urn:QDA-XML:project:1.0"}
    guids = project.xpath("//@guid")
    assert len(guids) == len(set(guids))
    codes = {code.get("guid"): code for code in project.iter("{*}Code")}
    found = {}
    for source in project.iter("{*}TextSource"):
        name = source.get("plainTextPath").replace("internal://", "sources/")
        text = archive.read(name).decode("utf-8")
        assert text == as_lines(corpus.texts[source.get("name")])
        for selection in source.iter("{*}PlainTextSelection"):
            start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
            words = text[start:end]
            # As an XML reader gives an attribute back: with its line ends, which were references.
            assert words == selection.get("name"), (words, selection.get("name"))
            targets = selection.xpath("q:Coding/q:CodeRef/@targetGUID", namespaces=space)
            assert targets and all(target in codes for target in targets)
            number, part = selection.findtext("{*}Description").split(",")[0].split()
            if part == "content":
                found.setdefault((source.get("name"), number), []).append(words)
    return same(found, with_line_feeds(corpus))


def main():
    form, path, articles, gold, *picture = sys.argv[1:]
    corpus = Corpus(pathlib.Path(articles), pathlib.Path(gold))
    print(globals()[form.replace("-", "_")](pathlib.Path(path), corpus, *picture))


main()
