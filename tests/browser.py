"""A small driver of headless Chromium over its DevTools protocol, for tests that need a real browser.

with browser.page() as page:                      # skips the test where there is no Chromium
    page.open(path.as_uri())
    page.wait_for("document.querySelector('svg')")
    page.click("#growth"); page.press("ArrowRight")
    assert not page.faults and page.left_machine() == []
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
    "--remote-allow-origins=*",
    # Whatever a page asks of another machine fails at once, and is still seen in `page.requests`.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
LOCAL = {"", "127.0.0.1", "localhost", "[::1]", "::1"}
PATIENCE = 60.0  # seconds an answer may take on a busy machine

# key: (code, virtual key, text)
KEYS = {
    "ArrowLeft": ("ArrowLeft", 37, ""),
    "ArrowUp": ("ArrowUp", 38, ""),
    "ArrowRight": ("ArrowRight", 39, ""),
    "ArrowDown": ("ArrowDown", 40, ""),
    "Home": ("Home", 36, ""),
    "End": ("End", 35, ""),
    "PageUp": ("PageUp", 33, ""),
    "PageDown": ("PageDown", 34, ""),
    "Tab": ("Tab", 9, ""),
    "Escape": ("Escape", 27, ""),
    "Backspace": ("Backspace", 8, ""),
    "Delete": ("Delete", 46, ""),
    "Enter": ("Enter", 13, "\r"),
    " ": ("Space", 32, " "),
}
MODIFIERS = {"Alt": 1, "Control": 2, "Meta": 4, "Shift": 8}


class BrowserError(RuntimeError):
    """The browser did not start, did not answer, or ran a script that failed."""


def found() -> str | None:
    """Path of the browser on this machine; None when there is none."""
    return next((place for name in NAMES if (place := shutil.which(name))), None)


def require() -> str:
    """Path of the browser; skips the test, or all that waits for the fixture, where there is no Chromium."""
    program = found()
    if program is None:
        import pytest

        pytest.skip(f"no Chromium on this machine (looked for {', '.join(NAMES)})")
    return program


class Page:
    """One page of the browser.

    Attributes:
        faults: what the page reported: console errors and warnings, uncaught exceptions, refused content.
        requests: every address it asked for, in order, data and blob addresses included.
    """

    def __init__(self, process: subprocess.Popen[bytes], address: str) -> None:
        import websocket

        self._process = process
        # Pictures of pages come as long texts, and that they are UTF-8 is checked letter by letter in Python.
        self._socket = websocket.create_connection(
            address, timeout=PATIENCE, enable_multithread=False, skip_utf8_validation=True
        )
        self._number = 0
        self._session = ""
        self.faults: list[str] = []
        self.requests: list[str] = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")

    def close(self) -> None:
        """Ask the browser to end."""
        with suppress(Exception):
            self._session = ""
            self.send("Browser.close")
        with suppress(Exception):
            self._socket.close()

    # ---- protocol

    def send(self, method: str, **values: Any) -> dict[str, Any]:
        """A command of the DevTools protocol and its answer; events on the way are kept."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": values}
        if self._session:
            message["sessionId"] = self._session
        self._socket.settimeout(PATIENCE)
        self._socket.send(json.dumps(message))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") != self._number:
                self._note(answer)
                continue
            if "error" in answer:
                msg = f"{method}: {answer['error'].get('message')}"
                raise BrowserError(msg)
            return dict(answer.get("result", {}))

    def pump(self, seconds: float = 0.2) -> None:
        """Take in events for a while."""
        import websocket

        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._socket.settimeout(left)
            try:
                self._note(json.loads(self._socket.recv()))
            except (websocket.WebSocketTimeoutException, TimeoutError):
                break

    def _note(self, event: dict[str, Any]) -> None:
        method, values = event.get("method", ""), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            details = values["exceptionDetails"]
            self.faults.append(str(details.get("exception", {}).get("description") or details.get("text")))
        elif method == "Runtime.consoleAPICalled" and values.get("type") in ("error", "warning", "assert"):
            said = [str(one.get("value", one.get("description", ""))) for one in values.get("args", [])]
            self.faults.append("console: " + " ".join(said))
        elif method == "Log.entryAdded" and values["entry"].get("level") in ("error", "warning"):
            entry = values["entry"]
            self.faults.append(f"{entry.get('source')}: {entry.get('text')} {entry.get('url', '')}".strip())
        elif method == "Network.requestWillBeSent":
            self.requests.append(str(values["request"]["url"]))
        elif method == "Network.webSocketCreated":
            self.requests.append(str(values["url"]))

    def left_machine(self) -> list[str]:
        """Addresses asked for on other machines."""
        self.pump(0.1)
        return [one for one in self.requests if urlsplit(one).netloc.partition(":")[0] not in LOCAL]

    # ---- reading

    def open(self, address: str) -> None:
        """Go to an address and wait until it has loaded.

        Raises:
            BrowserError: it could not be opened.
        """
        reply = self.send("Page.navigate", url=address)
        if reply.get("errorText"):
            msg = f"{address}: {reply['errorText']}"
            raise BrowserError(msg)
        self.wait_for("document.readyState === 'complete'")

    def open_afresh(self, address: str, ready: str) -> None:
        """Open a page at desktop width as on the first visit: what the test before has set would be there again.

        Args:
            address: of the page.
            ready: what its script has made when it is done, `window.explorer` say.
        """
        self.size(1280, 900)
        self.faults.clear()
        self.requests.clear()
        self.open(address)
        self.js("(() => { localStorage.clear(); sessionStorage.clear(); })()")
        self.open(address)
        self.wait_for(f"!!{ready}")

    def js(self, script: str) -> Any:
        """The value of a JavaScript expression as plain data; promises are awaited.

        Raises:
            BrowserError: the script throws.
        """
        reply = self.send(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True
        )
        if "exceptionDetails" in reply:
            details = reply["exceptionDetails"]
            msg = str(details.get("exception", {}).get("description") or details.get("text"))
            raise BrowserError(f"{script[:200]}: {msg}")
        return reply["result"].get("value")

    def wait_for(self, script: str, seconds: float = PATIENCE) -> Any:
        """The first truthy value of an expression.

        Raises:
            BrowserError: it stays falsy or throws for so long.
        """
        end = time.monotonic() + seconds
        last: object = None
        while time.monotonic() < end:
            try:
                # An element has no plain value, and is there all the same.
                last = self.js(f"Promise.resolve({script}).then((v) => v instanceof Node ? true : v)")
            except BrowserError as error:
                last = error
            else:
                if last:
                    return last
            self.pump(0.05)
        msg = f"waited {seconds:.0f} s for {script[:200]}; last: {last}; faults: {self.faults[-5:]}"
        raise BrowserError(msg)

    def record_saves(self) -> None:
        """From now on a link that saves a file puts its name and the beginning of its address into `took` instead."""
        self.js(
            "window.took = []; Object.defineProperty(HTMLAnchorElement.prototype, 'click',"
            " { value() { took.push([this.download, this.href.slice(0, 22)]); } }); 1"
        )

    def text(self, selector: str = "body") -> str:
        """The visible text of an element."""
        return str(self.js(f"document.querySelector({json.dumps(selector)}).innerText"))

    # ---- acting

    def size(self, width: int, height: int, *, scale: float = 1.0, mobile: bool = False) -> None:
        """Set the viewport, in CSS pixels."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=mobile,
        )

    def press(self, key: str, times: int = 1, *, hold: str = "") -> None:
        """Press a key: a name of `KEYS` or one letter; `hold` a modifier of `MODIFIERS`."""
        code, number, text = KEYS.get(key, (f"Key{key.upper()}", ord(key[0].upper()), key))
        what: dict[str, Any] = {"key": key, "code": code, "windowsVirtualKeyCode": number}
        what["modifiers"] = MODIFIERS.get(hold, 0)
        if text and hold not in ("Alt", "Control", "Meta"):
            what["text"] = text
        for _ in range(times):
            self.send("Input.dispatchKeyEvent", type="keyDown" if "text" in what else "rawKeyDown", **what)
            self.send(
                "Input.dispatchKeyEvent", type="keyUp", **{k: v for k, v in what.items() if k != "text"}
            )

    def type(self, text: str) -> None:
        """Type text into what has the focus; any script, Chinese too."""
        self.send("Input.insertText", text=text)

    def focus(self, selector: str) -> None:
        """Give an element the focus, as a reader who tabbed there."""
        self.js(f"document.querySelector({json.dumps(selector)}).focus()")

    def click(self, selector: str) -> None:
        """Click in the middle of an element, scrolled into view.

        Raises:
            BrowserError: there is no such element, or it has no size.
        """
        quoted = json.dumps(selector)
        box = self.js(
            f"(() => {{ const e = document.querySelector({quoted}); if (!e) return null;"
            " e.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});"
            " const b = e.getBoundingClientRect();"
            " return b.width && b.height ? [b.x + b.width / 2, b.y + b.height / 2] : null; })()"
        )
        if not box:
            msg = f"nothing to click at {selector}"
            raise BrowserError(msg)
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.send(
                "Input.dispatchMouseEvent",
                type=kind,
                x=box[0],
                y=box[1],
                button="none" if kind == "mouseMoved" else "left",
                clickCount=0 if kind == "mouseMoved" else 1,
            )

    def grey(self, *, on: bool = True) -> None:
        """Show the page without colour, as a copier does."""
        self.send("Emulation.setEmulatedVisionDeficiency", type="achromatopsia" if on else "none")

    def picture(self, path: Path | str | None = None, *, whole: bool = False) -> bytes:
        """A PNG of the viewport, or of the whole page; written when a path is given."""
        taken = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        data = base64.b64decode(taken["data"])
        if path is not None:
            Path(path).write_bytes(data)
        return data


@contextmanager
def page(width: int = 1280, height: int = 900) -> Iterator[Page]:
    """A page of a fresh browser with its own empty profile; skips the test where there is no Chromium.

    Raises:
        BrowserError: the browser does not start.
    """
    program = require()
    with tempfile.TemporaryDirectory(prefix="browser-", ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [program, *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            opened = Page(process, _address(process, Path(profile)))
            try:
                opened.size(width, height)
                yield opened
            finally:
                opened.close()
        finally:
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _address(process: subprocess.Popen[bytes], profile: Path) -> str:
    """Where the browser listens, as it writes into its profile."""
    place = profile / "DevToolsActivePort"
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            msg = f"the browser ended at once with {process.returncode}"
            raise BrowserError(msg)
        lines = place.read_text().splitlines() if place.is_file() else []
        if len(lines) >= 2:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        time.sleep(0.05)
    msg = f"the browser did not say within {PATIENCE:.0f} s where it listens"
    raise BrowserError(msg)
