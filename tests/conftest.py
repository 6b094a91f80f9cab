"""What all tests share: English unless they ask otherwise, whatever the locale, no wall time, and each drawing made once."""

import os
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import settings

os.environ["LC_ALL"] = "C.UTF-8"

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
