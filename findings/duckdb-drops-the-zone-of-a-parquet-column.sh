#!/usr/bin/env bash
# DuckDB loses the zone of a Parquet column: the day of an article is that of the machine, and a copy says UTC.
#
# Packages: duckdb 2.0.1, pyarrow 26.0.1 (and pytz, which duckdb needs for zones).
# Behaviour: pyarrow, pandas and Polars note the zone of a column of moments in the file (ARROW:schema). DuckDB
#   reads such a column as TIMESTAMP WITH TIME ZONE and casts it to a DATE in the zone of the session, which is the
#   machine's; the zone that the file states is gone. COPY … TO writes it again as UTC.
# Output seen: duckdb 2.0.1: noted America/New_York: day 2024-10-01 in America/New_York, 2024-10-02 in UTC,
#   2024-10-02 in Asia/Tokyo; copied: timestamp[us, tz=UTC]
# Why it matters: an article of ten in the evening in New York has another day on a server than on the desk it
#   was written at, counts by day differ between two machines, and a corpus that once went through DuckDB has lost
#   the day that its source states. sayso reads the noted zone (crates/sayso-read/src/parquet/zone.rs); what was copied
#   by DuckDB must be given a column of days first.
# Ends with status 1 if the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.1 pyarrow==26.0.1 pytz==2026.6
"$work/venv/bin/python" - "$work" <<'END'
import datetime
import sys
from zoneinfo import ZoneInfo

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

work, zone = sys.argv[1], "America/New_York"
evening = datetime.datetime(2024, 10, 1, 22, 0, tzinfo=ZoneInfo(zone))
dates = pa.array([evening], pa.timestamp("us", tz=zone))
pq.write_table(pa.table({"text": ["Rain."], "date": dates}), f"{work}/news.parquet")
assert pq.read_schema(f"{work}/news.parquet").field("date").type.tz == zone

days = {}
for session in (zone, "UTC", "Asia/Tokyo"):
    database = duckdb.connect()
    database.execute(f"set TimeZone = '{session}'")
    (days[session],) = database.execute(f"select cast(cast(date as date) as varchar) from '{work}/news.parquet'").fetchone()
    database.execute(f"copy (select * from '{work}/news.parquet') to '{work}/copy.parquet'")
copied = pq.read_schema(f"{work}/copy.parquet").field("date").type
seen = ", ".join(f"{day} in {session}" for session, day in days.items())
print(f"duckdb {duckdb.__version__}: noted {zone}: day {seen}; copied: {copied}")
sys.exit(list(days.values()) != ["2024-10-01", "2024-10-02", "2024-10-02"] or copied.tz != "UTC")
END
