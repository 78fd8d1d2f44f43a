#!/usr/bin/env bash
# Polars gives a column of the type Null with a buffer, where Arrow's C data interface has none.
#
# Packages: polars 2.1.0 (and no other).
# Behaviour: DataFrame.__arrow_c_stream__ exports a column of dtype Null with n_buffers = 1. The
#   specification ("Columnar format", "Null layout": "no memory buffers are allocated"; C data interface,
#   `n_buffers`: as many as the layout has) asks for 0.
# Output seen: polars 2.1.0: format n, length 2, n_buffers 1
# Why it matters: arrow-rs refuses such an array ('The datatype "Null" doesn't expect buffer at index 0'), so
#   every Rust extension that takes frames by the PyCapsule interface falls over a frame with one column that
#   is all missing, which read_ndjson makes of a field that is null on each line. sayso clears the count
#   where frames come in (crates/sayso-python/src/border.rs).
# Ends with status 1 if the behaviour has changed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check polars==2.1.0
"$work/venv/bin/python" - <<'END'
import ctypes
import sys

import polars as pl


class Array(ctypes.Structure):
    pass


class Stream(ctypes.Structure):
    pass


Array._fields_ = [
    *((name, ctypes.c_int64) for name in ("length", "null_count", "offset", "n_buffers", "n_children")),
    ("buffers", ctypes.c_void_p),
    ("children", ctypes.POINTER(ctypes.POINTER(Array))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]
next_of = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Stream), ctypes.POINTER(Array))
Stream._fields_ = [
    ("get_schema", ctypes.c_void_p),
    ("get_next", next_of),
    ("get_last_error", ctypes.c_void_p),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]
pointer_of = ctypes.pythonapi.PyCapsule_GetPointer
pointer_of.restype, pointer_of.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]

frame = pl.DataFrame({"author": [None, None]})
assert frame.schema["author"] == pl.Null
capsule = frame.__arrow_c_stream__()
stream = ctypes.cast(pointer_of(capsule, b"arrow_array_stream"), ctypes.POINTER(Stream))
array = Array()
assert stream.contents.get_next(stream, ctypes.byref(array)) == 0
column = array.children[0].contents
print(f"polars {pl.__version__}: format n, length {column.length}, n_buffers {column.n_buffers}")
sys.exit(column.n_buffers != 1)
END
