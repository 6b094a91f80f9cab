"""Libraries that only some of the package needs: a clear word when one is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from forecasting.errors import ForecastingError

__all__ = ["needed"]


def needed(module: str, package: str, what: str, extra: str = "appendix") -> Any:
    """A library of an extra.

    Args:
        module: to import.
        package: as it is installed.
        what: is not possible without it, "a Word document" say.
        extra: of this package that brings it.

    Raises:
        ForecastingError: it is not installed; the message says how to install it.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as problem:
        if problem.name is None or problem.name.partition(".")[0] != module.partition(".")[0]:
            raise
        msg = (
            f"{what} needs the package {package}, which is not installed; install the extra with "
            f"pip install 'target-forecasting[{extra}]'"
        )
        raise ForecastingError(msg) from problem
