"""``python -m benchmarks``: make sites, measure them, print the figures as Markdown."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from benchmarks import report
from benchmarks.measure import Site, gateways, measure


def main() -> None:
    """Measure every size, one after the other."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000", help="entries, separated by commas")
    parser.add_argument("--quick", action="store_true", help="one small site, few requests")
    parser.add_argument("--keep", type=Path, help="a folder for the sites, to be used again")
    parser.add_argument("--no-gateways", action="store_true", help="leave out the ways to serve")
    wanted = parser.parse_args()
    sizes = [1000] if wanted.quick else [int(size) for size in wanted.sizes.split(",")]
    count = 80 if wanted.quick else 480
    with tempfile.TemporaryDirectory(prefix="practica-bench-") as scratch:
        folder: Path = wanted.keep or Path(scratch)
        sites: list[Site] = []
        for size in sizes:
            sites.append(measure(size, folder / str(size), count=count))
            print(report.of_site(sites[-1]), end="\n\n", flush=True)
        if len(sites) > 1:
            print(report.growth(sites[0], sites[-1]), end="\n\n", flush=True)
        if not wanted.no_gateways:
            first = folder / str(sizes[0])
            places = json.loads((first / "addresses.json").read_text())
            print(report.of_gateways(gateways(first, places, count=count)), flush=True)


if __name__ == "__main__":
    main()
