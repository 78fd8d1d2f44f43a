"""A client generated from the description of a server gets what the command line writes.

    client.py SAYSO ARTICLE     SAYSO is the program, ARTICLE a text

Needs openapi-python-client, beside the Python that runs this; web/make.sh client installs it.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

sayso, article = sys.argv[1:3]
text = Path(article).read_bytes()
generator = Path(sys.executable).with_name("openapi-python-client")
server = subprocess.Popen(
    [sayso, "serve", "--port", "0", "--model", "rules"], stderr=subprocess.PIPE, text=True
)
try:
    address = server.stderr.readline().split("/ ")[0]
    with tempfile.TemporaryDirectory() as folder:
        paths = {**os.environ, "PATH": f"{generator.parent}:{os.environ['PATH']}"}
        subprocess.run(
            [generator, "generate", "--url", f"{address}/openapi.json", "--output-path", f"{folder}/client"],
            check=True,
            capture_output=True,
            env=paths,
        )
        sys.path.insert(0, f"{folder}/client")
        from sayso_client import Client
        from sayso_client.api.default import extract, health
        from sayso_client.models import Error, ExtractFormat, ExtractInputFormat
        from sayso_client.types import File

        client = Client(base_url=address)
        assert health.sync(client=client).models[0] == "rules"
        for form in (ExtractFormat.CSV, ExtractFormat.JSONL, ExtractFormat.DOC_JSONL):
            rows = extract.sync(client=client, body=File(text), format_=form, name=Path(article).name)
            written = subprocess.run(
                [sayso, "extract", "--quiet", "--model", "rules", "--format", form.value, article],
                check=True,
                capture_output=True,
            ).stdout
            assert rows.payload.read() == written, form
        refused = extract.sync(client=client, body=File(b"{"), input_format=ExtractInputFormat.JSONL)
        assert isinstance(refused, Error) and refused.status == 400 and "line 1" in refused.error, refused
finally:
    server.terminate()
assert server.wait() == 0
print("ok: a generated client")
