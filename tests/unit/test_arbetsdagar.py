"""Workdays: Monday to Friday, no public holiday, none of the three eves; half days and klämdagar count."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import IntEnum

import pytest

import riktlinjer as rl

# day -> workday? from an almanac
DAGAR = [
    (date(2018, 1, 1), False, "nyårsdagen"),
    (date(2018, 1, 5), True, "trettondagsafton"),
    (date(2018, 1, 6), False, "trettondedag jul"),
    (date(2018, 3, 29), True, "skärtorsdagen"),
    (date(2018, 3, 30), False, "långfredagen"),
    (date(2018, 4, 1), False, "påskdagen"),
    (date(2018, 4, 2), False, "annandag påsk"),
    (date(2018, 4, 30), True, "valborgsmässoafton, klämdag"),
    (date(2018, 5, 1), False, "första maj"),
    (date(2018, 5, 9), True, "dagen före Kristi himmelsfärdsdag"),
    (date(2018, 5, 10), False, "Kristi himmelsfärdsdag"),
    (date(2018, 5, 11), True, "klämdag"),
    (date(2018, 5, 20), False, "pingstdagen"),
    (date(2018, 5, 21), True, "annandag pingst, working day since 2005"),
    (date(2004, 5, 31), False, "annandag pingst, holiday until 2004"),
    (date(2018, 6, 6), False, "nationaldagen"),
    (date(2004, 6, 7), True, "the Monday after nationaldagen"),
    (date(2003, 6, 6), True, "nationaldagen before it was a holiday (2005)"),
    (date(2018, 6, 21), True, "dagen före midsommarafton"),
    (date(2018, 6, 22), False, "midsommarafton"),
    (date(2018, 6, 23), False, "midsommardagen"),
    (date(2018, 11, 2), True, "allhelgonaafton"),
    (date(2018, 11, 3), False, "alla helgons dag"),
    (date(2018, 12, 24), False, "julafton"),
    (date(2018, 12, 25), False, "juldagen"),
    (date(2018, 12, 26), False, "annandag jul"),
    (date(2018, 12, 27), True, "mellandag"),
    (date(2018, 12, 31), False, "nyårsafton"),
    (date(2020, 6, 19), False, "midsommarafton"),
    (date(2027, 6, 25), False, "midsommarafton"),
    (date(2018, 3, 3), False, "lördag"),
    (date(2018, 3, 4), False, "söndag"),
    (date(2018, 3, 5), True, "måndag"),
]


@pytest.mark.parametrize(("dag", "arbetsdag", "namn"), DAGAR)
def test_which_days_are_workdays(dag: date, arbetsdag: bool, namn: str) -> None:
    assert rl.ar_arbetsdag(dag) is arbetsdag
    assert rl.antal_arbetsdagar(dag, dag) == int(arbetsdag)


@pytest.mark.parametrize(
    ("dag", "antal", "efter"),
    [
        (date(2018, 3, 6), 1, date(2018, 3, 7)),
        (date(2018, 3, 6), 3, date(2018, 3, 9)),
        (date(2018, 3, 9), 1, date(2018, 3, 12)),  # Friday -> Monday
        (date(2018, 3, 10), 1, date(2018, 3, 12)),  # Saturday -> Monday: the day itself is never counted
        (date(2018, 3, 11), 1, date(2018, 3, 12)),
        (date(2018, 3, 29), 1, date(2018, 4, 3)),  # over Easter
        (date(2018, 3, 30), 1, date(2018, 4, 3)),  # from a holiday
        (date(2018, 6, 21), 1, date(2018, 6, 25)),  # over Midsummer
        (date(2018, 12, 21), 1, date(2018, 12, 27)),  # over Christmas
        (date(2018, 12, 28), 1, date(2019, 1, 2)),  # over New Year
        (date(2018, 6, 5), 1, date(2018, 6, 7)),
        (date(2018, 1, 1), 250, date(2018, 12, 28)),
    ],
)
def test_the_nth_workday_strictly_after(dag: date, antal: int, efter: date) -> None:
    assert rl.arbetsdag_efter(dag, antal) == efter
    assert rl.antal_arbetsdagar(dag + timedelta(days=1), efter) == antal


@pytest.mark.parametrize(
    ("dag", "antal", "fore"),
    [
        (date(2018, 3, 9), 3, date(2018, 3, 6)),
        (date(2018, 3, 12), 1, date(2018, 3, 9)),
        (date(2018, 3, 10), 1, date(2018, 3, 9)),
        (date(2018, 3, 11), 1, date(2018, 3, 9)),
        (date(2018, 4, 3), 1, date(2018, 3, 29)),
        (date(2018, 4, 2), 1, date(2018, 3, 29)),
        (date(2018, 12, 27), 1, date(2018, 12, 21)),
        (date(2019, 1, 2), 1, date(2018, 12, 28)),
    ],
)
def test_the_nth_workday_strictly_before(dag: date, antal: int, fore: date) -> None:
    assert rl.arbetsdag_fore(dag, antal) == fore
    assert rl.antal_arbetsdagar(fore, dag - timedelta(days=1)) == antal


@pytest.mark.parametrize(
    ("fran", "till", "antal"),
    [
        (date(2018, 3, 5), date(2018, 3, 9), 5),
        (date(2018, 3, 5), date(2018, 3, 5), 1),
        (date(2018, 3, 9), date(2018, 3, 12), 2),
        (date(2018, 3, 10), date(2018, 3, 11), 0),
        (date(2018, 12, 24), date(2018, 12, 31), 2),
        (date(2018, 1, 1), date(2018, 12, 31), 250),
    ],
)
def test_workdays_are_counted_in_the_closed_interval(fran: date, till: date, antal: int) -> None:
    assert rl.antal_arbetsdagar(fran, till) == antal


# --- what is refused -------------------------------------------------------------------------------------------------

DAG = date(2018, 3, 6)
VERB_MED_ANTAL = [rl.arbetsdag_efter, rl.arbetsdag_fore]
ALLA_VERB: list[Callable[[object], object]] = [
    lambda d: rl.ar_arbetsdag(d),  # type: ignore[arg-type]
    lambda d: rl.arbetsdag_efter(d, 1),  # type: ignore[arg-type]
    lambda d: rl.arbetsdag_fore(d, 1),  # type: ignore[arg-type]
    lambda d: rl.antal_arbetsdagar(d, DAG),  # type: ignore[arg-type]
    lambda d: rl.antal_arbetsdagar(DAG, d),  # type: ignore[arg-type]
]


class Ett(IntEnum):
    ETT = 1


@pytest.mark.parametrize(
    "dag",
    [datetime(2018, 3, 6, tzinfo=UTC), datetime(2018, 3, 6), "2018-03-06", 20180306, True, None, 1.0],  # noqa: DTZ001
    ids=repr,
)
@pytest.mark.parametrize("verb", ALLA_VERB)
def test_only_a_date_is_a_day(verb: Callable[[object], object], dag: object) -> None:
    """A ``datetime`` is a ``date`` to Python, but not to us: its time of day would be lost in silence."""
    with pytest.raises(TypeError):
        verb(dag)


@pytest.mark.parametrize("antal", [True, False, 1.0, "1", None, Decimal(1), Ett.ETT], ids=repr)
@pytest.mark.parametrize("verb", VERB_MED_ANTAL)
def test_only_an_int_is_a_number_of_workdays(verb: Callable[[date, int], date], antal: object) -> None:
    with pytest.raises(TypeError):
        verb(DAG, antal)  # type: ignore[arg-type]


@pytest.mark.parametrize("antal", [0, -1, -1000])
@pytest.mark.parametrize("verb", VERB_MED_ANTAL)
def test_fewer_than_one_workday_is_refused(verb: Callable[[date, int], date], antal: int) -> None:
    with pytest.raises(rl.KalenderFel, match=str(antal)):
        verb(DAG, antal)


@pytest.mark.parametrize("dag", [date.min, date(1989, 12, 31), date(2101, 1, 1), date.max])
@pytest.mark.parametrize("verb", ALLA_VERB)
def test_a_day_outside_1990_to_2100_is_refused(verb: Callable[[object], object], dag: date) -> None:
    with pytest.raises(rl.KalenderFel, match=str(dag)):
        verb(dag)


@pytest.mark.parametrize(
    ("verb", "dag", "antal"),
    [
        (rl.arbetsdag_efter, date(2100, 12, 31), 1),
        (rl.arbetsdag_efter, date(2100, 12, 30), 1),
        (rl.arbetsdag_efter, date(2018, 3, 6), 1_000_000),
        (rl.arbetsdag_efter, date(2018, 3, 6), 10**30),
        (rl.arbetsdag_fore, date(1990, 1, 1), 1),
        (rl.arbetsdag_fore, date(1990, 1, 2), 1),
        (rl.arbetsdag_fore, date(2018, 3, 6), 1_000_000),
        (rl.arbetsdag_fore, date(2018, 3, 6), 10**30),
    ],
)
def test_an_answer_outside_1990_to_2100_is_refused_too(
    verb: Callable[[date, int], date], dag: date, antal: int
) -> None:
    with pytest.raises(rl.KalenderFel, match="1990"):
        verb(dag, antal)


def test_a_refusal_says_what_was_asked_for() -> None:
    with pytest.raises(rl.KalenderFel, match=r"^3 arbetsdagar efter 2100-12-30 ligger utanför åren 1990–2100"):
        rl.arbetsdag_efter(date(2100, 12, 30), 3)
    with pytest.raises(rl.KalenderFel, match=r"^3 arbetsdagar före 1990-01-03 ligger utanför åren 1990–2100"):
        rl.arbetsdag_fore(date(1990, 1, 3), 3)


def test_a_calendar_is_shown_with_its_closed_days() -> None:
    assert repr(rl.Arbetskalender()) == "Arbetskalender()"
    assert repr(rl.Arbetskalender(stangda=[KLAMDAG])) == "Arbetskalender(stangda={datetime.date(2018, 5, 11)})"


def test_the_first_and_the_last_year_are_known() -> None:
    assert not rl.ar_arbetsdag(date(1990, 1, 1))
    assert rl.arbetsdag_fore(date(1990, 1, 3), 1) == date(1990, 1, 2)
    assert rl.arbetsdag_efter(date(1990, 1, 1), 1) == date(1990, 1, 2)
    assert not rl.ar_arbetsdag(date(2100, 12, 31))
    assert rl.arbetsdag_efter(date(2100, 12, 29), 1) == date(2100, 12, 30)
    assert rl.antal_arbetsdagar(date(1990, 1, 1), date(2100, 12, 31)) > 27000


def test_a_reversed_interval_is_refused() -> None:
    with pytest.raises(rl.KalenderFel, match="2018-03-05"):
        rl.antal_arbetsdagar(date(2018, 3, 6), date(2018, 3, 5))


# --- one's own closed days -------------------------------------------------------------------------------------------

KLAMDAG = date(2018, 5, 11)


def test_the_same_four_verbs_with_ones_own_closed_days() -> None:
    egen = rl.Arbetskalender(stangda=frozenset({KLAMDAG}))
    assert not egen.ar_arbetsdag(KLAMDAG)
    assert rl.ar_arbetsdag(KLAMDAG)
    assert egen.arbetsdag_efter(date(2018, 5, 9), 1) == date(2018, 5, 14)
    assert rl.arbetsdag_efter(date(2018, 5, 9), 1) == KLAMDAG
    assert egen.arbetsdag_fore(date(2018, 5, 14), 1) == date(2018, 5, 9)
    assert egen.antal_arbetsdagar(date(2018, 5, 7), KLAMDAG) == 3
    assert egen.stangda == {KLAMDAG}


def test_a_closed_day_that_was_none_anyway_changes_nothing() -> None:
    egen = rl.Arbetskalender(stangda=frozenset({date(2018, 12, 24), date(2018, 3, 4)}))
    assert egen.antal_arbetsdagar(date(2018, 1, 1), date(2018, 12, 31)) == 250


def test_without_closed_days_it_is_the_swedish_calendar() -> None:
    assert rl.Arbetskalender().antal_arbetsdagar(date(2018, 1, 1), date(2018, 12, 31)) == 250


def test_every_day_may_be_closed() -> None:
    ar = {date(2100, 1, 1) + timedelta(days=n) for n in range(365)}
    egen = rl.Arbetskalender(stangda=frozenset(ar))
    assert egen.antal_arbetsdagar(date(2100, 1, 1), date(2100, 12, 31)) == 0
    with pytest.raises(rl.KalenderFel):
        egen.arbetsdag_efter(date(2100, 1, 1), 1)


@pytest.mark.parametrize("dag", [datetime(2018, 5, 11), "2018-05-11", 1, None], ids=repr)  # noqa: DTZ001
def test_a_closed_day_is_a_date(dag: object) -> None:
    with pytest.raises(TypeError):
        rl.Arbetskalender(stangda=frozenset({dag}))  # type: ignore[arg-type]


def test_a_closed_day_is_one_that_the_calendar_knows() -> None:
    with pytest.raises(rl.KalenderFel, match="1989"):
        rl.Arbetskalender(stangda=frozenset({date(1989, 12, 31)}))


def test_a_calendar_is_a_value() -> None:
    a, b = rl.Arbetskalender(stangda=[KLAMDAG]), rl.Arbetskalender(stangda=frozenset({KLAMDAG}))
    assert a == b
    assert hash(a) == hash(b)
    assert a != rl.Arbetskalender()
    assert hash(a) != hash(rl.Arbetskalender())
    assert a != frozenset({KLAMDAG})
    tillbaka = pickle.loads(pickle.dumps(a))
    assert tillbaka == a
    assert tillbaka.arbetsdag_efter(date(2018, 5, 9), 1) == date(2018, 5, 14)


# --- a fresh process -------------------------------------------------------------------------------------------------

TRADAR = """
import sys, threading
from datetime import date
import riktlinjer as rl
from riktlinjer import arbetsdag_efter, antal_arbetsdagar, ar_arbetsdag, arbetsdag_fore
sys.setswitchinterval(1e-6)
antal = 32
start = threading.Barrier(antal)
svar, fel = [], []
def fraga(nummer):
    try:
        start.wait()
        verb = nummer % 4
        if verb == 0:
            svar.append((verb, arbetsdag_efter(date(2018, 1, 1), 250) == date(2018, 12, 28)))
        elif verb == 1:
            svar.append((verb, antal_arbetsdagar(date(1990, 1, 1), date(2100, 12, 31))))
        elif verb == 2:
            svar.append((verb, ar_arbetsdag(date(2100, 12, 24)), ar_arbetsdag(date(1990, 6, 22))))
        else:
            svar.append((verb, arbetsdag_fore(date(2100, 12, 31), 1) == date(2100, 12, 30)))
    except Exception as exc:
        fel.append(repr(exc))
tradar = [threading.Thread(target=fraga, args=(n,)) for n in range(antal)]
[t.start() for t in tradar]; [t.join() for t in tradar]
hela = antal_arbetsdagar(date(1990, 1, 1), date(2100, 12, 31))
vantat = {(0, True), (1, hela), (2, False, False), (3, True)}
assert not fel, fel
assert len(svar) == antal and set(svar) == vantat, sorted(set(svar))
print(hela)
"""

HELA = """
from datetime import date, timedelta
from hashlib import sha256
import riktlinjer as rl
dagar = (date(1990, 1, 1) + timedelta(n) for n in range((date(2100, 12, 31) - date(1990, 1, 1)).days + 1))
print(sha256(bytes(map(rl.ar_arbetsdag, dagar))).hexdigest())
"""


def kor(kod: str, **miljo: str) -> str:
    svar = subprocess.run(
        [sys.executable, "-W", "error", "-c", kod],
        env={**os.environ, **miljo},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert svar.returncode == 0, svar.stderr
    return svar.stdout.strip()


def test_the_first_use_from_many_threads_at_once_gives_right_answers() -> None:
    for _ in range(3):
        assert int(kor(TRADAR)) == rl.antal_arbetsdagar(date(1990, 1, 1), date(2100, 12, 31))


def test_the_languages_of_the_environment_change_nothing() -> None:
    """holidays' names follow LANG; the workdays must not."""
    miljoer = ["", "C", "sv_SE.UTF-8", "en_US.UTF-8", "th_TH.UTF-8", "uk_UA.UTF-8"]
    svar = {kor(HELA, LANG=m, LC_ALL=m, LANGUAGE=m) for m in miljoer}
    assert len(svar) == 1
