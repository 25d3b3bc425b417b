"""The exception tree: one root, each also the built-in that a Python programmer would expect, each with its facts."""

from __future__ import annotations

import pickle

import pytest

import riktlinjer as rl


@pytest.mark.parametrize(
    ("fel", "inbyggt"),
    [
        (rl.UtfallFel, ValueError),
        (rl.MalvardeFel, ValueError),
        (rl.KalenderFel, ValueError),
        (rl.RegelverkFel, ValueError),
        (rl.OkantId, LookupError),
        (rl.SaknatTillagg, ImportError),
    ],
)
def test_every_error_is_a_riktlinjererror_and_a_builtin(fel: type[Exception], inbyggt: type[Exception]) -> None:
    assert issubclass(fel, rl.RiktlinjerError)
    assert issubclass(fel, inbyggt)
    assert not issubclass(fel, TypeError)


def test_okant_id_names_the_unknown_and_suggests_the_near() -> None:
    fel = rl.OkantId("delmål", "delmal-6", ["delmal-1", "delmal-5", *("xyz" * n for n in range(1, 30))])
    assert (fel.slag, fel.id, fel.ids) == ("delmål", "delmal-6", ("delmal-6",))
    assert "delmål" in str(fel)
    assert "'delmal-6'" in str(fel)
    assert "delmal-5" in str(fel)
    assert "xyz" not in str(fel)


def test_okant_id_names_every_unknown_id() -> None:
    fel = rl.OkantId("indikator", ["aaa", "bbb"], ["ccc"])
    assert fel.ids == ("aaa", "bbb")
    assert "'aaa'" in str(fel)
    assert "'bbb'" in str(fel)


@pytest.mark.parametrize(
    ("kanda", "ord_"),
    [(["halland-2018"], "halland-2018"), ([], "inga"), ([f"regelverk-{n}" for n in range(30)], "30")],
)
def test_without_a_near_id_the_known_ones_are_listed_when_they_are_few(kanda: list[str], ord_: str) -> None:
    text = str(rl.OkantId("regelverk", "xyz", kanda))
    assert "regelverk" in text
    assert "'xyz'" in text
    assert ord_ in text
    assert len(text) < 200


def test_okant_id_is_not_quoted_as_a_keyerror_is() -> None:
    assert not str(rl.OkantId("delmål", "x", ["y"])).startswith(("'", '"'))


def test_utfallfel_holds_every_fault() -> None:
    fel = rl.UtfallFel("ett", "två")
    assert fel.fel == ("ett", "två")
    assert str(fel) == "ett\ntvå"


def test_regelverkfel_lists_every_fault_with_its_place() -> None:
    fel = rl.RegelverkFel([rl.Regelfel("a.toml", "delmal[0].namn", "saknas"), rl.Regelfel("b.toml", "", "trasig")])
    assert [f.fil for f in fel.fel] == ["a.toml", "b.toml"]
    assert "2 fel" in str(fel)
    assert "a.toml: delmal[0].namn: saknas" in str(fel)
    assert "b.toml: trasig" in str(fel)


def test_a_missing_extra_names_the_pip_install_that_brings_it() -> None:
    fel = rl.SaknatTillagg("cli", "färg i terminalen")
    assert fel.tillagg == "cli"
    assert 'pip install "riktlinjer[cli]"' in str(fel)


@pytest.mark.parametrize(
    "fel",
    [
        rl.UtfallFel("ett", "två"),
        rl.MalvardeFel("x"),
        rl.KalenderFel("x"),
        rl.OkantId("delmål", ["a", "b"], ["c"]),
        rl.RegelverkFel([rl.Regelfel("a.toml", "x", "y")]),
        rl.SaknatTillagg("cli", "färg"),
    ],
    ids=lambda f: type(f).__name__,
)
def test_an_error_survives_the_way_back_from_another_process(fel: Exception) -> None:
    tillbaka = pickle.loads(pickle.dumps(fel))
    assert type(tillbaka) is type(fel)
    assert str(tillbaka) == str(fel)
