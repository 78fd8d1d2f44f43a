"""Fine-tunes the large network: a pretrained encoder on gold attributions.

usage: train_large.py --work FOLDER --data FOLDER --pretrained FOLDER --scorer score.py
Resumes from the last checkpoint in the work folder; the same seed gives the same run.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file

from articles import Article, read_articles, read_jsonl
from augment import NamePool, augmented
from averaging import Average
from batches import batches_of, make_batch, mask_pieces
from encoder import Encoder, EncoderShape, load_pretrained
from evaluate import figures, make_gold, summary
from losses import gold_loss
from pieces import Pieces
from vocabulary import counted, pruned, read_vocabulary
from windows import Window, windows_of


@dataclass(frozen=True)
class Settings:
    """What a run is made of; NOTES.md says what else was tried."""

    epochs: int = 12
    batch_pieces: int = 2048
    encoder_rate: float = 2e-4
    layer_decay: float = 0.85
    head_rate: float = 1e-3
    warmup: float = 0.06
    decay: float = 0.01
    masked: float = 0.06
    seed: int = 20260


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pretrained", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--evaluate-every", type=int, default=2)
    return parser.parse_args()


def choose_pieces(data: Path, pretrained: Path, work: Path) -> list[int]:
    """The rows of the pretrained vocabulary that stay, and the pieces written to the work folder."""
    vocabulary = read_vocabulary(pretrained / "vocab.txt")
    files = ["polnear-train.jsonl.gz", "wikinews-train.jsonl.gz", "free-news.jsonl.gz"]
    texts = (record["text"] for name in files for record in read_jsonl(data / name))
    kept = pruned(vocabulary, counted(texts, vocabulary))
    (work / "pieces.txt").write_text("\n".join(vocabulary[row] for row in kept), encoding="utf-8")
    return kept


def optimiser_of(model: Encoder, settings: Settings) -> torch.optim.Optimizer:
    """AdamW with a rate that falls from the top layer to the embeddings."""
    groups: dict[float, list] = {}
    layers = model.shape.layers
    for name, parameter in model.named_parameters():
        rate = settings.encoder_rate
        if name.startswith("heads.") or name == "case":
            rate = settings.head_rate
        elif name.startswith("layers."):
            rate *= settings.layer_decay ** (layers - 1 - int(name.split(".")[1]))
        else:
            rate *= settings.layer_decay**layers
        groups.setdefault(rate, []).append(parameter)
    parameters = [{"params": members, "lr": rate} for rate, members in groups.items()]
    return torch.optim.AdamW(parameters, weight_decay=settings.decay, betas=(0.9, 0.98), eps=1e-6, fused=True)


def schedule(progress: float, warmup: float) -> float:
    """The share of the full rate: up, then down to nothing in a line."""
    return progress / warmup if progress < warmup else max(0.0, (1 - progress) / (1 - warmup))


def epoch_windows(articles: list[Article], pool: NamePool, pieces: Pieces, chance: random.Random) -> list[Window]:
    """The windows of one epoch: articles changed, windows begun elsewhere."""
    windows = []
    for index, article in enumerate(articles):
        changed = augmented(article, pool, chance)
        windows.extend(windows_of(changed, pieces, index, chance.randint(64, 256)))
    return windows


class Run:
    """One training run: network, optimiser, average, and where it stands."""

    def __init__(self, arguments: argparse.Namespace, settings: Settings):
        self.arguments, self.settings = arguments, settings
        arguments.work.mkdir(parents=True, exist_ok=True)
        kept = choose_pieces(arguments.data, arguments.pretrained, arguments.work)
        self.pieces = Pieces((arguments.work / "pieces.txt").read_text(encoding="utf-8").split("\n"))
        self.read_data(arguments.data)
        self.model = Encoder(EncoderShape(len(kept)))
        load_pretrained(self.model, load_file(arguments.pretrained / "model.safetensors"), kept)
        self.optimiser = optimiser_of(self.model, settings)
        self.rates = [group["lr"] for group in self.optimiser.param_groups]
        self.average = Average(self.model)
        self.epoch = 0

    def read_data(self, data: Path) -> None:
        """Training articles and gold files."""
        self.articles = read_articles(data / "polnear-train.jsonl.gz", data / "polnear-train-silver.jsonl.gz")
        self.pool = NamePool(self.articles)
        self.articles += read_articles(data / "wikinews-train.jsonl.gz")
        self.golds = []
        for name in ("polnear-dev", "wikinews-dev"):
            path = data / f"{name}.jsonl.gz"
            self.golds.append(make_gold(name, path, read_articles(path), self.arguments.work, self.arguments.scorer))

    def resume(self) -> None:
        """Takes the last checkpoint up, if there is one."""
        path = self.arguments.work / "last.pt"
        if path.exists():
            state = torch.load(path)
            self.model.load_state_dict(state["model"])
            self.average.load(state["average"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.epoch = state["epoch"]

    def save(self) -> None:
        """Writes the checkpoint, and this epoch's average for others to use."""
        work = self.arguments.work
        state = {
            "model": self.model.state_dict(), "average": self.average.state,
            "optimiser": self.optimiser.state_dict(), "epoch": self.epoch,
        }
        torch.save(state, work / "last.pt.new")
        (work / "last.pt.new").rename(work / "last.pt")
        torch.save(self.average.state, work / f"average-{self.epoch:02}.pt")

    def train_epoch(self) -> None:
        """One pass over all articles."""
        settings = self.settings
        chance = random.Random(settings.seed + self.epoch)
        generator = torch.Generator().manual_seed(settings.seed + self.epoch)
        torch.manual_seed(settings.seed + self.epoch)
        groups = batches_of(epoch_windows(self.articles, self.pool, self.pieces, chance), settings.batch_pieces, chance)
        started, total = time.time(), 0.0
        self.model.train()
        for step, group in enumerate(groups):
            batch = make_batch(group)
            mask_pieces(batch, settings.masked, generator)
            total += self.step(batch, (self.epoch + step / len(groups)) / self.arguments.epochs)
            if step % 50 == 49:
                speed = (time.time() - started) / (step + 1)
                print(f"epoch {self.epoch} step {step + 1}/{len(groups)} loss {total / (step + 1):.4f} {speed:.3f} s/step", flush=True)
        self.epoch += 1

    def step(self, batch, progress: float) -> float:
        """One step of the optimiser."""
        for group, rate in zip(self.optimiser.param_groups, self.rates):
            group["lr"] = rate * schedule(progress, self.settings.warmup)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = self.model(batch)
        loss = gold_loss(scores, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.average.update(self.model)
        return float(loss.detach())

    def evaluate(self) -> None:
        """Prints the averaged network's figures, as int8."""
        with self.average.in_place(self.model):
            for gold in self.golds:
                row = figures(self.model, gold, self.pieces, self.arguments.work)
                print(f"after epoch {self.epoch} {gold.name}: {summary(row)}", flush=True)


def main() -> None:
    """Trains to the end."""
    arguments = parse_arguments()
    settings = Settings(epochs=arguments.epochs)
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(settings.seed)
    run = Run(arguments, settings)
    run.resume()
    while run.epoch < arguments.epochs:
        run.train_epoch()
        run.save()
        if run.epoch % arguments.evaluate_every == 0 or run.epoch in (1, arguments.epochs):
            run.evaluate()


if __name__ == "__main__":
    main()
