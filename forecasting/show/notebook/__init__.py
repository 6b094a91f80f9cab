"""Charts and tables in JupyterLab: without the internet, in the reader's language, in letters every machine can show."""

from __future__ import annotations

import os
from typing import Any

from forecasting.charts.look import theme
from forecasting.errors import ForecastingError
from forecasting.show.notebook.charts import show_charts
from forecasting.show.notebook.tables import table
from forecasting.words import spoken
from forecasting.words.catalogue import told_error

__all__ = ["notebook", "table"]

STATIC = "FORECASTING_STATIC"


def notebook(language: str = "en") -> None:
    """Set up a notebook: say this once, in its first code cell.

    Each chart is a picture, so that it is seen wherever the notebook is exported, sent or opened, below buttons that
    hand it on and the numbers behind it; where scripts run it becomes live, which needs no internet. With the
    environment variable FORECASTING_STATIC set it is the bare picture. Charts take the look of `charts.theme`, and
    Chinese is shown with the shipped font on machines that have none. Tables show whole sentences. An error of this
    package is one message in the language, without a trace of code. The settings are those of Altair, pandas and
    IPython in this kernel, nothing else.

    Args:
        language: of the buttons of a live chart and of errors, "en" or "zh".

    Raises:
        WordsError: an unknown language.
    """
    spoken(language)
    import altair as alt
    import pandas as pd

    @alt.theme.register("forecasting", enable=True)
    def look() -> alt.theme.ThemeConfig:
        return alt.theme.ThemeConfig(config=theme())  # type: ignore[typeddict-item]

    pd.set_option("display.max_colwidth", None, "display.precision", 4)
    _say_errors(language)
    show_charts(language, live=not os.environ.get(STATIC))


def _say_errors(language: str) -> None:
    """Errors this package raises on purpose are one message in the reader's language; all others keep their traces."""
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    if shell is None:
        return

    def tell(
        shell: Any, kind: type[BaseException], error: BaseException, *_: object, **__: object
    ) -> list[str]:
        lines = [f"{kind.__name__}: {told_error(error, language)}"]
        shell._showtraceback(kind, error, lines)  # noqa: SLF001 - what IPython calls for its own traces
        return lines

    shell.set_custom_exc((ForecastingError,), tell)
