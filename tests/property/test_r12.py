"""Laws of R12: a window that moves, a month that is hidden or stands outside, and arithmetic that is exact."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, strategies as st
from strategies import MINUSTECKEN, UDDA_SAMMANHANG, exempel

import riktlinjer as rl
from riktlinjer.models.tal import skriv_med_enhet
from riktlinjer.rules.r12 import R12, R12Rakning, r12_kvot, r12_medel, r12_serie, r12_summa

KRONOR = {"kr": 1, "tkr": 1000, "mnkr": 10**6, "mdkr": 10**9}

sammanhang = st.sampled_from((Context(prec=28), *UDDA_SAMMANHANG))
tal = st.one_of(
    st.integers(-(10**9), 10**9).map(Decimal),
    st.decimals(-(10**9), 10**9, places=2),
    st.builds(lambda s, e: Decimal(s).scaleb(e), st.integers(-(10**15), 10**15), st.integers(-30, 30)),
)
over_noll = st.one_of(st.integers(1, 10**6).map(Decimal), st.decimals("0.01", 10**6, places=2))


def manad(nummer: int) -> str:
    """The month with this number, January of year 0 being 0."""
    return f"{nummer // 12:04}-{nummer % 12 + 1:02}"


nummer = st.one_of(st.integers(2015 * 12, 2030 * 12), st.integers(23, 9999 * 12 + 11))


@st.composite
def fonster(draw: st.DrawFn, siffror: st.SearchStrategy[Any] = tal, antal: int = 12) -> dict[str, Any]:
    """A figure for each of the months that end with a drawn one, oldest first."""
    sist = draw(nummer.filter(lambda n: n >= 11 + antal))
    return {manad(sist - n): draw(siffror) for n in reversed(range(antal))}


def tva(taljare: dict[str, Any]) -> st.SearchStrategy[tuple[dict[str, Any], dict[str, Any]]]:
    """The figures with a whole above zero for every month."""
    return st.lists(over_noll, min_size=len(taljare), max_size=len(taljare)).map(
        lambda delar: (taljare, dict(zip(taljare, delar, strict=True)))
    )


kvotfall = fonster().flatmap(tva)

Raknare = Callable[[dict[str, Any], str], R12]


def _ettor(manader: dict[str, Any]) -> dict[str, int]:
    return dict.fromkeys(manader, 1)


raknare: st.SearchStrategy[Raknare] = st.sampled_from(
    [r12_summa, r12_medel, lambda m, till: r12_kvot(m, {**_ettor(m), **_runt(till)}, till)]
)


def _runt(till: str) -> dict[str, int]:
    sist = int(till[:4]) * 12 + int(till[5:]) - 1
    return {manad(sist - n): 1 for n in range(12)}


def utanfor(fran: str, till: str) -> st.SearchStrategy[str]:
    """Months before and after, often next to the twelve."""
    forst, sist = (int(m[:4]) * 12 + int(m[5:]) - 1 for m in (fran, till))
    nara = [n for n in (forst - 12, forst - 1, sist + 1, sist + 12) if 0 <= n < 10000 * 12]
    alla = st.integers(0, 10000 * 12 - 1).filter(lambda n: not forst <= n <= sist)
    return (st.sampled_from(nara) | alla).map(manad)


# What the measures are


@exempel(80)
@given(fonster(), sammanhang)
def test_the_sum_and_the_mean_are_those_of_the_exact_numbers(siffror: dict[str, Decimal], udda: Context) -> None:
    till = max(siffror)
    with localcontext(udda):
        summa, medel = r12_summa(siffror, till).varde, r12_medel(siffror, till).varde
    assert summa is not None
    assert medel is not None
    exakt = sum(map(Fraction, siffror.values()))
    assert Fraction(summa) == exakt
    assert _nara(medel, exakt / 12)


@exempel(80)
@given(kvotfall, sammanhang)
def test_the_ratio_is_the_share_of_the_sums_to_fifty_digits(
    fall: tuple[dict[str, Decimal], dict[str, Decimal]], udda: Context
) -> None:
    taljare, namnare = fall
    with localcontext(udda):
        andel = r12_kvot(taljare, namnare, max(taljare)).varde
    assert andel is not None
    assert _nara(andel, 100 * sum(map(Fraction, taljare.values())) / sum(map(Fraction, namnare.values())))


def _nara(svar: Decimal, sann: Fraction) -> bool:
    """Whether an answer has the true value's first digits, all of them when it ends."""
    return abs(Fraction(svar) - sann) <= abs(sann) / 10**49


@exempel(150)
@given(kvotfall, st.data())
def test_a_bound_of_fewer_digits_is_on_the_same_side_of_the_answer_as_of_the_true_share(
    fall: tuple[dict[str, Decimal], dict[str, Decimal]], data: st.DataObject
) -> None:
    taljare, namnare = fall
    sann = 100 * sum(map(Fraction, taljare.values())) / sum(map(Fraction, namnare.values()))
    andel = r12_kvot(taljare, namnare, max(taljare)).varde
    assert andel is not None
    assume(andel)
    siffror = data.draw(st.integers(1, 49))
    avrundning = data.draw(st.sampled_from(["ROUND_DOWN", "ROUND_UP", "ROUND_HALF_EVEN"]))
    grans = Context(prec=siffror, rounding=avrundning).plus(andel)
    assert (Fraction(andel) < Fraction(grans)) is (sann < Fraction(grans))
    assert (Fraction(andel) > Fraction(grans)) is (sann > Fraction(grans))


@exempel(80)
@given(st.lists(tal, min_size=12, max_size=12), over_noll, nummer)
def test_the_ratio_is_the_mean_of_the_months_shares_when_the_wholes_are_equal(
    delar: list[Decimal], hel: Decimal, sist: int
) -> None:
    taljare = {manad(sist - n): del_ for n, del_ in enumerate(delar)}
    andel = r12_kvot(taljare, dict.fromkeys(taljare, hel), manad(sist)).varde
    assert andel is not None
    assert _nara(andel, sum(100 * Fraction(del_) / Fraction(hel) for del_ in delar) / 12)


@exempel(80)
@given(st.lists(st.integers(0, 100), min_size=12, max_size=12), nummer, st.integers(0, 11), st.integers(2, 50))
def test_a_month_with_a_larger_whole_weighs_more_than_in_the_mean_of_the_shares(
    andelar: list[int], sist: int, n: int, vikt: int
) -> None:
    """The ratio leaves the mean of the shares towards the share of the month that has grown."""
    hela = {manad(sist - i): 100 * (vikt if i == n else 1) for i in range(12)}
    taljare = {m: hel // 100 * egen for (m, hel), egen in zip(hela.items(), andelar, strict=True)}
    andel = r12_kvot(taljare, hela, manad(sist)).varde
    medel = r12_medel(dict(zip(hela, andelar, strict=True)), manad(sist)).varde
    assert andel is not None
    assert medel is not None
    assert (andel > medel) is (andelar[n] > medel)
    assert (andel < medel) is (andelar[n] < medel)


@exempel(60)
@given(st.integers(0, 10**6), over_noll, nummer)
def test_the_mean_is_a_twelfth_of_the_sum_and_the_whole_of_itself_is_all(n: int, hel: Decimal, sist: int) -> None:
    lika = {manad(sist - i): n for i in range(12)}
    assert r12_medel(lika, manad(sist)).varde == n
    assert r12_summa(lika, manad(sist)).varde == 12 * n
    hela = dict.fromkeys(lika, hel)
    assert r12_kvot(hela, hela, manad(sist)).varde == 100


# The window


@exempel(100)
@given(fonster(antal=13))
def test_the_next_months_sum_is_this_one_plus_the_new_month_minus_the_old(siffror: dict[str, Decimal]) -> None:
    *_, forra, sista = siffror
    forsta = next(iter(siffror))
    fore, efter = r12_summa(siffror, forra).varde, r12_summa(siffror, sista).varde
    assert fore is not None
    assert efter is not None
    assert Fraction(efter) == Fraction(fore) + Fraction(siffror[sista]) - Fraction(siffror[forsta])


@exempel(80)
@given(st.data(), fonster(st.none() | tal), raknare)
def test_the_order_of_the_months_changes_nothing(data: st.DataObject, siffror: dict[str, Any], rakna: Raknare) -> None:
    omkastad = dict(data.draw(st.permutations(list(siffror.items()))))
    assert repr(rakna(omkastad, max(siffror))) == repr(rakna(siffror, max(siffror)))


@exempel(80)
@given(st.data(), fonster(), raknare)
def test_hiding_months_gives_none_and_names_exactly_those(
    data: st.DataObject, siffror: dict[str, Any], rakna: Raknare
) -> None:
    gomda = data.draw(st.sets(st.sampled_from(list(siffror)), min_size=1))
    for m in gomda:
        if data.draw(st.booleans()):
            del siffror[m]
        else:
            siffror[m] = data.draw(st.sampled_from([None, "", " "]))
    till = manad(max(int(m[:4]) * 12 + int(m[5:]) - 1 for m in {*siffror, *gomda}))
    svar = rakna(siffror, till)
    assert svar.varde is None
    assert svar.saknade == tuple(sorted(gomda))
    assert svar.utfall == rl.Utfall(None, enhet=svar.enhet, slag="R12", period=till)


@exempel(80)
@given(st.data(), fonster(), st.sets(st.integers(0, 11)), st.sets(st.integers(0, 11)))
def test_a_ratio_misses_the_months_that_either_figure_misses(
    data: st.DataObject, siffror: dict[str, Decimal], utan_taljare: set[int], utan_namnare: set[int]
) -> None:
    manader = list(siffror)
    taljare = {m: v for i, (m, v) in enumerate(siffror.items()) if i not in utan_taljare}
    namnare = {m: 1 for i, m in enumerate(manader) if i not in utan_namnare}
    svar = r12_kvot(taljare, namnare, manader[-1])
    assert svar.saknade == tuple(manader[i] for i in sorted(utan_taljare | utan_namnare))
    assert (svar.varde is None) is bool(utan_taljare | utan_namnare)


@exempel(100)
@given(st.data(), fonster(st.none() | tal), raknare, st.sampled_from(["", " mnkr"]))
def test_a_month_outside_the_twelve_never_matters(
    data: st.DataObject, siffror: dict[str, Any], rakna: Raknare, enhet: str
) -> None:
    fran, till = min(siffror), max(siffror)
    fler = data.draw(
        st.dictionaries(utanfor(fran, till), st.none() | tal.map(lambda t: skriv_med_enhet(t, None)), max_size=4)
    )
    fler = {m: v if v is None else v + enhet for m, v in fler.items() if v is None or len(v) < 90}
    assert repr(rakna({**siffror, **fler}, till)) == repr(rakna(siffror, till))


@exempel(100)
@given(nummer)
def test_the_window_is_twelve_months_whose_last_is_till(sist: int) -> None:
    svar = r12_summa({}, manad(sist))
    assert svar.saknade == tuple(manad(sist - n) for n in reversed(range(12)))
    assert (svar.fran, svar.till) == (svar.saknade[0], svar.saknade[-1])


# Arithmetic and units


@exempel(100)
@given(kvotfall, sammanhang, st.sampled_from(R12Rakning))
def test_the_threads_decimal_context_never_matters(
    fall: tuple[dict[str, Decimal], dict[str, Decimal]], udda: Context, rakning: R12Rakning
) -> None:
    taljare, namnare = fall
    hela = namnare if rakning is R12Rakning.KVOT else None

    def svar() -> tuple[R12, ...]:
        return r12_serie(rakning, taljare, max(taljare), max(taljare), namnare=hela)

    vanligt = svar()
    with localcontext(udda):
        assert repr(svar()) == repr(vanligt)
        assert repr(svar()[0].utfall) == repr(vanligt[0].utfall)


@exempel(100)
@given(st.data(), fonster(st.decimals(-(10**6), 10**6, places=3)), st.sampled_from(MINUSTECKEN))
def test_how_an_amount_is_written_and_in_which_unit_of_kronor_changes_nothing(
    data: st.DataObject, kronor: dict[str, Decimal], minus: str
) -> None:
    till = max(kronor)
    skrivna = {}
    for m, v in kronor.items():
        enhet = data.draw(st.sampled_from(list(KRONOR)))
        skrivna[m] = skriv_med_enhet(v.scaleb(-3 * list(KRONOR).index(enhet)), enhet).replace("\u2212", minus)
    for rakna in (r12_summa, r12_medel):
        svar, facit = rakna(skrivna, till), rakna(kronor, till)
        assert svar.varde is not None
        assert facit.varde is not None
        assert svar.enhet is not None
        assert Fraction(svar.varde) * KRONOR[svar.enhet] == Fraction(facit.varde)
    hela = dict.fromkeys(kronor, "1 mdkr")
    assert r12_kvot(skrivna, hela, till).varde == r12_kvot(kronor, dict.fromkeys(kronor, 10**9), till).varde


@exempel(60)
@given(st.data(), fonster(st.none() | tal, antal=16), st.sampled_from(R12Rakning))
def test_a_series_is_what_month_by_month_gives(
    data: st.DataObject, siffror: dict[str, Any], rakning: R12Rakning
) -> None:
    manader = list(siffror)[11:]
    hela = {m: data.draw(st.none() | over_noll) for m in siffror}
    egna: dict[R12Rakning, Callable[[str], R12]] = {
        R12Rakning.SUMMA: lambda till: r12_summa(siffror, till),
        R12Rakning.MEDEL: lambda till: r12_medel(siffror, till),
        R12Rakning.KVOT: lambda till: r12_kvot(siffror, hela, till),
    }
    namnare = hela if rakning is R12Rakning.KVOT else None
    serie = r12_serie(rakning, siffror, manader[0], manader[-1], namnare=namnare)
    assert [repr(r) for r in serie] == [repr(egna[rakning](till)) for till in manader]


# Refusals


@exempel(150)
@given(
    st.dictionaries(
        st.one_of(st.text(max_size=8), nummer.map(manad), st.sampled_from(["2018-01", "2018-13", "0000-01"])),
        st.one_of(
            st.text(max_size=6),
            st.sampled_from(["1 mnkr", "1 tkr", "2 %", "−3", "1,5 mdkr"]),
            st.decimals(),
            st.floats(),
            st.integers(),
            st.none(),
        ),
        max_size=6,
    ),
    st.one_of(nummer.map(manad), st.text(max_size=7), st.sampled_from(["2018-01", "0001-01", "0000-01", "9999-12"])),
    st.sampled_from([r12_summa, r12_medel, lambda m, till: r12_kvot(m, m, till)]),
)
def test_there_is_an_answer_or_a_refusal_that_says_why(siffror: dict[str, Any], till: str, rakna: Raknare) -> None:
    try:
        svar = rakna(siffror, till)
    except (rl.UtfallFel, rl.KalenderFel) as exc:
        varfor = str(exc)
    else:
        varfor = svar.skal or "känt"
        assert (svar.varde is None) is (svar.skal is not None)
        assert svar.varde is None or svar.varde.is_finite()
        assert svar.utfall.period == till
    assert varfor


@exempel(100)
@given(st.data(), fonster(), st.integers(-4000, 4000) | st.integers(-(10**17), 10**17))
def test_numbers_of_any_size_add_exactly_or_are_refused(
    data: st.DataObject, siffror: dict[str, Decimal], exponent: int
) -> None:
    siffror[data.draw(st.sampled_from(list(siffror)))] = Decimal((0, (1,), exponent))
    summa: Decimal | None = None
    with contextlib.suppress(rl.UtfallFel):
        summa = r12_summa(siffror, max(siffror)).varde
    if abs(exponent) < 1900:
        assert summa is not None
    if summa is not None and abs(exponent) <= 4000:
        assert Fraction(summa) == sum(map(Fraction, siffror.values()))
