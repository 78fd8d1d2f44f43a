"""Fine-tunes the large network, a pretrained encoder, on the marks of PolNeAR and Wikinews.

usage: train_large.py --work FOLDER --data FOLDER --pretrained FOLDER --scorer score.py --segments FOLDER
                      --dump PROGRAM [--taught FOLDER] [--start CHECKPOINT]
`--taught` holds what teach.py wrote: polnear-train.npz, wikinews-train.npz, free-news*.npz. Every epoch then
reads all marked articles and the next part of the free news. `--start` begins with weights trained before.
Resumes from the last checkpoint in the work folder; the same seed gives the same run.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from safetensors.torch import load_file

from articles import read_jsonl
from encoder import Encoder, EncoderShape, load_pretrained
from evaluate import read_golds
from lessons import Corpora, broad_lessons, taught_lessons
from losses import loss_of
from pieces import Pieces
from run import Pace, Run, run_arguments
from vocabulary import counted, pruned, read_vocabulary
from windows import Window

ENCODER_RATE = 2e-4
LAYER_DECAY = 0.85
HEAD_RATE = 1e-3
DECAY = 0.01
BATCH_PIECES = 2048


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    run_arguments(parser)
    parser.add_argument("--pretrained", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--taught", type=Path)
    parser.add_argument("--free-per-epoch", type=int, default=1600, help="articles of free news in an epoch")
    parser.add_argument("--start", type=Path)
    parser.add_argument("--rate", type=float, default=ENCODER_RATE, help="of the top layer")
    return parser.parse_args()


def choose_pieces(data: Path, pretrained: Path, work: Path) -> list[int]:
    """The rows of the pretrained vocabulary that stay, and the pieces written to the work folder."""
    vocabulary = read_vocabulary(pretrained / "vocab.txt")
    files = ["polnear-train.jsonl.gz", "wikinews-train.jsonl.gz", "free-news.jsonl.gz"]
    texts = (record["text"] for name in files for record in read_jsonl(data / name))
    kept = pruned(vocabulary, counted(texts, vocabulary))
    (work / "pieces.txt").write_text("\n".join(vocabulary[row] for row in kept), encoding="utf-8")
    return kept


def optimiser_of(model: Encoder, encoder_rate: float = ENCODER_RATE, decay: float = LAYER_DECAY) -> torch.optim.Optimizer:
    """AdamW with a rate that falls from the top layer to the embeddings."""
    groups: dict[float, list] = {}
    layers = model.shape.layers
    for name, parameter in model.named_parameters():
        rate = encoder_rate
        if name.startswith("heads.") or name in ("case", "hint"):
            rate = HEAD_RATE
        elif name.startswith("layers."):
            rate *= decay ** (layers - 1 - int(name.split(".")[1]))
        else:
            rate *= decay**layers
        groups.setdefault(rate, []).append(parameter)
    parameters = [{"params": members, "lr": rate} for rate, members in groups.items()]
    return torch.optim.AdamW(parameters, weight_decay=DECAY, betas=(0.9, 0.98), eps=1e-6, fused=True)


class LargeRun(Run):
    """The fine-tuning of the encoder."""

    def __init__(self, arguments: argparse.Namespace):
        data, work = arguments.data, arguments.work
        work.mkdir(parents=True, exist_ok=True)
        kept = choose_pieces(data, arguments.pretrained, work)
        pieces = Pieces((work / "pieces.txt").read_text(encoding="utf-8").split("\n"))
        model = Encoder(EncoderShape(len(kept)))
        if arguments.start:
            model.load_state_dict(torch.load(arguments.start))
        else:
            load_pretrained(model, load_file(arguments.pretrained / "model.safetensors"), kept)
        pace = Pace(arguments.epochs, BATCH_PIECES)
        golds = read_golds(data, work, arguments.scorer, arguments.segments, arguments.dump)
        super().__init__(work, pace, model, optimiser_of(model, arguments.rate), pieces, golds)
        corpora = Corpora(data, arguments.segments, arguments.dump)
        if arguments.taught:
            self.lessons = taught_lessons(corpora, arguments.taught, arguments.free_per_epoch)
        else:
            self.lessons = broad_lessons(corpora)

    def windows(self, chance: random.Random) -> list[Window]:
        return self.lessons.windows(self.pieces, chance, self.epoch, self.model.shape.window)

    def loss(self, scores, batch) -> torch.Tensor:
        return loss_of(scores, batch)


def main() -> None:
    """Trains to the end."""
    arguments = parse_arguments()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(Pace.seed)
    LargeRun(arguments).to_the_end(arguments.evaluate_every)


if __name__ == "__main__":
    main()
