"""Store the drawing library of live pages, which vl-convert would otherwise bundle anew, for a second, in each process.

What is stored is what `vl_convert.javascript_bundle` returns, with no change but that nothing in it can end a script
element. It is used only beside the release of vl-convert it was made with; with any other the bundle is made anew, so
that a page holds the same bytes either way. Say this again after a new release was pinned:

    python scripts/vega.py [third-party-licenses.json of a JupyterLab, for the licences]
"""

import hashlib
import json
import sys
import sysconfig
from pathlib import Path

import vl_convert

from forecasting.charts.script import bundled

TARGET = Path(__file__).resolve().parent.parent / "forecasting" / "charts" / "vega"
LISTED = Path(sysconfig.get_path("data"), "share", "jupyter", "lab", "static", "third-party-licenses.json")
# Packages of the bundle whose licence texts JupyterLab carries too; those of one text are said once.
PACKAGES = ("d3-", "internmap", "json-stringify-pretty-compact", "semver", "vega")
OTHERS = (
    "Of the same authors and licences: d3-delaunay, d3-dsv, d3-force, d3-geo, topojson-client (ISC, Mike Bostock); "
    "vega-lite and the other packages named vega- (BSD-3-Clause, University of Washington Interactive Data Lab). "
    "delaunator (ISC, Mapbox); d3-geo-projection (ISC, Mike Bostock; parts after Geocart and GeographicLib, MIT); "
    "fast-json-patch (MIT, Joachim Wester); robust-predicates (Unlicense, Vladimir Agafonkin); tslib (0BSD, Microsoft)."
)


def licences(listed: Path) -> str:
    """The licence texts, each once, below the names of the packages that stand under it."""
    packages = json.loads(listed.read_text(encoding="utf-8"))["packages"]
    by_text: dict[str, list[str]] = {}
    for one in packages:
        if one["name"].startswith(PACKAGES) and one["extractedText"]:
            by_text.setdefault(one["extractedText"].strip(), []).append(f"{one['name']} ({one['licenseId']})")
    parts = [f"{', '.join(names)}\n\n{text}" for text, names in by_text.items()]
    return "\n\n----\n\n".join([*parts, OTHERS]).replace("\r", "") + "\n"


def main(arguments: list[str]) -> int:
    """Write the bundle, what it is, and its licences."""
    TARGET.mkdir(exist_ok=True)
    library = bundled()
    (TARGET / "vega.js").write_text(library, encoding="utf-8", newline="")
    about = {
        "vl_convert": vl_convert.__version__,
        "vega": vl_convert.get_vega_version(),
        "vega_lite": vl_convert.get_vegalite_versions()[-1],
        "vega_embed": vl_convert.get_vega_embed_version(),
        "sha256": hashlib.sha256(library.encode()).hexdigest(),
    }
    (TARGET / "about.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    (TARGET / "LICENSES.txt").write_text(
        licences(Path(arguments[0]) if arguments else LISTED), encoding="utf-8"
    )
    print(f"{len(library):,} characters: {about}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
