"""Contradictions on a labelled set of invented pairs: precision and recall, by part.

python benchmarks/contradiction.py [--faults]
"""

import argparse
from pathlib import Path

import yaml

from dongthuan.analysis.contradiction import contradictions

PAIRS = Path(__file__).parents[1] / "tests" / "unit" / "analysis" / "contradiction.yaml"


def main() -> None:
    """Print precision and recall of each part, and where asked the pairs that were judged wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", action="store_true", help="print the pairs that were judged wrongly")
    args = parser.parse_args()
    for part, pairs in yaml.safe_load(PAIRS.read_text(encoding="utf-8")).items():
        judged = [(pair, bool(contradictions(pair["draft"], pair["earlier"]))) for pair in pairs]
        right = sum(found and pair["opposed"] for pair, found in judged)
        flagged = sum(found for _, found in judged)
        opposed = sum(pair["opposed"] for pair, _ in judged)
        print(
            f"{part:6} {len(pairs)} pairs, {opposed} opposed: "
            f"precision {right}/{flagged} = {right / max(flagged, 1):.2f}, "
            f"recall {right}/{opposed} = {right / opposed:.2f}"
        )
        for pair, found in judged:
            if args.faults and found != pair["opposed"]:
                print("   ", "missed" if pair["opposed"] else "wrong", pair["earlier"], "|", pair["draft"])


if __name__ == "__main__":
    main()
