"""Sixteen clients at once, and one with all: are the answers right, and how much does the server cost?

    load.py SAYSO MODEL ARTICLES.jsonl [REQUESTS]     ARTICLES has a text in each line

Compares the rows, and the processor seconds, with those of `sayso extract` with as many threads.
"""

import http.client
import json
import os
import queue
import resource
import subprocess
import sys
import tempfile
import threading
import time

sayso, model, source = sys.argv[1:4]
requests = int(sys.argv[4]) if len(sys.argv) > 4 else 1000
texts = [json.loads(line)["text"] for line in open(source, encoding="utf-8")]
articles = [(f"d{number}", texts[number % len(texts)]) for number in range(requests)]
table = tempfile.NamedTemporaryFile("w", suffix=".jsonl")
for name, text in articles:
    table.write(json.dumps({"doc_id": name, "text": text}) + "\n")
table.flush()


def spent(who):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def spent_by(process):
    fields = open(f"/proc/{process.pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


before, began = spent(resource.RUSAGE_CHILDREN), time.time()
options = ["--model", model, "--jobs", "2"]
extract = [sayso, "extract", "--quiet", "--format", "jsonl", *options, table.name]
written = subprocess.run(extract, check=True, capture_output=True).stdout
print(f"extract: {spent(resource.RUSAGE_CHILDREN) - before:.2f} s of the processors, {time.time() - began:.2f} s")
rows = {}
for line in written.splitlines(keepends=True):
    rows.setdefault(json.loads(line)["doc_id"], []).append(line)

server = subprocess.Popen([sayso, "serve", "--port", "0", *options], stderr=subprocess.PIPE, text=True)
host = server.stderr.readline().split("/")[2]
waiting, wrong = queue.Queue(), []
for article in articles:
    waiting.put(article)


def ask(connection, query, body):
    connection.request("POST", f"/extract?{query}", body)
    answer = connection.getresponse()
    return answer.status, answer.read()


def client():
    connection = http.client.HTTPConnection(host)
    while True:
        try:
            name, text = waiting.get_nowait()
        except queue.Empty:
            return
        if ask(connection, f"name={name}.txt", text.encode()) != (200, b"".join(rows.get(name, []))):
            wrong.append(name)


before, began = spent_by(server), time.time()
clients = [threading.Thread(target=client) for _ in range(16)]
for one in clients:
    one.start()
for one in clients:
    one.join()
print(f"serve, 16 clients: {spent_by(server) - before:.2f} s, {time.time() - began:.2f} s, {len(wrong)} wrong")
before, began = spent_by(server), time.time()
whole = ask(http.client.HTTPConnection(host), "name=all.jsonl", open(table.name, "rb"))
print(f"serve, one request: {spent_by(server) - before:.2f} s, {time.time() - began:.2f} s, same: {whole == (200, written)}")
server.terminate()
sys.exit(server.wait() or bool(wrong) or whole != (200, written))
