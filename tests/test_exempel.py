"""The notebooks of examples/: they run from a clean kernel, and what is stored in them can be shown as it is.

``RIKTLINJER_SKRIV_EXEMPEL=1 python -m pytest -m notebook`` stores what they give now.
"""

from __future__ import annotations

import ast
import base64
import json
import os
import re
import socket
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import riktlinjer as rl
from riktlinjer import bilder, tabell

ROT = Path(__file__).resolve().parent.parent
NOTEBOOKAR = sorted((ROT / "examples").glob("*.ipynb"))
SKRIV = bool(os.environ.get("RIKTLINJER_SKRIV_EXEMPEL"))
MODULER: dict[str, ModuleType] = {"rl": rl, "bilder": bilder, "tabell": tabell}
HUVUD = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def las(fil: Path) -> dict[str, Any]:
    bok: dict[str, Any] = json.loads(fil.read_text("utf-8"))
    return bok


def kodceller(bok: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in bok["cells"] if cell["cell_type"] == "code"]


def text_i(falt: str | list[str]) -> str:
    return falt if isinstance(falt, str) else "".join(falt)


def utskrift(bok: dict[str, Any]) -> list[str]:
    """What each code cell prints."""
    return [
        "".join(text_i(ut["text"]) for ut in cell["outputs"] if ut["output_type"] == "stream")
        for cell in kodceller(bok)
    ]


def bilder_i(bok: dict[str, Any]) -> Iterator[bytes]:
    for cell in kodceller(bok):
        for ut in cell["outputs"]:
            if "image/png" in ut.get("data", {}):
                yield base64.b64decode(text_i(ut["data"]["image/png"]))


alla = pytest.mark.parametrize("fil", NOTEBOOKAR, ids=lambda fil: fil.stem)


def test_there_are_three() -> None:
    assert [fil.stem for fil in NOTEBOOKAR] == ["narsjukvarden-2022", "styrelsen-2018", "tillganglighet-2018"]
    sida = (ROT / "examples" / "README.md").read_text("utf-8")
    assert [fil.name for fil in NOTEBOOKAR if f"]({fil.name})" not in sida] == []


@alla
def test_the_code_uses_public_names_only(fil: Path) -> None:
    kod = ast.parse("\n".join(text_i(cell["source"]) for cell in kodceller(las(fil))), fil.name)
    for nod in ast.walk(kod):
        if isinstance(nod, ast.ImportFrom) and (nod.module or "").split(".")[0] == "riktlinjer":
            assert nod.module == "riktlinjer"
            assert {alias.name for alias in nod.names} <= set(MODULER)
        if isinstance(nod, ast.Attribute):
            assert not nod.attr.startswith("_")
            if isinstance(nod.value, ast.Name) and nod.value.id in MODULER:
                assert nod.attr in MODULER[nod.value.id].__all__, f"{nod.value.id}.{nod.attr}"


@alla
def test_tables_and_pictures_are_stored(fil: Path) -> None:
    bok = las(fil)
    assert [cell["execution_count"] for cell in kodceller(bok)] == list(range(1, len(kodceller(bok)) + 1))
    assert not [ut for cell in kodceller(bok) for ut in cell["outputs"] if ut["output_type"] == "error"]
    assert len(list(bilder_i(bok))) >= 2
    assert all(bild.startswith(b"\x89PNG") for bild in bilder_i(bok))
    assert any("text/html" in ut.get("data", {}) for cell in kodceller(bok) for ut in cell["outputs"])


@alla
def test_nothing_stored_tells_of_the_machine_or_the_moment(fil: Path) -> None:
    bok = las(fil)
    assert bok["metadata"] == HUVUD
    for cell in kodceller(bok):
        assert cell["metadata"] == {}
        for ut in cell["outputs"]:
            ut.get("data", {}).pop("image/png", None)
    text = json.dumps(bok, ensure_ascii=False)
    assert re.findall(r"(?:/(?:home|Users|root|tmp|var|usr|opt|work|mnt)/|[A-Z]:\\\\)\S*", text) == []
    assert len(socket.gethostname()) < 4 or socket.gethostname() not in text
    assert re.findall(r"0x[0-9a-f]{6,}", text) == [], "an address in memory is another each time"


@alla
def test_made_up_figures_are_marked_in_the_pictures_too(fil: Path) -> None:
    """Only the figures of the three-month follow-up are published ones from beginning to end."""
    kod = "\n".join(text_i(cell["source"]) for cell in kodceller(las(fil)))
    pahittat = "påhittade" in fil.read_text("utf-8").casefold()
    assert pahittat is ("PÅHITTADE" in kod) is (fil.stem != "tillganglighet-2018")


@pytest.mark.notebook
@pytest.mark.filterwarnings("default")  # the kernel's own
@alla
def test_a_notebook_runs_from_a_clean_kernel_and_prints_what_is_stored(
    fil: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    monkeypatch.setenv("PYTHONPATH", str(ROT / "src"))
    bok = nbformat.read(fil, as_version=4)
    for cell in bok.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbclient.NotebookClient(
        bok, timeout=300, kernel_name="python3", record_timing=False, resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    if SKRIV:
        skriv(fil, bok)
    assert utskrift(bok) == utskrift(las(fil))
    assert len(list(bilder_i(bok))) == len(list(bilder_i(las(fil))))


def skriv(fil: Path, bok: Any) -> None:
    """Stores the notebook with its outputs, without what differs from one run to the next."""
    bok.metadata = HUVUD
    for nummer, cell in enumerate(bok.cells, 1):
        cell.id, cell.metadata = f"cell-{nummer}", {}
        for ut in cell.get("outputs", ()):
            if "data" in ut:
                ut.metadata = {}
            if "image/png" in ut.get("data", {}):
                tatt = packad(base64.b64decode(ut.data["image/png"]))
                ut.data["image/png"] = base64.b64encode(tatt).decode()
    fil.write_text(json.dumps(bok, ensure_ascii=False, indent=1) + "\n", "utf-8")


def packad(png: bytes) -> bytes:
    """The same picture with its pixels packed tighter, a fourth of what Altair writes."""
    plats, pixlar, delar = 8, b"", [png[:8]]
    while plats < len(png):
        langd, slag = struct.unpack(">I4s", png[plats : plats + 8])
        if slag == b"IDAT":
            pixlar += png[plats + 8 : plats + 8 + langd]
        else:
            if slag == b"IEND":
                del_ = b"IDAT" + zlib.compress(zlib.decompress(pixlar), 9)
                delar.append(struct.pack(">I", len(del_) - 4) + del_ + struct.pack(">I", zlib.crc32(del_)))
            delar.append(png[plats : plats + 12 + langd])
        plats += 12 + langd
    return b"".join(delar)
