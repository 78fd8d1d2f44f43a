#!/usr/bin/env bash
# PySpark's to_arrow_schema fails with an empty AssertionError for a column of timestamps.
#
# Packages: pyspark 4.3.0, pyarrow 26.0.1.
# Behaviour: pyspark.sql.pandas.types.to_arrow_schema(schema) with its default arguments raises
#   AssertionError without a message where the schema has a TimestampType: `timezone` has the default None,
#   and a timestamp asserts that it is not None. In 4.0 and before, the same call gave timestamp[us, tz=UTC].
# Output seen: AssertionError('') / with timezone="UTC": timestamp[us, tz=UTC]
# Why it matters: who makes the schema of mapInArrow from that of a frame (as sayso.spark does) has a job that
#   fails for nearly every table of articles, with nothing in the message to go by.
# Ends with status 1 if the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check pyspark==4.3.0 pyarrow==26.0.1
"$work/venv/bin/python" - <<'END'
import sys

from pyspark.sql.pandas.types import to_arrow_schema
from pyspark.sql.types import StructField, StructType, TimestampType

schema = StructType([StructField("seen", TimestampType())])
try:
    found = f"no error: {to_arrow_schema(schema)}"
except AssertionError as error:
    found = repr(error)
print(found)
print(f"with timezone: {to_arrow_schema(schema, timezone='UTC').field('seen').type}")
sys.exit(found != "AssertionError()")
END
