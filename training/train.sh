#!/bin/sh
# Corpora to data/models/large.safetensors and small.safetensors; goes on where it stopped.
#
# usage: POLNEAR=folder NEWS=folder MINILM=folder MPNET=folder SCORER=score.py [WORK=folder] training/train.sh [broad|strict]
# POLNEAR holds polnear-{train,dev}.jsonl.gz and polnear-train-silver.jsonl.gz; NEWS holds free-news.jsonl.gz,
# wikinews-{train,dev}.jsonl.gz and strict-dev.jsonl.gz; MINILM and MPNET hold model.safetensors and vocab.txt of
# all-MiniLM-L6-v2 and all-mpnet-base-v2. `broad` ends with networks that mark as PolNeAR does, `strict` begins with
# them; without a word both are run.
set -eu
cd "$(dirname "$0")/.."
: "${POLNEAR:?folder of PolNeAR}" "${NEWS:?folder of the free news}" "${SCORER:?score.py}"
WORK=${WORK:-target/training}
PYTHON=${PYTHON:-python3}
PART=${1:-both}
# Epochs in all, and the one kept, by the figures on the dev parts (NOTES.md).
TEACHER_EPOCHS=${TEACHER_EPOCHS:-4} TEACHER_KEPT=${TEACHER_KEPT:-3}
GOLD_EPOCHS=${GOLD_EPOCHS:-11} GOLD_KEPT=${GOLD_KEPT:-8}
LARGE_EPOCHS=${LARGE_EPOCHS:-5} LARGE_KEPT=${LARGE_KEPT:-5}
FURTHER_EPOCHS=${FURTHER_EPOCHS:-8} FURTHER_KEPT=${FURTHER_KEPT:-8}
SMALL_EPOCHS=${SMALL_EPOCHS:-14} SMALL_KEPT=${SMALL_KEPT:-12}
# Added to the strict reading's score of O; calibrations and thresholds stand in the measures.
LARGE_OUTSIDE=${LARGE_OUTSIDE:--0.2} SMALL_OUTSIDE=${SMALL_OUTSIDE:-0}
mkdir -p "$WORK/data" "$WORK/segments"
data=$(realpath "$WORK/data")
segments=$(realpath "$WORK/segments")

# kept RUN EPOCH: the averaged weights after an epoch.
kept() { printf '%s/%s/average-%02d.pt' "$WORK" "$1" "$2"; }

# train NETWORK RUN OPTION…
train() {
    script=$1 run=$2
    shift 2
    "$PYTHON" "training/train_$script.py" --work "$WORK/$run" --data "$data" --segments "$segments" \
        --dump "$dump" --scorer "$SCORER" "$@"
}

# teach CHECKPOINT CORPUS OUT OPTION…: what a network says of a corpus.
teach() {
    checkpoint=$1 corpus=$2 out=$3
    shift 3
    mkdir -p "$(dirname "$out")"
    test -s "$out" || "$PYTHON" training/teach.py "$checkpoint" "$pieces" "$data/$corpus.jsonl.gz" "$out" \
        --segments "$segments/$corpus.jsonl" "$@"
}

# segment CORPUS…: the tokens that the program sees.
segment() {
    for corpus; do
        test -s "$segments/$corpus.jsonl" || {
            "$PYTHON" training/named.py "$data/$corpus.jsonl.gz" | "$dump" > "$segments/$corpus.part"
            mv "$segments/$corpus.part" "$segments/$corpus.jsonl"
        }
    done
}

# The networks of PolNeAR's reading.
broad() {
    : "${MINILM:?folder of MiniLM}" "${MPNET:?folder of MPNet}"
    # The large network on gold alone: it chooses the pieces that all networks read, and is where its second run begins.
    train large gold --pretrained "$MINILM" --epochs "$GOLD_EPOCHS"
    pieces=$WORK/gold/pieces.txt
    train teacher teacher --pretrained "$MPNET" --pieces "$pieces" --epochs "$TEACHER_EPOCHS"
    # The large network learns from the teacher; the small one does better by the large one of gold (NOTES.md).
    teacher=$(kept teacher "$TEACHER_KEPT") gold=$(kept gold "$GOLD_KEPT")
    for corpus in polnear-train wikinews-train; do
        teach "$teacher" "$corpus" "$WORK/taught-large/$corpus.npz" --readings broad
        teach "$gold" "$corpus" "$WORK/taught-small/$corpus.npz" --readings broad
    done
    teach "$teacher" free-news "$WORK/taught-large/free-news.npz" --readings broad --per-source 800
    train large large --pretrained "$MINILM" --taught "$WORK/taught-large" --start "$gold" --rate 1.5e-4 \
        --epochs "$LARGE_EPOCHS" --free-per-epoch 1100
    # The same once more, from there on and with more free news.
    teach "$teacher" free-news "$WORK/taught-large/free-news-more.npz" --readings broad --beyond 800 --per-source 1900
    train large further --pretrained "$MINILM" --taught "$WORK/taught-large" --start "$(kept large "$LARGE_KEPT")" \
        --rate 1.3e-4 --epochs "$FURTHER_EPOCHS" --free-per-epoch 1300
    teach "$gold" free-news "$WORK/taught-small/free-news.npz" --readings broad --per-source 600
    train small small --pieces "$pieces" --teacher "$gold" --taught "$WORK/taught-small" --epochs "$SMALL_EPOCHS" \
        --free-per-epoch 1200
    "$PYTHON" training/export.py "$(kept further "$FURTHER_KEPT")" "$pieces" "$WORK/broad-large.safetensors"
    "$PYTHON" training/export.py "$(kept small "$SMALL_KEPT")" "$pieces" "$WORK/broad-small.safetensors"
    for size in large small; do
        "$PYTHON" training/dequantise.py "$WORK/broad-$size.safetensors" "$WORK/broad-$size.pt" "$WORK/pieces.txt" \
            --strict-as-broad
    done
}

# The strict reading on top of them.
strict() {
    pieces=$WORK/pieces.txt large=$WORK/broad-large.pt small=$WORK/broad-small.pt
    # What the network of PolNeAR's reading says of all marked articles keeps that reading from fading.
    for corpus in strict-train strict-more wikinews-train polnear-train; do
        teach "$large" "$corpus" "$WORK/taught-broad/$corpus.npz" --readings broad
    done
    # A network that is shown PolNeAR's marks writes strict ones for PolNeAR's other articles.
    train strict hinted --start "$large" --pieces "$pieces" --hinted --epochs 6 --rate 1.3e-4 --rounded-from 2
    teach "$(kept hinted 3)" polnear-train "$WORK/taught-strict/polnear-train.npz" --readings strict --hinted
    # An epoch of the marks alone, then with both teachers; two runs each, whose weights are joined.
    for seed in 20260 77; do
        train strict "first-$seed" --start "$large" --pieces "$pieces" --epochs 6 --stop-after 1 --rate 1.3e-4 \
            --broad 90 --rounded-from 2 --seed "$seed"
    done
    "$PYTHON" training/joined.py "$(kept first-20260 1)" "$(kept first-77 1)" "$WORK/first.pt"
    for seed in 101 202; do
        train strict "second-$seed" --start "$WORK/first.pt" --pieces "$pieces" --window 128 --epochs 3 --rate 1.2e-4 \
            --broad 90 --rounded-from 0.7 --seed "$seed" --taught "$WORK/taught-broad" "$WORK/taught-strict"
    done
    # A third goes on from the middle of these, with free news and more of PolNeAR's reading beside the marks.
    # What the joined runs say after an epoch, for the small network.
    "$PYTHON" training/joined.py "$(kept second-101 1)" "$(kept second-202 1)" "$WORK/half.pt"
    taught=$WORK/taught-small-strict
    teach "$WORK/half.pt" free-news "$taught/free-news.npz" --per-source 150 \
        --without "$data/strict-dev.jsonl.gz" "$data/wikinews-dev.jsonl.gz"
    for corpus in free-news polnear-train; do
        said=$taught/$corpus.npz
        test -s "$said" || said=$WORK/taught-strict/$corpus.npz
        test -s "$data/$corpus-inner.jsonl.gz" || "$PYTHON" training/inner_corpus.py "$data/$corpus.jsonl.gz" \
            "$segments/$corpus.jsonl" "$said" "$data/$corpus-inner.jsonl.gz"
        segment "$corpus-inner"
        teach "$WORK/half.pt" "$corpus-inner" "$taught/$corpus-inner.npz" --readings strict --inner
    done
    "$PYTHON" training/joined.py "$(kept second-101 2)" "$(kept second-202 2)" "$WORK/two.pt"
    train strict third --start "$WORK/two.pt" --pieces "$pieces" --epochs 2 --stop-after 1 --rate 8e-5 --broad 90 \
        --rounded-from 0.5 --free 60 60 60 --seed 303 --taught "$WORK/taught-broad" "$WORK/taught-strict" "$taught"
    "$PYTHON" training/joined.py "$(kept second-101 3)" "$(kept second-202 3)" "$(kept third 1)" "$WORK/joined.pt"
    train strict small-strict --start "$small" --pieces "$pieces" --epochs 7 --rate 7e-4 --broad 250 --free 250 250 0 \
        --rounded-from 0.85 --taught "$WORK/taught-broad" "$WORK/taught-strict" "$taught"
    # A part of the network that each began from keeps PolNeAR's reading better.
    "$PYTHON" training/joined.py --towards "$large" 0.3 "$WORK/joined.pt" "$WORK/large.pt"
    "$PYTHON" training/joined.py --towards "$small" 0.2 "$(kept small-strict 7)" "$WORK/small.pt"
    for size in large small; do
        "$PYTHON" training/figures.py "$WORK/$size.pt" "$pieces" --data "$data" --segments "$segments" --dump "$dump" \
            --scorer "$SCORER"
        # The measures by calibrate.py, which reads the model that is exported here.
        outside=$LARGE_OUTSIDE
        test "$size" = large || outside=$SMALL_OUTSIDE
        "$PYTHON" training/export.py "$WORK/$size.pt" "$pieces" "$WORK/$size.safetensors" --outside-bias "$outside" \
            --measures "training/measures-$size.json"
        "$PYTHON" training/store.py "$size" "$WORK/$size.safetensors"
        "$PYTHON" training/record_cases.py "$WORK/$size.pt" "$pieces" "crates/sayso-tag/tests/$size.json" \
            --outside-bias "$outside"
    done
}

for file in "$POLNEAR"/polnear-*.jsonl.gz "$NEWS"/wikinews-*.jsonl.gz "$NEWS"/free-news.jsonl.gz \
    "$NEWS"/strict-dev.jsonl.gz; do
    ln -sf "$(realpath "$file")" "$data/"
done
for marks in strict-train strict-more; do
    test -s "$data/$marks.jsonl.gz" || "$PYTHON" training/corpus/join.py "training/corpus/$marks.jsonl.gz" \
        "$data/$marks.jsonl.gz" "$data"/polnear-train.jsonl.gz "$data"/wikinews-train.jsonl.gz "$data"/free-news.jsonl.gz
done
cargo build --release --quiet -p sayso-segment --example dump
dump=target/release/examples/dump
segment polnear-train wikinews-train free-news polnear-dev wikinews-dev strict-train strict-more strict-dev
test "$PART" = strict || broad
test "$PART" = broad || strict
