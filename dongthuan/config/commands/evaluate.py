"""`dongthuan evaluate`: the quality figures of the shipped models on the project's own labelled set."""

import argparse
import json
from pathlib import Path

from dongthuan.analysis.encoder import load_encoder
from dongthuan.analysis.understanding import Reader
from dongthuan.analysis.understanding_examples import labelled_examples, with_bare_titles
from dongthuan.analysis.understanding_heads import learn_heads, name_heads, save_heads
from dongthuan.analysis.understanding_quality import Quality, measure_quality
from dongthuan.analysis.understanding_stances import measure_stances
from dongthuan.analysis.understanding_sureness import save_sureness
from dongthuan.config.paths import model_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument(
        "--learn",
        type=Path,
        metavar="FILE.npz",
        help="also learn the heads and write them, with sureness.json beside",
    )


def run(args: argparse.Namespace) -> int:
    """Cross-validate on the labelled set and print."""
    encoder = load_encoder(model_folder())
    examples = with_bare_titles(labelled_examples())
    vectors = encoder.embed([example.text for example in examples])
    quality = measure_quality(examples, vectors, name_heads(encoder.model_id))
    stances = measure_stances(encoder, Reader(encoder))
    if args.json:
        print(json.dumps(quality.as_dict() | {"stances": stances}, ensure_ascii=False))
    else:
        print(as_text(quality))
        print("\n".join(f"{f'stance to a topic: {name}':<42}{value:.3f}" for name, value in stances.items()))
    if args.learn:
        save_heads(learn_heads(examples, vectors, encoder), args.learn)
        save_sureness(quality.sureness, args.learn.with_name("sureness.json"))
    return 0


def as_text(quality: Quality) -> str:
    """Return the figures as a person reads them."""
    figures = quality.as_dict()
    figures.pop("sureness")
    lines = [f"{name:<42}{value}" for name, value in figures.items()]
    lines += [
        f"{f'answering the surest {step.answered:.0%}: right':<42}{step.right:.3f} (sure to {step.least:.2f})"
        for step in quality.sureness.steps
    ]
    lines += [
        f"{f'sure to {one.confidence:.2f} on average: right':<42}{one.right:.3f} ({one.share:.1%})"
        for one in quality.sureness.bins
    ]
    return "\n".join(lines)
