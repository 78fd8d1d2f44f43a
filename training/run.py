"""One training run, whatever the network: optimiser, average, checkpoints, figures."""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from averaging import Average
from batches import Batch, batches_of, make_batch, mask_pieces
from evaluate import Gold, figures, summary
from pieces import Pieces
from quantise import set_rounded
from windows import Window


@dataclass(frozen=True)
class Pace:
    """How a run goes over its windows."""

    epochs: int
    batch_pieces: int
    warmup: float = 0.06
    masked: float = 0.06
    seed: int = 20260
    rounded_from: float = 2.0
    """Share of the run after which every step computes with rounded weights; beyond 1, never."""


def run_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that every run has."""
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--segments", type=Path, required=True, help="folder with the segmenter's tokens, CORPUS.jsonl")
    parser.add_argument("--dump", type=Path, required=True, help="the segmenter's example `dump`")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--evaluate-every", type=int, default=2, help="epochs; 0 for never")


def schedule(progress: float, warmup: float) -> float:
    """The share of the full rate: up, then down to nothing in a line."""
    return progress / warmup if progress < warmup else max(0.0, (1 - progress) / (1 - warmup))


class Run:
    """Network, optimiser, average, and where the run stands. Subclasses say what is read and what is lowered."""

    shipped = True
    """Whether the figures are those of the network rounded to int8."""

    def __init__(self, work: Path, pace: Pace, model: nn.Module, optimiser, pieces: Pieces, golds: list[Gold]):
        self.work, self.pace, self.model, self.optimiser = work, pace, model, optimiser
        self.pieces, self.golds = pieces, golds
        self.rates = [group["lr"] for group in optimiser.param_groups]
        self.average = Average(model)
        self.epoch = 0

    def windows(self, chance: random.Random) -> list[Window]:
        """The windows of the epoch that begins."""
        raise NotImplementedError

    def loss(self, scores, batch: Batch) -> torch.Tensor:
        """What a step lowers."""
        raise NotImplementedError

    def resume(self) -> None:
        """Takes the last checkpoint up, if there is one."""
        path = self.work / "last.pt"
        if path.exists():
            state = torch.load(path)
            self.model.load_state_dict(state["model"])
            self.average.load(state["average"])
            self.optimiser.load_state_dict(state["optimiser"])
            self.epoch = state["epoch"]

    def save(self) -> None:
        """Writes the checkpoint, and this epoch's average for others to use."""
        state = {
            "model": self.model.state_dict(), "average": self.average.state,
            "optimiser": self.optimiser.state_dict(), "epoch": self.epoch,
        }
        torch.save(state, self.work / "last.pt.new")
        (self.work / "last.pt.new").rename(self.work / "last.pt")
        torch.save(self.average.state, self.work / f"average-{self.epoch:02}.pt")

    def train_epoch(self) -> None:
        """One pass over the epoch's windows."""
        seed = self.pace.seed + self.epoch
        chance, generator = random.Random(seed), torch.Generator().manual_seed(seed)
        torch.manual_seed(seed)
        groups = batches_of(self.windows(chance), self.pace.batch_pieces, chance)
        started, total = time.time(), 0.0
        self.model.train()
        for step, group in enumerate(groups):
            batch = make_batch(group)
            mask_pieces(batch, self.pace.masked, generator)
            total += self.step(batch, (self.epoch + step / len(groups)) / self.pace.epochs)
            if step % 50 == 49:
                speed = (time.time() - started) / (step + 1)
                print(f"epoch {self.epoch} step {step + 1}/{len(groups)} loss {total / (step + 1):.4f} {speed:.3f} s/step", flush=True)
        self.epoch += 1

    def step(self, batch: Batch, progress: float) -> float:
        """One step of the optimiser."""
        for group, rate in zip(self.optimiser.param_groups, self.rates):
            group["lr"] = rate * schedule(progress, self.pace.warmup)
        set_rounded(self.model, progress >= self.pace.rounded_from)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            scores = self.model(batch)
        loss = self.loss(scores, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        self.average.update(self.model)
        return float(loss.detach())

    def evaluate(self) -> None:
        """Prints the averaged network's figures; at the end as int8, before in bf16, which costs a third."""
        with self.average.in_place(self.model):
            for gold in self.golds:
                row = figures(self.model, gold, self.pieces, self.work, self.epoch == self.pace.epochs and self.shipped)
                print(f"after epoch {self.epoch} {gold.name}: {summary(row)}", flush=True)

    def to_the_end(self, evaluate_every: int, last: int | None = None) -> None:
        """Trains all epochs that are left, or up to the `last`, the rate falling as if all were to come."""
        self.resume()
        while self.epoch < (last or self.pace.epochs):
            self.train_epoch()
            self.save()
            if evaluate_every and (self.epoch % evaluate_every == 0 or self.epoch in (1, self.pace.epochs)):
                self.evaluate()
