"""The import ladder: which module may use which, and what importing the package costs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "forecasting"

# A module may import from rungs above its own and from its left on its own rung. The longest name that a module's
# dotted name begins with is its place, so a floor may have rungs of its own.
# A new module must be placed here first: where it stands is a decision, not an accident.
LADDER = (
    ("errors",),
    ("numbers.unit_tables", "numbers.units", "numbers.unit_names", "files", "extras", "words", "records"),
    ("numbers.growth", "numbers.intervals", "numbers.powers"),
    ("numbers.characters", "numbers.number_styles", "numbers.stated", "numbers.decimals"),
    ("numbers.chinese_numerals", "numbers.magnitudes", "numbers.english_numerals", "numbers.numerals"),
    ("numbers",),
    ("dossier.conventions",),
    ("dossier",),
    ("dossier.meaning.row", "dossier.meaning.ranges", "dossier.meaning.price_basis", "dossier.meaning.space"),
    ("dossier.meaning", "_extract"),
    # what a claim may mean,
    ("network.averages", "network.rounded_or_cut", "network.cut_digits", "network.printed_forms"),
    ("network.bridges", "network.revisions"),
    # as bounds on levels,
    ("network.weights", "network.bounds", "network.claim_context", "network.readings"),
    # that are the edges of a graph,
    (
        "network.edges",
        "network.path_guess",
        "network.shortest_paths",
        "network.graph",
        "network.merged_bounds",
    ),
    # searched for readings that fit together, and what these leave for every level,
    ("network.connected", "network.search", "network.ranges", "network.series_ranges", "network.observed"),
    # and for what cannot hold, and what would have to give;
    ("network.diagnosis", "network.hitting_sets", "network.tangle", "network.conflicts", "network.settle"),
    ("network.swings", "network.chains", "network.stretch"),
    # all together.
    ("network.result", "network.solve", "network.left_by_others", "network"),
    ("models.reference", "models"),
    ("models.backtest", "models.outside"),
    ("scenarios",),
    ("judge.checks",),
    ("judge.outlook", "judge.opening", "judge.tables", "judge.spans", "judge.assessment", "judge"),
    ("ask.comparison", "ask.seek", "ask.sensitivity", "ask"),
    ("charts",),
    (
        "show.markup",
        "show.template",
        "show.page",
        "show.terminal",
        "show.explorer",
        "show.review",
        "show.notebook",
        "show.live",
        "show",
    ),
    ("_appendix",),
    ("portfolio",),
    ("cli",),
)
ORDER = [name for rung in LADDER for name in rung]
FORBIDDEN = {("judge.checks", "models")}  # though models stands above: a check reads forecasts, it never fits
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "shared", "base"}
HEAVY = ("numpy", "pandas", "scipy", "statsmodels", "altair", "jinja2")


def place(dotted: str) -> str:
    """The rung of a module by its dotted name below the package, "judge.checks.pace" say; its first part if it has none."""
    parts = dotted.split(".")
    stems = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return next((stem for stem in stems if stem in ORDER), parts[0])


def modules() -> dict[Path, str]:
    """Each source file with its place on the ladder."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[path] = place(".".join(parts))
    return found


def imported(path: Path) -> set[tuple[str, int]]:
    """The places of this package that a file imports from, anywhere in it, with the line; "" is the package."""
    here = ("forecasting", *path.relative_to(PACKAGE).with_suffix("").parts)[:-1]
    found: set[tuple[str, int]] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            stem = list(here[: len(here) - node.level + 1]) if node.level else []
            stem += node.module.split(".") if node.module else []
            # `from forecasting.numbers import growth` names a module only in its last part.
            names = [".".join([*stem, alias.name]) for alias in node.names]
        for name in names:
            first, _, rest = name.partition(".")
            if first == "forecasting":
                found.add((place(rest) if rest else "", node.lineno))
    return found


def faults(importer: str, target: str) -> str | None:
    """Why `importer` may not import `target`, or None."""
    if target == importer:
        return None
    if target not in ORDER:
        return f"imports {target or 'the package itself'}, which is on no rung"
    if (importer, target) in FORBIDDEN:
        return f"imports {target}, which it never may"
    if ORDER.index(target) > ORDER.index(importer):
        return f"imports {target}, which stands below it"
    return None


def test_every_module_has_a_rung() -> None:
    """A module that the ladder does not know must be placed before it can land."""
    unknown = {name for name in modules().values() if name not in {*ORDER, "__init__", "__main__"}}
    assert not unknown


def test_imports_go_up_the_ladder() -> None:
    """No module imports one below it, not even inside a function."""
    wrong = []
    for path, name in modules().items():
        if name in {"__init__", "__main__"}:
            continue
        for target, line in sorted(imported(path)):
            reason = "" if target == "__version__" else faults(name, target)
            if reason:
                wrong.append(f"{path.relative_to(PACKAGE.parent)}:{line}: {reason}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("importer", "target"),
    [
        ("numbers", "dossier"),
        ("judge.checks", "models"),
        ("dossier", "nowhere"),
        ("show.page", "cli"),
        ("numbers.stated", ""),
    ],
)
def test_the_ladder_refuses(importer: str, target: str) -> None:
    """The test itself can fail: steps down, the forbidden pair and unknown modules are reported."""
    assert faults(importer, target)


@pytest.mark.parametrize(
    ("importer", "target"), [("dossier", "numbers.growth"), ("models", "models.reference"), ("cli", "errors")]
)
def test_the_ladder_allows(importer: str, target: str) -> None:
    """Steps up, and to the left on one rung, are allowed."""
    assert faults(importer, target) is None


def test_module_names_say_what_they_hold() -> None:
    """No drawer without a label."""
    assert not [path.name for path in PACKAGE.rglob("*.py") if path.stem.strip("_") in VAGUE]


def loaded_after(statement: str) -> set[str]:
    """The heavy libraries that are in memory after `statement` in a fresh interpreter."""
    code = f"{statement}\nimport sys\nprint(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_no_library() -> None:
    """`import forecasting` is free: libraries are loaded by what uses them."""
    assert (PACKAGE / "__init__.py").is_file()
    assert loaded_after("import forecasting") == set()


def test_the_command_line_starts_light() -> None:
    """The command line parses its arguments before it loads any library."""
    assert loaded_after("import forecasting.cli") == set()
