#!/bin/sh
# Corpora to the networks in data/models, end to end; goes on where it stopped.
#
# usage: POLNEAR=folder NEWS=folder MINILM=folder MPNET=folder SCORER=score.py [WORK=folder] training/train.sh
# POLNEAR holds polnear-{train,dev}.jsonl.gz and polnear-train-silver.jsonl.gz; NEWS holds free-news.jsonl.gz
# and wikinews-{train,dev}.jsonl.gz; MINILM and MPNET hold model.safetensors and vocab.txt of all-MiniLM-L6-v2
# and all-mpnet-base-v2.
set -eu
cd "$(dirname "$0")/.."
: "${POLNEAR:?folder of PolNeAR}" "${NEWS:?folder of the free news}" "${SCORER:?score.py}"
: "${MINILM:?folder of MiniLM}" "${MPNET:?folder of MPNet}"
WORK=${WORK:-target/training}
PYTHON=${PYTHON:-python3}
# Epochs in all, and the one kept, by the figures on both dev parts (NOTES.md).
TEACHER_EPOCHS=${TEACHER_EPOCHS:-4} TEACHER_KEPT=${TEACHER_KEPT:-3}
GOLD_EPOCHS=${GOLD_EPOCHS:-11} GOLD_KEPT=${GOLD_KEPT:-8}
LARGE_EPOCHS=${LARGE_EPOCHS:-5} LARGE_KEPT=${LARGE_KEPT:-5}
FURTHER_EPOCHS=${FURTHER_EPOCHS:-8} FURTHER_KEPT=${FURTHER_KEPT:-8}
SMALL_EPOCHS=${SMALL_EPOCHS:-14} SMALL_KEPT=${SMALL_KEPT:-12}
LARGE_OUTSIDE=${LARGE_OUTSIDE:-0}
SMALL_OUTSIDE=${SMALL_OUTSIDE:-0}
# Slope and offset by calibrate.py.
LARGE_CALIBRATION=${LARGE_CALIBRATION:-0.587 0.276}
SMALL_CALIBRATION=${SMALL_CALIBRATION:-0.691 0.122}
CORPORA="polnear-train wikinews-train free-news polnear-dev wikinews-dev"
mkdir -p "$WORK/data" "$WORK/segments"
data=$(realpath "$WORK/data")
segments=$(realpath "$WORK/segments")

# kept RUN EPOCH: the averaged weights after an epoch.
kept() { printf '%s/%s/average-%02d.pt' "$WORK" "$1" "$2"; }

# train NETWORK RUN OPTION…
train() {
    script=$1 run=$2
    shift 2
    "$PYTHON" "training/train_$script.py" --work "$WORK/$run" --data "$data" --segments "$segments" --scorer "$SCORER" "$@"
}

# teach CHECKPOINT FOLDER MOST: what a network says of the marked articles, and of so many articles of each source
# of the free news.
teach() {
    mkdir -p "$WORK/$2"
    for corpus in polnear-train wikinews-train free-news; do
        test "$corpus" = free-news && most=$3 || most=100000
        test -s "$WORK/$2/$corpus.npz" || "$PYTHON" training/teach.py "$1" "$pieces" "$data/$corpus.jsonl.gz" \
            "$WORK/$2/$corpus.npz" --segments "$segments/$corpus.jsonl" --per-source "$most"
    done
}

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

# The large network on gold alone: it chooses the pieces that all networks read, and is where its second run begins.
train large gold --pretrained "$MINILM" --epochs "$GOLD_EPOCHS"
pieces=$WORK/gold/pieces.txt
train teacher teacher --pretrained "$MPNET" --pieces "$pieces" --epochs "$TEACHER_EPOCHS"

# The large network learns from the teacher; the small one does better by the large one of gold (NOTES.md).
teach "$(kept teacher "$TEACHER_KEPT")" taught-large 800
train large large --pretrained "$MINILM" --taught "$WORK/taught-large" \
    --start "$(kept gold "$GOLD_KEPT")" --rate 1.5e-4 --epochs "$LARGE_EPOCHS" --free-per-epoch 1100
# The same once more, from there on and with more free news.
further=$WORK/taught-large/free-news-more.npz
test -s "$further" || "$PYTHON" training/teach.py "$(kept teacher "$TEACHER_KEPT")" "$pieces" "$data/free-news.jsonl.gz" \
    "$further" --segments "$segments/free-news.jsonl" --beyond 800 --per-source 1900
train large further --pretrained "$MINILM" --taught "$WORK/taught-large" \
    --start "$(kept large "$LARGE_KEPT")" --rate 1.3e-4 --epochs "$FURTHER_EPOCHS" --free-per-epoch 1300
teach "$(kept gold "$GOLD_KEPT")" taught-small 600
train small small --pieces "$pieces" --teacher "$(kept gold "$GOLD_KEPT")" --taught "$WORK/taught-small" --epochs "$SMALL_EPOCHS" --free-per-epoch 1200

for size in large small; do
    checkpoint=$(kept further "$FURTHER_KEPT") outside=$LARGE_OUTSIDE calibration=$LARGE_CALIBRATION
    test "$size" = large || { checkpoint=$(kept small "$SMALL_KEPT"); outside=$SMALL_OUTSIDE
        calibration=$SMALL_CALIBRATION; }
    "$PYTHON" training/figures.py "$checkpoint" "$pieces" "$data/polnear-dev.jsonl.gz" "$data/wikinews-dev.jsonl.gz" \
        --segments "$segments" --scorer "$SCORER"
    "$PYTHON" training/export.py "$checkpoint" "$pieces" "$WORK/$size.safetensors" --outside-bias "$outside" \
        --calibration $calibration
    "$PYTHON" training/store.py "$size" "$WORK/$size.safetensors"
    "$PYTHON" training/record_cases.py "$checkpoint" "$pieces" "crates/sayso-tag/tests/$size.json" --outside-bias "$outside"
done
