"""Fine-tunes the teacher, an MPNet of twelve layers, on gold attributions.

usage: train_teacher.py --work FOLDER --data FOLDER --pretrained FOLDER --pieces pieces.txt --scorer score.py
Resumes from the last checkpoint in the work folder. The teacher reads the pieces of the large network, so that
what it says of a token can be learned by both networks.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from safetensors.torch import load_file

from evaluate import read_golds
from lessons import Corpora, broad_lessons
from losses import loss_of
from pieces import Pieces
from run import Pace, Run, run_arguments
from teacher import Teacher, load_mpnet, rows_of, teacher_shape
from train_large import optimiser_of
from vocabulary import read_vocabulary
from windows import Window

ENCODER_RATE = 8e-5
LAYER_DECAY = 0.93
BATCH_PIECES = 2048


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    run_arguments(parser)
    parser.add_argument("--pretrained", type=Path, required=True)
    parser.add_argument("--pieces", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=4)
    return parser.parse_args()


class TeacherRun(Run):
    """The fine-tuning of the teacher."""

    shipped = False

    def __init__(self, arguments: argparse.Namespace):
        arguments.work.mkdir(parents=True, exist_ok=True)
        pieces = Pieces(arguments.pieces.read_text(encoding="utf-8").split("\n"))
        model = Teacher(teacher_shape(len(pieces.pieces)))
        rows = rows_of(pieces.pieces, read_vocabulary(arguments.pretrained / "vocab.txt"))
        load_mpnet(model, load_file(arguments.pretrained / "model.safetensors"), rows)
        golds = read_golds(arguments.data, arguments.work, arguments.scorer, arguments.segments, arguments.dump)
        optimiser = optimiser_of(model, ENCODER_RATE, LAYER_DECAY)
        super().__init__(arguments.work, Pace(arguments.epochs, BATCH_PIECES), model, optimiser, pieces, golds)
        self.lessons = broad_lessons(Corpora(arguments.data, arguments.segments, arguments.dump))

    def windows(self, chance: random.Random) -> list[Window]:
        return self.lessons.windows(self.pieces, chance, self.epoch, self.model.shape.window)

    def loss(self, scores, batch) -> torch.Tensor:
        return loss_of(scores, batch)


def main() -> None:
    """Trains to the end."""
    arguments = parse_arguments()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(Pace.seed)
    TeacherRun(arguments).to_the_end(arguments.evaluate_every)


if __name__ == "__main__":
    main()
