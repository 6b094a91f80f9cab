"""What a page with live charts needs: the drawing library, data that cannot end its script, and a policy."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

__all__ = ["LIVE_POLICY", "json_in_script", "script_library"]

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


@lru_cache(maxsize=1)
def script_library() -> str:
    """The drawing library as a script that leaves `vegaEmbed` behind; about 0.8 MB."""
    import vl_convert

    return str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")).replace(
        "</script", "<\\/script"
    )
