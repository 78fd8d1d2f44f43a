#!/bin/sh
# Corpora to data/models/large.safetensors and small.safetensors, end to end; goes on where it stopped.
#
# usage: POLNEAR=folder NEWS=folder MINILM=folder SCORER=score.py [WORK=folder] training/train.sh
# POLNEAR holds polnear-{train,dev}.jsonl.gz and polnear-train-silver.jsonl.gz; NEWS holds free-news.jsonl.gz
# and wikinews-{train,dev}.jsonl.gz; MINILM holds model.safetensors and vocab.txt of all-MiniLM-L6-v2.
set -eu
cd "$(dirname "$0")/.."
: "${POLNEAR:?folder of PolNeAR}" "${NEWS:?folder of the free news}" "${MINILM:?folder of MiniLM}" "${SCORER:?score.py}"
WORK=${WORK:-target/training}
PYTHON=${PYTHON:-python3}
# Epochs in all, and the one kept, by the figures on both dev parts (NOTES.md).
LARGE_EPOCHS=${LARGE_EPOCHS:-11} LARGE_KEPT=${LARGE_KEPT:-8}
SMALL_EPOCHS=${SMALL_EPOCHS:-14} SMALL_KEPT=${SMALL_KEPT:-12}
LARGE_OUTSIDE=${LARGE_OUTSIDE:--0.4}
SMALL_OUTSIDE=${SMALL_OUTSIDE:-0}
CORPORA="polnear-train wikinews-train free-news polnear-dev wikinews-dev"
mkdir -p "$WORK/data" "$WORK/segments" "$WORK/taught"
data=$(realpath "$WORK/data")
segments=$(realpath "$WORK/segments")

for file in "$POLNEAR"/polnear-*.jsonl.gz "$NEWS"/wikinews-*.jsonl.gz "$NEWS"/free-news.jsonl.gz; do
    ln -sf "$(realpath "$file")" "$data/"
done
for corpus in $CORPORA; do
    test -s "$segments/$corpus.jsonl" || {
        "$PYTHON" training/named.py "$data/$corpus.jsonl.gz" |
            cargo run --release --quiet -p sayso-segment --example dump > "$segments/$corpus.part"
        mv "$segments/$corpus.part" "$segments/$corpus.jsonl"
    }
done

"$PYTHON" training/train_large.py --work "$WORK/large" --data "$data" --segments "$segments" \
    --pretrained "$MINILM" --scorer "$SCORER" --epochs "$LARGE_EPOCHS"
teacher=$WORK/large/average-$(printf %02d "$LARGE_KEPT").pt
pieces=$WORK/large/pieces.txt

for corpus in polnear-train wikinews-train free-news; do
    test "$corpus" = free-news && most=600 || most=100000
    test -s "$WORK/taught/$corpus.npz" || "$PYTHON" training/teach.py "$teacher" "$pieces" \
        "$data/$corpus.jsonl.gz" "$WORK/taught/$corpus.npz" --segments "$segments/$corpus.jsonl" --per-source "$most"
done
"$PYTHON" training/train_small.py --work "$WORK/small" --data "$data" --segments "$segments" --pieces "$pieces" \
    --teacher "$teacher" --taught "$WORK/taught" --scorer "$SCORER" --epochs "$SMALL_EPOCHS" --free-per-epoch 1200
student=$WORK/small/average-$(printf %02d "$SMALL_KEPT").pt

for size in large small; do
    checkpoint=$teacher outside=$LARGE_OUTSIDE
    test "$size" = large || { checkpoint=$student; outside=$SMALL_OUTSIDE; }
    "$PYTHON" training/figures.py "$checkpoint" "$pieces" "$data/polnear-dev.jsonl.gz" "$data/wikinews-dev.jsonl.gz" \
        --segments "$segments" --scorer "$SCORER"
    "$PYTHON" training/export.py "$checkpoint" "$pieces" "data/models/$size.safetensors" --outside-bias "$outside"
    "$PYTHON" training/record_cases.py "$checkpoint" "$pieces" "crates/sayso-tag/tests/$size.json" --outside-bias "$outside"
done
