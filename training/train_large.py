"""Fine-tunes the large network: a pretrained encoder on gold attributions.

usage: train_large.py --work FOLDER --data FOLDER --pretrained FOLDER --scorer score.py [--segments FOLDER]
Resumes from the last checkpoint in the work folder; the same seed gives the same run.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from safetensors.torch import load_file

from articles import Article, read_articles, read_jsonl
from augment import NamePool, augmented
from encoder import Encoder, EncoderShape, load_pretrained
from evaluate import read_golds
from losses import gold_loss
from pieces import Pieces
from run import Pace, Run, run_arguments
from tokens import read_corpus_segmentations
from vocabulary import counted, pruned, read_vocabulary
from windows import Window, windows_of

ENCODER_RATE = 2e-4
LAYER_DECAY = 0.85
HEAD_RATE = 1e-3
DECAY = 0.01
BATCH_PIECES = 2048
WIKINEWS_TIMES = 3
"""Wikinews is a thirtieth of PolNeAR, yet stands for all other publishers: it is read so often in an epoch."""


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    run_arguments(parser)
    parser.add_argument("--pretrained", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=12)
    return parser.parse_args()


def choose_pieces(data: Path, pretrained: Path, work: Path) -> list[int]:
    """The rows of the pretrained vocabulary that stay, and the pieces written to the work folder."""
    vocabulary = read_vocabulary(pretrained / "vocab.txt")
    files = ["polnear-train.jsonl.gz", "wikinews-train.jsonl.gz", "free-news.jsonl.gz"]
    texts = (record["text"] for name in files for record in read_jsonl(data / name))
    kept = pruned(vocabulary, counted(texts, vocabulary))
    (work / "pieces.txt").write_text("\n".join(vocabulary[row] for row in kept), encoding="utf-8")
    return kept


def optimiser_of(model: Encoder) -> torch.optim.Optimizer:
    """AdamW with a rate that falls from the top layer to the embeddings."""
    groups: dict[float, list] = {}
    layers = model.shape.layers
    for name, parameter in model.named_parameters():
        rate = ENCODER_RATE
        if name.startswith("heads.") or name == "case":
            rate = HEAD_RATE
        elif name.startswith("layers."):
            rate *= LAYER_DECAY ** (layers - 1 - int(name.split(".")[1]))
        else:
            rate *= LAYER_DECAY**layers
        groups.setdefault(rate, []).append(parameter)
    parameters = [{"params": members, "lr": rate} for rate, members in groups.items()]
    return torch.optim.AdamW(parameters, weight_decay=DECAY, betas=(0.9, 0.98), eps=1e-6, fused=True)


def epoch_windows(articles: list[Article], pool: NamePool, pieces: Pieces, chance: random.Random) -> list[Window]:
    """The windows of one epoch: articles changed, windows begun elsewhere."""
    windows = []
    for index, article in enumerate(articles):
        changed = augmented(article, pool, chance)
        windows.extend(windows_of(changed, pieces, index, chance.randint(64, 256)))
    return windows


class LargeRun(Run):
    """The fine-tuning of the encoder."""

    def __init__(self, arguments: argparse.Namespace):
        data, work = arguments.data, arguments.work
        work.mkdir(parents=True, exist_ok=True)
        kept = choose_pieces(data, arguments.pretrained, work)
        pieces = Pieces((work / "pieces.txt").read_text(encoding="utf-8").split("\n"))
        model = Encoder(EncoderShape(len(kept)))
        load_pretrained(model, load_file(arguments.pretrained / "model.safetensors"), kept)
        pace = Pace(arguments.epochs, BATCH_PIECES)
        golds = read_golds(data, work, arguments.scorer, arguments.segments)
        super().__init__(work, pace, model, optimiser_of(model), pieces, golds)
        self.articles, self.pool = gold_articles(data, arguments.segments)

    def windows(self, chance: random.Random) -> list[Window]:
        return epoch_windows(self.articles, self.pool, self.pieces, chance)

    def loss(self, scores, batch) -> torch.Tensor:
        return gold_loss(scores, batch)


def gold_articles(data: Path, segments: Path | None) -> tuple[list[Article], NamePool]:
    """The marked articles for training, and the names in them."""
    of = lambda name: read_corpus_segmentations(segments, name)
    name = "polnear-train"
    articles = read_articles(data / f"{name}.jsonl.gz", data / f"{name}-silver.jsonl.gz", of(name))
    pool = NamePool(articles)
    others = read_articles(data / "wikinews-train.jsonl.gz", None, of("wikinews-train"))
    return articles + others * WIKINEWS_TIMES, pool


def main() -> None:
    """Trains to the end."""
    arguments = parse_arguments()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(Pace.seed)
    LargeRun(arguments).to_the_end(arguments.evaluate_every)


if __name__ == "__main__":
    main()
