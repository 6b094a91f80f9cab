"""What all tests share: English unless they ask otherwise, whatever the locale, no wall time, and each drawing made once."""

import gc
import json
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

os.environ["LC_ALL"] = "C.UTF-8"
# Each worker has one processor; threads of the linear algebra would wait for that of another.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

# Garbage is searched for less often than usual.
gc.set_threshold(100_000, *gc.get_threshold()[1:])

# What Altair checks charts with would build, when it is imported, grammars of web addresses that no chart has, for a second.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]

# Files that take longest go first, so that at the end no worker is left alone with one of them.
LONGEST = (
    *("notebooks", "live_browser", "bad_input", "explorer", "charts", "portfolio_runs", "network_properties"),
    *(
        "annex_brief",
        "docs",
        "page",
        "annex_word",
        "portfolio_dask",
        "drawing",
        "explorer_browser",
        "workbook",
    ),
)

# How long an example takes depends on the machine.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session", autouse=True)
def each_drawing_once() -> Iterator[None]:
    """A drawing follows from its specification alone, as tests that draw in another process show: no test draws it again."""
    import vl_convert

    from forecasting.charts import export

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(export, "_rendered", cache(export._rendered))
        patch.setattr(vl_convert, "svg_to_png", cache(vl_convert.svg_to_png))
        yield


@pytest.fixture(scope="session", autouse=True)
def each_specification_checked_once() -> Iterator[None]:
    """What Altair found valid it finds valid again, and to find it takes longer than to draw it."""
    from altair.utils import schemapi

    check, valid = schemapi.validate_jsonschema, set()

    def once(specification: Any, schema: dict[str, Any], *more: Any, **options: Any) -> Any:
        asked = json.dumps([specification, schema], default=repr)
        if asked in valid:
            return None
        error = check(specification, schema, *more, **options)
        if error is None:
            valid.add(asked)
        return error

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(schemapi, "validate_jsonschema", once)
        yield


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A real speech, a small made dossier with a contradiction, and sixty numbers with two goals an indicator."""
    from sixty import sixty

    tests = Path(__file__).resolve().parent
    return {
        "yanjiao": tests.parent / "data" / "yanjiao",
        "riverside": tests / "dossiers" / "riverside",
        "sixty": sixty(tmp_path_factory.mktemp("sixty")),
    }


def pytest_collection_finish() -> None:
    """Leave modules and tests out of the search for garbage, which with them took a tenth of the time."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the tests by file, the longest first; `make test` hands files out in this order."""
    places = {f"test_{name}.py": place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))
