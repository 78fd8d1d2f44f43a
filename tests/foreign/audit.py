"""Counts the rows of a table of statements by SQL and looks for the same numbers in an audit.

audit.py STATEMENTS.parquet AUDIT.csv OUTLET_COLUMN

What stands within the statement of another is counted with it. Prints the number of figures that
were compared.
"""

import csv
import sys

import duckdb

KINDS = ["direct", "indirect", "mixed"]
SPEAKERS = ["person", "organisation", "document", "group", "nameless", "none"]

NAMED = "nullif(speaker, '')"
GROUPS = {
    "all": "'all'",
    "speaker_kind": "speaker_kind",
    "outlet": "coalesce(nullif(trim({outlet}), ''), '(none)')",
    "month": "coalesce(strftime(date, '%Y-%m'), '(none)')",
    "speaker": NAMED,
}


def figures(table, outlet):
    """Of each dimension and group, the figures by their headings."""
    words = "len(regexp_split_to_array(trim(replace(content, ' […] ', ' ')), '[\\s\\p{Z}\\x{85}]+'))"
    kinds = [f"count(*) filter (kind = '{kind}') as \"{kind}\"" for kind in KINDS]
    speakers = [f"count(*) filter (speaker_kind = '{kind}') as by_{kind}" for kind in SPEAKERS]
    found = {}
    for dimension, group in GROUPS.items():
        query = f"""
            select {group.format(outlet=outlet)} as value, count(*) as statements,
                count(distinct doc_id) as articles, count(distinct {NAMED}) as speakers,
                sum({words})::bigint as words, {', '.join(kinds + speakers)}
            from '{table}' where within is null group by 1 having value is not null"""
        result = duckdb.sql(query)
        for row in result.fetchall():
            cells = dict(zip(result.columns, row))
            found[dimension, cells.pop("value")] = cells
    return found


def main(table, audit, outlet):
    expected = figures(table, outlet)
    with open(audit, encoding="utf-8", newline="") as file:
        rows = {(row["by"], row["value"]): row for row in csv.DictReader(file)}
    assert rows.keys() == expected.keys(), rows.keys() ^ expected.keys()
    compared = 0
    for key, cells in expected.items():
        for name, number in cells.items():
            assert int(rows[key][name]) == number, (key, name, rows[key][name], number)
            compared += 1
        share = 100 * cells["statements"] / expected["all", "all"]["statements"]
        assert abs(float(rows[key]["share"]) - share) <= 0.051, (key, rows[key]["share"], share)
    print(compared)


main(*sys.argv[1:])
