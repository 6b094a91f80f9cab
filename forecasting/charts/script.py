"""What a page with live charts needs: the drawing library, data that cannot end its script, and a policy."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

__all__ = ["LIVE_POLICY", "bundled", "hash_of", "json_in_script", "script_library", "take_script"]

#: Vega compiles its expressions, hence unsafe-eval; still nothing may be fetched from anywhere.
LIVE_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; "
    "font-src data:; img-src data:"
)


def json_in_script(value: Any) -> str:
    """A value as JSON that can stand within a script element: nothing in it can end the element."""
    written = json.dumps(value, ensure_ascii=False, sort_keys=True)
    for sign in "<>&\u2028\u2029":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return written


def hash_of(script: str) -> str:
    """A script as a content policy names it, so that it runs and no other does."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def bundled() -> str:
    """The drawing library as the renderer bundles it, which takes about a second."""
    import vl_convert

    made = str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))
    return made.replace("</script", "<\\/script")


@lru_cache(maxsize=1)
def script_library() -> str:
    """The drawing library as a script that leaves `vegaEmbed` behind; about 0.9 MB.

    The stored bundle is that of one release of the renderer; beside another release it is made anew.
    """
    import vl_convert

    folder = files("forecasting").joinpath("charts").joinpath("vega")
    about = json.loads(folder.joinpath("about.json").read_text("utf-8"))
    if about["vl_convert"] != vl_convert.__version__:  # type: ignore[attr-defined]
        return bundled()
    return folder.joinpath("vega.js").read_bytes().decode()


@lru_cache(maxsize=1)
def take_script() -> str:
    """The script of the bar below a chart: copies it, saves it as PNG or SVG, reads out its marks one by one."""
    return files("forecasting").joinpath("charts").joinpath("take.js").read_text(encoding="utf-8")
