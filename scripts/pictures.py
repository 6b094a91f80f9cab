"""Draw the two pictures that README opens with: python scripts/pictures.py.

They are the charts of `forecasting charts data/yanjiao`, smaller.
"""

from pathlib import Path

import forecasting as fc
from forecasting.charts import drawn
from forecasting.charts.export import png_of, svg

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
#: Small enough for both to weigh under 200 kB together, large enough to read.
SCALE = 0.85


def main() -> None:
    """Write both pictures and say how large they are."""
    result = fc.assess(fc.load(ROOT / "data" / "yanjiao"))
    PICTURES.mkdir(exist_ok=True)
    for name, chart in (("staircase", drawn.staircase(result)), ("outlook", drawn.outlook(result, "gdp"))):
        picture = png_of(svg(chart, name), SCALE)
        (PICTURES / f"{name}.png").write_bytes(picture)
        print(f"docs/pictures/{name}.png: {len(picture):,} bytes")


if __name__ == "__main__":
    main()
