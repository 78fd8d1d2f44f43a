"""Trains the small network to say what the large one says, and what the gold says.

usage: train_small.py --work FOLDER --data FOLDER --teacher CHECKPOINT --taught FOLDER --scorer score.py
                      --segments FOLDER --dump PROGRAM [--start CHECKPOINT]
`--taught` holds what teach.py wrote: polnear-train.npz, wikinews-train.npz, free-news*.npz.
The embeddings begin as the principal components of those of `--teacher`, or the whole network as `--start`.
Every epoch reads all marked articles and the next part of the free news.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch

from evaluate import read_golds
from lessons import Corpora, taught_lessons
from losses import loss_of
from pieces import Pieces
from recurrent import Recurrent, RecurrentShape
from run import Pace, Run, run_arguments
from windows import Window

RATE = 2e-3
DECAY = 0.01
BATCH_PIECES = 4096
MASKED = 0.03
ROUNDED_FROM = 0.9


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    run_arguments(parser)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--pieces", type=Path, required=True)
    parser.add_argument("--taught", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--free-per-epoch", type=int, default=1700, help="articles of free news in an epoch")
    parser.add_argument("--start", type=Path, help="a checkpoint to begin with")
    parser.add_argument("--rate", type=float, default=RATE)
    return parser.parse_args()


def optimiser_of(model: Recurrent, rate: float) -> torch.optim.Optimizer:
    """AdamW at one rate; only matrices decay."""
    matrices = [parameter for parameter in model.parameters() if parameter.dim() == 2]
    others = [parameter for parameter in model.parameters() if parameter.dim() != 2]
    groups = [{"params": matrices, "weight_decay": DECAY}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98), eps=1e-8, fused=True)


def principal(weight: torch.Tensor, width: int) -> torch.Tensor:
    """The rows of a table in their `width` principal components, of variance 1 over all."""
    centred = weight - weight.mean(dim=0)
    components = torch.linalg.eigh(centred.T @ centred).eigenvectors[:, -width:]
    reduced = centred @ components
    return reduced / reduced.std()


class SmallRun(Run):
    """The distillation of the small network."""

    def __init__(self, arguments: argparse.Namespace):
        arguments.work.mkdir(parents=True, exist_ok=True)
        pieces = Pieces(arguments.pieces.read_text(encoding="utf-8").split("\n"))
        model = Recurrent(RecurrentShape(len(pieces.pieces)))
        if arguments.start:
            model.load_state_dict(torch.load(arguments.start))
        else:
            embeddings = principal(torch.load(arguments.teacher)["piece.weight"], model.shape.embedding)
            model.piece.weight.data.copy_(embeddings)
        pace = Pace(arguments.epochs, BATCH_PIECES, warmup=0.03, masked=MASKED, rounded_from=ROUNDED_FROM)
        golds = read_golds(arguments.data, arguments.work, arguments.scorer, arguments.segments, arguments.dump)
        super().__init__(arguments.work, pace, model, optimiser_of(model, arguments.rate), pieces, golds)
        corpora = Corpora(arguments.data, arguments.segments, arguments.dump)
        self.lessons = taught_lessons(corpora, arguments.taught, arguments.free_per_epoch)

    def windows(self, chance: random.Random) -> list[Window]:
        return self.lessons.windows(self.pieces, chance, self.epoch, self.model.shape.window)

    def loss(self, scores, batch) -> torch.Tensor:
        return loss_of(scores, batch)


def main() -> None:
    """Trains to the end."""
    arguments = parse_arguments()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(Pace.seed)
    SmallRun(arguments).to_the_end(arguments.evaluate_every)


if __name__ == "__main__":
    main()
