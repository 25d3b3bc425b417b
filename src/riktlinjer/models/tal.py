"""Numbers as people write them: the one place where Swedish text becomes a number, and a number Swedish text."""

import re
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from typing import Final, NamedTuple

__all__ = [
    "ENHETER",
    "KRONOR",
    "Flyttal",
    "Tal",
    "avrunda",
    "kand_enhet",
    "kontrollera_decimal",
    "kort",
    "mitt",
    "omvandla",
    "procent_av",
    "produkt",
    "skillnad",
    "skriv_med_enhet",
    "skriv_tal",
    "summa",
    "till_decimal",
    "tolka_tal",
]

HARDA_MELLANSLAG: Final = "\u00a0"
MINUS: Final = "\u2212"

_FLEST_TECKEN: Final = 60
_FLEST_SIFFROR: Final = 1000
_LASBARA_DECIMALER: Final = 4

_MELLANSLAG: Final = r" \u00a0\u2000-\u200a\u202f\u205f\u3000"  # every kind of space, in a character class
ENHETER: Final = {
    "%": "%",
    "procent": "%",
    "procentenheter": "procentenheter",
    "procentenhet": "procentenheter",
    "kr": "kr",
    "kronor": "kr",
    "tkr": "tkr",
    "mnkr": "mnkr",
    "mkr": "mnkr",
    "mdkr": "mdkr",
    "tusen kronor": "tkr",
    "tusen kr": "tkr",
    "miljoner kronor": "mnkr",
    "miljoner kr": "mnkr",
    "miljarder kronor": "mdkr",
    "miljarder kr": "mdkr",
    "dag": "dagar",
    "dagar": "dagar",
    "månad": "månader",
    "månader": "månader",
    "vecka": "veckor",
    "veckor": "veckor",
    "timme": "timmar",
    "timmar": "timmar",
    "minut": "minuter",
    "minuter": "minuter",
    "år": "år",
    "st": "st",
    "antal": "st",
    "personer": "personer",
    "personer per år": "personer per år",
    "poäng": "poäng",
    "kwh/år": "kWh/år",
    "ton": "ton",
}
KRONOR: Final = {"kr": Decimal(1), "tkr": Decimal(1000), "mnkr": Decimal(1000000), "mdkr": Decimal(1000000000)}

_TAL = re.compile(
    rf"(?P<tecken>[-+\u2212\u2013]?)[{_MELLANSLAG}]*"
    rf"(?P<heltal>\d{{1,3}}(?:[{_MELLANSLAG}]\d{{3}})+|\d+)"
    rf"(?:(?P<skilje>[.,])(?P<decimaler>\d+))?"
    rf"[{_MELLANSLAG}]*(?P<enhet>[^\d\s].*)?",
    re.ASCII | re.DOTALL,
)


class Flyttal(Decimal):
    """A Decimal that came from a float, so that an answer can warn of rounding noise. Equal to the same Decimal."""

    __slots__ = ()


class Tal(NamedTuple):
    """A number and the unit it was written with; ``enhet`` is None when the text states none."""

    varde: Decimal
    enhet: str | None


def tolka_tal(text: str) -> Tal:
    """The number in a Swedish text, with its unit.

    Decimal comma (a decimal point is read too), spaces of every kind between groups of three digits, ``-``, ``−`` or
    ``–`` as minus, and a unit after the number. What could be two numbers is refused, not guessed.

    >>> tolka_tal("− 6,0 mnkr")
    Tal(varde=Decimal('-6.0'), enhet='mnkr')
    >>> tolka_tal("200 000 kWh/år")
    Tal(varde=Decimal('200000'), enhet='kWh/år')
    >>> tolka_tal("1.234")
    Traceback (most recent call last):
        ...
    ValueError: '1.234' kan vara 1,234 eller 1 234; skriv decimalkomma, eller talet utan punkt

    Raises:
        ValueError: the text is no number, or could be more than one.
    """
    text = text.strip()
    visad = text if len(text) <= _FLEST_TECKEN else text[:_FLEST_TECKEN] + "…"
    traff = _TAL.fullmatch(text) if len(text) <= 4 * _FLEST_TECKEN else None
    if traff is None:
        if re.search(r"\d[^\d]*[\s;/][^\d]*\d", visad):
            raise ValueError(f"{visad!r} kan vara flera tal; ange ett tal")
        raise ValueError(f"{visad!r} är inget tal; skriv till exempel 53,0 eller −6,0 mnkr")
    enhet = _las_enhet(traff["enhet"], visad)
    tryckt, decimaler = traff["heltal"], traff["decimaler"]
    heltal = re.sub(rf"[{_MELLANSLAG}]", "", tryckt)
    grupp = heltal == tryckt and len(heltal) <= 3 and heltal.strip("0") != ""
    if traff["skilje"] == "." and len(decimaler) == 3 and grupp:
        raise ValueError(
            f"{visad!r} kan vara {heltal},{decimaler} eller {heltal} {decimaler}; "
            "skriv decimalkomma, eller talet utan punkt"
        )
    minus = "-" if traff["tecken"] in ("-", MINUS, "\u2013") else ""
    return Tal(kontrollera_decimal(Decimal(f"{minus}{heltal}.{decimaler or ''}")), enhet)


def kand_enhet(text: str) -> str | None:
    """The unit as the library writes it; None when it is not a known one.

    >>> kand_enhet("procent")
    '%'
    """
    return ENHETER.get(" ".join(text.split()).casefold())


def _las_enhet(text: str | None, visad: str) -> str | None:
    if text is None or (enhet := kand_enhet(text)) is not None:
        return None if text is None else enhet
    ord_ = " ".join(text.split()).casefold()
    if re.search(r"\d", ord_) and not re.fullmatch(r"e[-+]?\d+", ord_):
        raise ValueError(f"{visad!r} kan vara flera tal; ange ett tal")
    raise ValueError(f"{visad!r}: {ord_!r} är ingen enhet som känns igen; ange ett tal och högst en enhet")


def kontrollera_decimal(varde: Decimal) -> Decimal:
    """The same number, when it is finite.

    Raises:
        ValueError: NaN or infinite.
    """
    if not varde.is_finite():
        raise ValueError(f"{varde} är inget tal som kan jämföras; lämna tomt när värdet inte är känt")
    return varde


def till_decimal(varde: Decimal | int | float) -> Decimal:
    """The exact Decimal of a number; a float by its shortest text.

    >>> till_decimal(0.1)
    Decimal('0.1')

    Raises:
        ValueError: NaN or infinite.
        TypeError: bool or no number.
    """
    if isinstance(varde, Decimal):
        return kontrollera_decimal(varde)
    if isinstance(varde, float):
        return kontrollera_decimal(Flyttal(repr(float(varde))))
    if isinstance(varde, int) and not isinstance(varde, bool):
        return Decimal(varde)
    raise TypeError(f"väntade ett tal, en svensk text eller None, fick {type(varde).__name__}")


def omvandla(tal: Tal, enhet: str | None) -> Decimal:
    """The number in another unit; kronor, tkr, mnkr and mdkr convert, and a missing unit is taken as it is written.

    >>> omvandla(tolka_tal("-6 000 tkr"), "mnkr")
    Decimal('-6')

    Raises:
        ValueError: the two units measure different things.
    """
    if tal.enhet is None or enhet is None or tal.enhet == enhet:
        return tal.varde
    if tal.enhet in KRONOR and enhet in KRONOR:
        # Powers of ten only: shifting the exponent is exact at every precision, where a division would round.
        steg = KRONOR[tal.enhet].adjusted() - KRONOR[enhet].adjusted()
        tecken, siffror, exponent = tal.varde.as_tuple()
        assert isinstance(exponent, int)
        while steg < 0 and len(siffror) > 1 and siffror[-1] == 0:  # 6 000 tkr is 6 mnkr, not 6,000
            siffror, steg = siffror[:-1], steg + 1
        try:
            return Decimal((tecken, siffror, exponent + steg))
        except ArithmeticError:
            raise ValueError("talet är orimligt stort eller litet") from None
    raise ValueError(f"enheten är {tal.enhet}, väntade {enhet}")


def avrunda(varde: Decimal, decimaler: int) -> Decimal:
    """The number with so many decimals at most, half away from zero ("half up" for positive numbers).

    >>> avrunda(Decimal("69.5"), 0)
    Decimal('70')
    """
    _, siffror, exponent = varde.as_tuple()
    if not isinstance(exponent, int) or exponent >= -decimaler:
        return varde
    if len(siffror) + exponent < -decimaler:  # less than a tenth of the last decimal
        return Decimal((0, (0,), -decimaler))
    return varde.quantize(Decimal((0, (1,), -decimaler)), rounding=ROUND_HALF_UP, context=_exakt())


def kort(varde: Decimal, *granser: Decimal) -> Decimal:
    """The number as a person reads it: one with more than four decimals is rounded to two, or to as many as it takes
    to stand where it does against zero and the bounds, and to be rounded further as the number itself would. A number
    that is a bound is not rounded.

    >>> kort(Decimal(160) / 3), kort(Decimal("89.999966"), Decimal(90)), kort(Decimal("4.1250"))
    (Decimal('53.33'), Decimal('89.99997'), Decimal('4.1250'))
    """
    exponent = varde.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -_LASBARA_DECIMALER or not _gar_att_skriva_ut(varde):
        return varde
    avstand = [skillnad(varde, grans) for grans in (Decimal(0), *granser)]
    if not all(avstand):
        return varde
    decimaler = max(2, *(-d.adjusted() for d in avstand))
    while any(avrunda(avrunda(varde, decimaler), k) != avrunda(varde, k) for k in (0, 1)):  # 69,49999 is never 69,50
        decimaler += 1
    return avrunda(varde, decimaler)


def summa(a: Decimal, b: Decimal) -> Decimal:
    """``a + b``, exact (to 2 000 digits) whatever the thread's decimal context is."""
    return _exakt().add(a, b)


def skillnad(a: Decimal, b: Decimal) -> Decimal:
    """``a - b``, exact (to 2 000 digits) whatever the thread's decimal context is.

    >>> skillnad(Decimal("53.0"), Decimal("60"))
    Decimal('-7.0')
    """
    return _exakt().subtract(a, b)


def procent_av(procent: Decimal, a: Decimal) -> Decimal:
    """So many per cent of ``a`` without zeros at its end, exact (to 2 000 digits) whatever the decimal context is.

    >>> procent_av(Decimal("10"), Decimal("105")), procent_av(Decimal("100"), Decimal("50"))
    (Decimal('10.5'), Decimal('50'))
    """
    tecken, siffror, exponent = produkt(_exakt().scaleb(procent, -2), a).as_tuple()
    assert isinstance(exponent, int)
    while exponent < 0 and len(siffror) > 1 and siffror[-1] == 0:
        siffror, exponent = siffror[:-1], exponent + 1
    return Decimal((tecken, siffror, exponent))


def produkt(a: Decimal, b: Decimal) -> Decimal:
    """``a * b``, exact (to 2 000 digits) whatever the thread's decimal context is."""
    return _exakt().multiply(a, b)


def mitt(a: Decimal, b: Decimal) -> Decimal:
    """A number strictly between two that differ, whatever the thread's decimal context is."""
    return produkt(summa(a, b), Decimal("0.5"))


def _exakt() -> Context:
    return Context(prec=2000, rounding=ROUND_HALF_EVEN, Emin=MIN_EMIN, Emax=MAX_EMAX, clamp=0, traps=[])


def skriv_tal(varde: Decimal, *, minst_decimaler: int = 0) -> str:
    """The number in Swedish: decimal comma, no-break space between thousands, a real minus sign. Nothing is rounded.

    >>> skriv_tal(Decimal("-1234.50")).replace("\\xa0", "_")
    '−1_234,50'
    """
    tecken = MINUS if varde < 0 else ""
    if not _gar_att_skriva_ut(varde):
        return f"{varde:.3E}".replace(".", ",").replace("-", MINUS)
    heltal, _, decimaler = f"{varde.copy_abs():f}".partition(".")
    decimaler = decimaler.ljust(minst_decimaler, "0")
    return tecken + _tusental(heltal) + ("," + decimaler if decimaler else "")


def skriv_med_enhet(varde: Decimal, enhet: str | None) -> str:
    """The number in Swedish with its unit behind a no-break space."""
    return skriv_tal(varde) if enhet is None else f"{skriv_tal(varde)}{HARDA_MELLANSLAG}{enhet}"


def _gar_att_skriva_ut(varde: Decimal) -> bool:
    exponent = varde.as_tuple().exponent
    return isinstance(exponent, int) and exponent > -_FLEST_SIFFROR and varde.adjusted() < _FLEST_SIFFROR


def _tusental(heltal: str) -> str:
    if len(heltal) <= 3:
        return heltal
    forst = len(heltal) % 3 or 3
    grupper = [heltal[:forst], *(heltal[i : i + 3] for i in range(forst, len(heltal), 3))]
    return HARDA_MELLANSLAG.join(grupper)
