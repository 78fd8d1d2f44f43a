"""Fine-tunes a network, large or small, on strict marks and their inner texts, with PolNeAR on a reading of its own.

usage: train_strict.py --work FOLDER --start CHECKPOINT --pieces PIECES --data FOLDER --segments FOLDER --dump PROGRAM
                       --scorer score.py [--taught FOLDER...] [--hold-out FOLD] [--hinted]
`--taught` holds what teach.py wrote, CORPUS.npz; several folders may each hold a reading. Resumes from the last checkpoint in the work folder.
`--hinted` trains the network that is shown PolNeAR's marks and writes strict ones.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch

import train_large
import train_small
from articles import Article
from augment import NamePool
from encoder import Hinted
from evaluate import held_out_gold, read_golds
from export import network_of
from heads import BROAD, STRICT
from lessons import GOLD_SHARE, MARKED, WIKINEWS_TIMES, Corpora, Lessons, with_word
from losses import loss_of
from pieces import Pieces
from run import Pace, Run, run_arguments
from teach import Taught, read_taught
from windows import Window

BROADLY_MARKED = ("polnear-train", "wikinews-train")
FREE = ("free-news", "free-news-inner", "polnear-train-inner")


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    run_arguments(parser)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--pieces", type=Path, required=True)
    parser.add_argument("--taught", type=Path, nargs="+", default=[], help="folders of what teach.py wrote")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--stop-after", type=int, help="epochs, where not all of them are wanted")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--batch", type=int, default=2048, help="pieces in a step")
    parser.add_argument("--strict-times", type=float, default=1, help="how often an epoch reads the strict marks")
    parser.add_argument("--broad", type=int, default=100, help="articles of PolNeAR in an epoch")
    parser.add_argument("--free", type=int, nargs=3, default=[0, 0, 0], metavar="N", help=f"articles of {FREE} in an epoch")
    parser.add_argument("--rounded-from", type=float, default=0.6, help="share of the run without rounding of weights")
    parser.add_argument("--hold-out", type=int, help="a fold of strict-train that is not read")
    parser.add_argument("--window", type=int, help="pieces in a window of the large network, where fewer than before")
    parser.add_argument("--hinted", action="store_true")
    parser.add_argument("--seed", type=int, default=Pace.seed)
    return parser.parse_args()


def lessons_of(arguments: argparse.Namespace, corpora: Corpora) -> Lessons:
    """What the run reads."""
    strict, broad = corpora.strict(corpora.fold(arguments.hold_out)), corpora.broad()
    lessons = Lessons(NamePool(broad))
    if arguments.hinted:
        lessons.add(shown([article for article in strict if not article.inner]), arguments.strict_times)
        return lessons
    known = {article.doc_id for article in strict}
    others = [article for article in broad if article.doc_id not in known]
    for corpora_taught, articles in ((MARKED, strict), (BROADLY_MARKED, others)):
        with_word(articles, word_of(arguments.taught, corpora_taught), GOLD_SHARE)
    wikinews = [article for article in others if article.doc_id.startswith("wikinews")]
    lessons.add(strict, arguments.strict_times)
    lessons.add([article for article in others if article not in wikinews], arguments.broad)
    lessons.add(wikinews, WIKINEWS_TIMES * arguments.strict_times)
    for name, in_epoch in zip(FREE, arguments.free):
        if in_epoch:
            lessons.add(free_articles(arguments.taught, corpora, name), in_epoch)
    return lessons


def word_of(folders: list[Path], names: tuple[str, ...]) -> dict[str, Taught]:
    """What the teachers of all folders say of some corpora."""
    said: dict[str, Taught] = {}
    for path in (folder / f"{name}.npz" for folder in folders for name in names):
        for doc_id, taught in read_taught(path).items() if path.exists() else ():
            if doc_id in said:
                said[doc_id].readings |= taught.readings
            else:
                said[doc_id] = taught
    return said


def free_articles(folders: list[Path], corpora: Corpora, name: str) -> list[Article]:
    """Unmarked articles that a teacher has read."""
    articles = with_word(corpora.read(name, STRICT), word_of(folders, (name,)), 0)
    for article in articles:
        article.inner = name.endswith("inner")
    return articles


def shown(articles: list[Article]) -> list[Article]:
    """Articles whose broad marks, where they have them, are shown to the network, which need not write them."""
    for article in articles:
        if BROAD in article.readings:
            article.hints = article.readings.pop(BROAD).tags
    return articles


class StrictRun(Run):
    """The fine-tuning of either network."""

    def __init__(self, arguments: argparse.Namespace):
        work = arguments.work
        work.mkdir(parents=True, exist_ok=True)
        pieces = Pieces(arguments.pieces.read_text(encoding="utf-8").split("\n"))
        state = torch.load(arguments.start)
        if arguments.window:
            state["position"] = state["position"][: arguments.window].clone()
        model = network_of(state)
        if arguments.hinted:
            model = Hinted(model.shape)
        model.load_state_dict(state, strict=not arguments.hinted)
        train = train_small if "project.weight" in state else train_large
        corpora = Corpora(arguments.data, arguments.segments, arguments.dump)
        places = (arguments.data, work, arguments.scorer, arguments.segments, arguments.dump)
        golds = [] if arguments.hinted else read_golds(*places)
        if arguments.hold_out is not None:
            golds.append(held_out_gold(*places, corpora.fold(arguments.hold_out)))
        if arguments.hinted:
            hint_gold(golds, corpora)
        pace = Pace(arguments.epochs, arguments.batch, seed=arguments.seed, rounded_from=arguments.rounded_from)
        super().__init__(work, pace, model, train.optimiser_of(model, arguments.rate), pieces, golds)
        self.lessons = lessons_of(arguments, corpora)

    def windows(self, chance: random.Random) -> list[Window]:
        return self.lessons.windows(self.pieces, chance, self.epoch, self.model.shape.window)

    def loss(self, scores, batch) -> torch.Tensor:
        return loss_of(scores, batch)


def hint_gold(golds: list, corpora: Corpora) -> None:
    """Shows the broad marks of the held-out articles; only those that have them are measured."""
    broad = {article.doc_id: article for article in corpora.broad()}
    for gold in golds:
        for article in gold.articles:
            if article.doc_id in broad:
                article.hints = broad[article.doc_id].readings[BROAD].tags
        gold.articles[:] = [article for article in gold.articles if article.hints is not None]


def main() -> None:
    """Trains to the end."""
    arguments = parse_arguments()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    StrictRun(arguments).to_the_end(arguments.evaluate_every, arguments.stop_after)


if __name__ == "__main__":
    main()
