"""The documentation is true: its examples run, its commands are those that CI runs, and it knows every public name."""

from __future__ import annotations

import doctest
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

import riktlinjer as rl
from riktlinjer import cli

ROT = Path(__file__).resolve().parent.parent
SIDOR = [ROT / "README.md", *sorted((ROT / "docs").rglob("*.md"))]
FLAGGOR = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.REPORT_NDIFF


def block(sida: Path, sprak: str) -> Iterator[tuple[int, str]]:
    """The fenced blocks of a page in one language, each with the line that it begins on."""
    text = sida.read_text("utf-8")
    for traff in re.finditer(rf"^```{sprak}[ \t]*\n(.*?)^```[ \t]*$", text, re.MULTILINE | re.DOTALL):
        yield text.count("\n", 0, traff.start(1)), traff[1]


def namn(sida: Path) -> str:
    """The page's path from the root."""
    return sida.relative_to(ROT).as_posix()


def ord_i(sida: str) -> set[str]:
    """The identifiers that a page names."""
    return set(re.findall(r"\w+", (ROT / sida).read_text("utf-8")))


@pytest.mark.parametrize("sida", [sida for sida in SIDOR if any(block(sida, "python"))], ids=namn)
def test_the_python_examples_of_a_page_run_from_top_to_bottom(sida: Path) -> None:
    globs: dict[str, object] = {}
    rapport: list[str] = []
    korning = doctest.DocTestRunner(optionflags=FLAGGOR)
    antal = 0
    for rad, text in block(sida, "python"):
        exempel = doctest.DocTestParser().get_doctest(text, globs, namn(sida), str(sida), rad)
        antal += len(exempel.examples)
        korning.run(exempel, out=rapport.append, clear_globs=False)
        globs = exempel.globs
    assert antal, "the page has Python blocks but no example with >>>"
    assert not rapport, "".join(rapport)


@pytest.mark.parametrize("sida", [sida for sida in SIDOR if any(block(sida, "console"))], ids=namn)
def test_the_command_line_examples_of_a_page_print_what_they_show(
    sida: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``$ riktlinjer …`` in a console block, with the files that the page shows in blocks with a ``:caption:``."""
    text = sida.read_text("utf-8")
    for fil, innehall in re.findall(
        r"^```\{code-block\} \w+\n:caption: (\S+)\n\n(.*?)^```$", text, re.MULTILINE | re.DOTALL
    ):
        (tmp_path / fil).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / fil).write_text(innehall, "utf-8")
    monkeypatch.chdir(tmp_path)
    for rad, session in block(sida, "console"):
        for kommando in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
            forsta, _, vantat = kommando.partition("\n")
            program, *argument = shlex.split(forsta, comments=True)
            assert program == "riktlinjer", f"{namn(sida)}:{rad}: {forsta}"
            kod, (ut, fel) = cli.main(argument), capsys.readouterr()
            assert kod == 0, f"{namn(sida)}:{rad}: {forsta}\n{fel}"
            if vantat.strip():
                lika = doctest.OutputChecker().check_output(vantat, ut, FLAGGOR)
                assert lika, f"{namn(sida)}:{rad}: {forsta}\nexpected:\n{vantat}\ngot:\n{ut}"


def test_readme_begins_with_the_two_commands_and_ci_takes_them_from_there() -> None:
    kommandon = [text.strip() for _, text in block(ROT / "README.md", "bash")]
    assert kommandon[:2] == [
        "python -m pip install . && riktlinjer exempel",
        'python -m pip install -e ".[test]" && python -m pytest',
    ]
    skript = (ROT / ".ci" / "run").read_text("utf-8")
    assert re.search(r"^example=\$\(readme_block 1\)$", skript, re.MULTILINE)
    assert re.search(r"^tests=\$\(readme_block 2\)$", skript, re.MULTILINE)
    assert re.search(r'^in_venv example "\$example"$', skript, re.MULTILINE)
    assert skript.rstrip().endswith('in_venv tests "$tests"')
    assert "pytest" not in skript.replace("pytest's", ""), "CI runs the tests as README.md says, and no other way"


@pytest.mark.parametrize("sida", ["docs/ordlista.md", "docs/referens"])
def test_every_public_name_is_documented(sida: str) -> None:
    if sida.endswith(".md"):
        kanda = set(re.findall(r"\|\s*`(\w+)`\s*\|", (ROT / sida).read_text("utf-8")))
    else:
        kanda = {ord_ for fil in (ROT / sida).glob("*.md") for ord_ in ord_i(namn(fil))}
    assert sorted(set(rl.__all__) - {"__version__"} - kanda) == []


def test_every_code_of_a_papekande_is_described() -> None:
    """A code stands in the source as a text, or a series of codes as an f-string that begins with its prefix."""
    kod = "".join(fil.read_text("utf-8") for fil in (ROT / "src").rglob("*.py"))
    serier = {prefix + "-" for prefix in re.findall(r'f"([A-Z]{3,})-\{', kod)}
    sida = (ROT / "docs/referens/papekanden.md").read_text("utf-8")
    beskrivna = set(re.findall(r"^\| `([A-Z]+-\d\d)` \|", sida, re.MULTILINE))
    enskilda = {b for b in beskrivna if not b.startswith(tuple(serier))}
    assert sorted(enskilda ^ set(re.findall(r'"([A-Z]{3,}-\d\d)"', kod))) == []
    assert all(any(b.startswith(serie) for b in beskrivna) for serie in serier)


def test_internal_links_lead_somewhere() -> None:
    brutna = [
        f"{namn(sida)}: {lank}"
        for sida in [*SIDOR, ROT / "CONTRIBUTING.md"]
        for lank in re.findall(r"\]\(([^)#\s]+)", sida.read_text("utf-8"))
        if "://" not in lank and not (sida.parent / lank).exists()
    ]
    assert brutna == []


def test_no_page_is_left_out_of_the_tables_of_contents() -> None:
    docs = ROT / "docs"
    namngivna = set(re.findall(r"^[\w/-]+$", (docs / "index.md").read_text("utf-8"), re.MULTILINE)) | {"index"}
    sidor = {fil.relative_to(docs).with_suffix("").as_posix() for fil in docs.rglob("*.md")}
    assert (
        sorted(sida for sida in sidor - namngivna if not sida.startswith(("beslut/0", "referens/granskning/REGEL-")))
        == []
    )


def test_no_decision_is_left_out_of_their_list() -> None:
    beslut = ROT / "docs" / "beslut"
    namngivna = set(re.findall(r"\]\((0[\w-]+\.md)\)", (beslut / "index.md").read_text("utf-8")))
    assert sorted(namngivna ^ {fil.name for fil in beslut.glob("0*.md")}) == []
