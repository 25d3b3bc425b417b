"""Målvärden as people write them: a corpus of texts (the TOML file beside this one) and what each of them means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

import riktlinjer as rl

KORPUS = Path(__file__).with_name("malvarden_ur_verkligheten.toml")
RIKTNINGAR = {"högre": rl.Riktning.HOGRE, "lägre": rl.Riktning.LAGRE, None: None}
SVAR = {"ja": True, "nej": False, "okänt": None}
FAKTA = ("foregaende_ar", "foregaende_period", "motsvarande_period", "basvarde", "budget")
HART, SMALT = "\u00a0", "\u202f"


@dataclass(frozen=True)
class Prov:
    """One outcome with its facts, and every answer that is right."""

    rad: str
    varde: Decimal
    fakta: dict[str, Decimal]
    ratt: frozenset[bool | None]

    @classmethod
    def las(cls, rad: str) -> Prov:
        varde, *fakta, svar = rad.split()
        par = (f.split("=") for f in fakta)
        ratt = frozenset(SVAR[s] for s in svar.split("/"))
        return cls(rad, Decimal(varde), {namn: Decimal(tal) for namn, tal in par}, ratt)

    def svar(self, m: rl.Malvarde) -> bool | None:
        return m.uppnas_av(self.varde, **self.fakta)


@dataclass(frozen=True)
class Post:
    """One målvärde of the corpus."""

    text: str
    riktning: str | None = None
    enhet: str | None = None
    prov: tuple[Prov, ...] = ()
    vantat: str | None = None
    namner: tuple[str, ...] = ()
    eller_fel: bool = False

    @property
    def skarp(self) -> bool:
        """Some outcome settles it: the reading must be a measurable one."""
        return any(None not in p.ratt for p in self.prov) or self.vantat == "läst"

    def tolka(self, text: str | None = None) -> rl.Malvarde:
        text = self.text if text is None else text
        return rl.tolka_malvarde(text, riktning=RIKTNINGAR[self.riktning], enhet=self.enhet)

    def tolka_om_det_gar(self, text: str | None = None) -> rl.Malvarde | None:
        try:
            return self.tolka(text)
        except rl.MalvardeFel:
            return None


def _post(rad: dict[str, object]) -> Post:
    prov, namner = rad.pop("prov", []), rad.pop("namner", [])
    assert isinstance(prov, list)
    assert isinstance(namner, list)
    return Post(**rad, prov=tuple(map(Prov.las, prov)), namner=tuple(namner))  # type: ignore[arg-type]


POSTER = [_post(rad) for avsnitt in tomllib.loads(KORPUS.read_text("utf-8"))["avsnitt"] for rad in avsnitt["malvarden"]]
ALLA = pytest.mark.parametrize("post", POSTER, ids=lambda p: f"{p.text!r}-{p.riktning}-{p.enhet}")
LASBARA = pytest.mark.parametrize(
    "post", [p for p in POSTER if p.vantat != "fel"], ids=lambda p: f"{p.text!r}-{p.riktning}-{p.enhet}"
)


def test_the_corpus_is_whole() -> None:
    assert len(POSTER) > 1200
    assert len({(p.text, p.riktning, p.enhet) for p in POSTER}) == len(POSTER)
    assert all((p.vantat is None) == bool(p.prov) for p in POSTER)
    assert {p.vantat for p in POSTER} == {None, "fel", "omätbart", "bedöms", "läst"}
    assert {f for p in POSTER for r in p.prov for f in r.fakta} == set(FAKTA)


@ALLA
def test_a_text_means_what_its_reader_takes_it_to_mean(post: Post) -> None:
    if post.vantat == "fel":
        with pytest.raises(rl.MalvardeFel):
            post.tolka()
        return
    m = post.tolka_om_det_gar() if post.eller_fel else post.tolka()
    if m is None:
        return
    svar = {p.rad: p.svar(m) for p in post.prov}
    assert [f"{rad}: fick {svar[rad]}" for rad, p in zip(svar, post.prov, strict=True) if svar[rad] not in p.ratt] == []
    assert [ord_ for ord_ in post.namner if ord_.casefold() not in str(m).replace(HART, " ").casefold()] == []
    if post.skarp:
        assert m.matbart
    if post.vantat == "omätbart":
        assert not m.matbart
        assert m.skal
    if post.vantat in {"omätbart", "bedöms"}:
        assert m.uppnas_av(5) is None
        assert m.uppnas_av(5, **dict.fromkeys(FAKTA, Decimal(4))) is None


@LASBARA
def test_what_is_read_is_written_so_that_it_reads_back(post: Post) -> None:
    m = post.tolka_om_det_gar()
    if m is None:
        return
    assert post.tolka(str(m)) == m
    assert str(post.tolka(str(m))) == str(m)


FEL_SKRIVET = re.compile(
    r"\d\.\d|(?<![\w)%–-])-\d|\d ?%|\d \d{3}\b|(?<![\d,\u00a0])1\s(?:procentenheter|dagar|månader|timmar|personer)\b"
)


@LASBARA
def test_a_measurable_target_is_written_as_swedish_prints_it(post: Post) -> None:
    """Decimal comma, a real minus sign, no-break spaces before % and between thousands, the singular for one."""
    m = post.tolka_om_det_gar()
    if m is None or not post.skarp:
        return
    assert not FEL_SKRIVET.search(str(m)), str(m)


TECKEN = re.compile(r"(?:^|(?<=[<>=≤≥])|(?<=[<>=≤≥] )|(?<=[a-zåäö] ))[-−–](?= ?\d)")
STRECK = re.compile(r"(?<=\d)( ?)[-–]( ?)(?=\d)")


def _varianter(text: str) -> Iterator[str]:
    """The same text in other hands: other spaces, first letter, full stop, line breaks, dashes."""
    yield f"  {text}\t\n"
    if " " in text.strip():
        yield text.replace(" ", HART)
        yield text.replace(" ", SMALT)
        yield re.sub(r"(?<!\d) | (?!\d)", "\n", text)  # a cell of a PDF table; never within a number
    if text[:1].isalpha() and text[1:2].islower():
        yield text[0].swapcase() + text[1:]
    if text[-1:].isalnum() or text[-1:] in {"%", ")"}:
        yield f"{text}."
    for minus in "-−–":
        if TECKEN.search(text):
            yield TECKEN.sub(minus, text)
    for streck in "-–":
        if STRECK.search(text):
            yield STRECK.sub(rf"\g<1>{streck}\g<2>", text)


@ALLA
def test_the_hand_that_wrote_it_changes_nothing(post: Post) -> None:
    m = post.tolka_om_det_gar()
    fel = []
    for variant in dict.fromkeys(_varianter(post.text)):
        n = post.tolka_om_det_gar(variant)
        if (m is None) != (n is None):
            fel.append(f"{variant!r}: {n and str(n)!r}")
        elif m is not None and n is not None:
            lika = m.matbart == n.matbart and all(p.svar(m) == p.svar(n) for p in post.prov)
            if not lika or (post.skarp and str(m).casefold() != str(n).casefold()):
                fel.append(f"{variant!r}: {n!r}")
    assert fel == []
