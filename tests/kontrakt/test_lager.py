"""Who may know whom: ``models <- rules <- regelverk <- edges <- kommandon <- cli``; a core that looks at input only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import riktlinjer as rl

ROT = Path(rl.__file__).parent
LAGER = {"models": 0, "rules": 1, "regelverk": 2, "edges": 3, "kommandon": 4, "cli": 5}
# modules of the package's root that every layer may know
GRUND = {"errors", "_version"}

# what the core must not read: the clock, the environment, files, chance, the locale, a log
FORBJUDNA_MODULER = {
    "asyncio", "calendar", "getpass", "io", "locale", "logging", "multiprocessing", "os", "pathlib", "platform",
    "random", "secrets", "shutil", "socket", "subprocess", "sys", "tempfile", "time", "urllib", "uuid", "warnings",
}  # fmt: skip
FORBJUDNA_ANROP = {"now", "today", "utcnow", "fromtimestamp", "getenv", "environ", "getlocale", "setlocale"}
FORBJUDNA_INBYGGDA = {"open", "input", "print", "eval", "exec", "compile", "__import__", "globals", "breakpoint"}

FILER = sorted(ROT.rglob("*.py"))
KARNA = [fil for fil in FILER if fil.relative_to(ROT).parts[0] in ("models", "rules")]


def namn(fil: Path) -> str:
    return fil.relative_to(ROT).as_posix()


def lager(delar: tuple[str, ...]) -> str | None:
    """The layer of a module by its path within the package; None for what every layer may know."""
    forsta = delar[0].removesuffix(".py")
    if forsta in GRUND or forsta == "__init__":
        return None
    if forsta == "__main__":
        return "cli"
    return forsta if forsta in LAGER else "edges"


def trad(fil: Path) -> ast.Module:
    return ast.parse(fil.read_text("utf-8"), str(fil))


def egna_importer(fil: Path) -> Iterator[tuple[str, ...]]:
    """The modules of the package that a file imports, anywhere in it, as paths within the package."""
    paket = fil.relative_to(ROT).parts[:-1]
    for nod in ast.walk(trad(fil)):
        if isinstance(nod, ast.ImportFrom) and nod.level:
            bas = paket[: len(paket) - (nod.level - 1)]
            modul = (*bas, *(nod.module or "").split(".")) if nod.module else bas
            yield from ([modul] if nod.module else [(*bas, alias.name) for alias in nod.names])
        elif isinstance(nod, ast.ImportFrom) and (nod.module or "").split(".")[0] == "riktlinjer":
            yield tuple(str(nod.module).split(".")[1:]) or ("__init__",)
        elif isinstance(nod, ast.Import):
            yield from (
                tuple(a.name.split(".")[1:]) or ("__init__",) for a in nod.names if a.name.split(".")[0] == "riktlinjer"
            )


def yttre_importer(fil: Path) -> Iterator[str]:
    """The top-level names of the other packages that a file imports, anywhere in it."""
    for nod in ast.walk(trad(fil)):
        if isinstance(nod, ast.Import):
            yield from (alias.name.split(".")[0] for alias in nod.names)
        elif isinstance(nod, ast.ImportFrom) and not nod.level:
            yield str(nod.module).split(".")[0]


@pytest.mark.parametrize("fil", [f for f in FILER if lager(f.relative_to(ROT).parts)], ids=namn)
def test_a_module_knows_only_its_own_layer_and_those_below(fil: Path) -> None:
    egen = lager(fil.relative_to(ROT).parts)
    assert egen is not None
    for modul in egna_importer(fil):
        deras = lager(modul)
        assert deras is None or LAGER[deras] <= LAGER[egen], f"{namn(fil)} imports {'.'.join(modul)}"


@pytest.mark.parametrize("fil", KARNA, ids=namn)
def test_the_core_does_not_know_the_package_that_gathers_it(fil: Path) -> None:
    """``from riktlinjer import ...`` inside the core would be a cycle through the lazy table."""
    assert ("__init__",) not in set(egna_importer(fil))


def test_errors_know_nobody() -> None:
    assert list(egna_importer(ROT / "errors.py")) == []


@pytest.mark.parametrize("fil", KARNA, ids=namn)
def test_the_core_reads_no_clock_environment_file_locale_or_chance(fil: Path) -> None:
    assert set(yttre_importer(fil)) & FORBJUDNA_MODULER == set()
    for nod in ast.walk(trad(fil)):
        if isinstance(nod, ast.Attribute):
            assert nod.attr not in FORBJUDNA_ANROP, f"{namn(fil)}:{nod.lineno}: .{nod.attr}"
        if isinstance(nod, ast.Call) and isinstance(nod.func, ast.Name):
            assert nod.func.id not in FORBJUDNA_INBYGGDA, f"{namn(fil)}:{nod.lineno}: {nod.func.id}()"


@pytest.mark.parametrize("fil", KARNA, ids=namn)
def test_the_core_compares_no_floats(fil: Path) -> None:
    """No literal with a decimal point, no float(): thresholds are Decimal, and they stand in the data."""
    for nod in ast.walk(trad(fil)):
        assert not (isinstance(nod, ast.Constant) and isinstance(nod.value, float)), f"{namn(fil)}:{nod.lineno}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports inside functions and for type checkers included: a cycle is redesigned, never hidden."""
    kanner: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for fil in FILER:
        *paket, modul = fil.relative_to(ROT).with_suffix("").parts
        if modul != "__init__":
            kanner[(*paket, modul)] = set(egna_importer(fil))
    cirklar: set[str] = set()

    def ga(modul: tuple[str, ...], vag: tuple[tuple[str, ...], ...]) -> None:
        if modul in vag:
            cirkel = vag[vag.index(modul) :]
            cirklar.add(" -> ".join(".".join(m) for m in (*cirkel, modul)))
        elif modul not in klara:
            for nasta in sorted(kanner.get(modul, ())):
                ga(nasta, (*vag, modul))
            klara.add(modul)

    klara: set[tuple[str, ...]] = set()
    for modul in kanner:
        ga(modul, ())
    assert sorted(cirklar) == []


def test_no_logic_is_written_for_one_guideline() -> None:
    """ "data, no Python logic per guideline": no module of models or rules names one."""
    for fil in KARNA:
        text = ast.unparse(_utan_docstrings(trad(fil)))
        assert "halland" not in text.lower(), namn(fil)


def _utan_docstrings(modul: ast.Module) -> ast.Module:
    for nod in ast.walk(modul):
        kropp = getattr(nod, "body", None)
        if isinstance(kropp, list):
            nod.body = [n for n in kropp if not (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))] or [
                ast.Pass()
            ]  # type: ignore[attr-defined]
    return modul
