"""Tables of outcomes, in any dataframe library: the same answers as the scalar functions, as columns.

pandas, polars (eager and lazy), pyarrow, DuckDB, PySpark and whatever else narwhals speaks go through one path of
expressions. The answer is of the kind that was given, what is lazy stays lazy, and no table is copied into another
library.

A table is long: a row per unit, period and indicator. Its columns are found by their names, or as ``kolumner`` says:

============== ==========================================================================================
``indikator``  the indicator's id
``utfall``     the figure: Float64, whole numbers or Decimal; null and NaN are not known
``period``     what the answers are told apart by beside the unit (optional)
``matenhet``   the unit that the figure is in; null or empty is the indicator's own (optional)
``slag``       what kind of figure it is, as in ``Utfall`` (optional)
``foregaende_ar`` and the other figures that an ``Utfall`` holds for comparison (optional)
============== ==========================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ..errors import SaknatTillagg, UtfallFel

try:
    import narwhals.stable.v2 as _nw  # noqa: F401
except ImportError:
    raise SaknatTillagg("tabell", "riktlinjer.tabell") from None

from ..models.regelverk import Regelverk
from ..models.skalor import Rapporttyp
from ..rules.arbetsdagar import Arbetskalender
from ..rules.perioder import kontrollera_rapporttyp
from .kolumner import fran_bibliotek, las_tabell, till_bibliotek

if TYPE_CHECKING:
    from ..models.mal import Delmal
    from ..rules.svar import BeraknadStatus, Statusoversikt

__all__ = ["arbetsdag_efter", "berakna_indikatorer", "berakna_status", "fran", "granska", "las_tal", "till_excel"]

_Ram = TypeVar("_Ram")


def berakna_status(
    df: _Ram,
    regelverk: Regelverk,
    *,
    enheter: Sequence[str] = (),
    delmal: str | Sequence[str] | None = None,
    rapporttyp: Rapporttyp | None = None,
    kolumner: Mapping[str, str] | None = None,
) -> _Ram:
    """The colour of every delmål, for each unit and period of the table; a row per unit, period and delmål.

    The columns are those of ``enheter`` and the period, then:

    - ``delmal``: its id.
    - ``status``: Grön, Gul or Röd; null when it is not settled.
    - ``mojliga``: every colour that is left, from best to worst, with a comma between; empty when the rule gives none.
    - ``avgjord``: whether one colour is left.
    - ``bedombarhet``: bedömbart, or svårbedömt when fewer outcomes are known than the rule asks for; null when the
      rule has no such word.
    - ``uppnadda``, ``ej_uppnadda``, ``okanda``, ``av``: the counts of a counting rule; null for other rules, when an
      open tolkning decides which are counted, and when an indicator stands twice. Floats where the library's whole
      numbers have no null, as in pandas.
    - ``felaktigt``: whether a row of the unit was useless, or stood twice; ``granska`` names it. What such a row says
      is not known, and an indicator that stands twice leaves the delmål as it is with nothing known.
    - ``oprovat``: whether a row asks for the scalar function, which may then leave fewer colours.
    - ``egen_tillampning``: whether the rule, which is the koncern's, was applied to units of one's own.

    The order of the rows is not promised.

    >>> import polars as pl
    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> df = pl.DataFrame({"namnd": ["A", "B"], "indikator": ["index-medarbetarenkat"] * 2, "utfall": [75.0, 71.5]})
    >>> svar = berakna_status(df, las_regelverk("halland-2018"), enheter=["namnd"], delmal="delmal-3")
    >>> sorted(svar.select("namnd", "status").rows())
    [('A', 'Grön'), ('B', 'Gul')]

    Args:
        df: the table.
        enheter: the columns that name units; none when the whole table is the koncern's.
        delmal: the delmål that are asked about; None for all of them.
        rapporttyp: as for ``riktlinjer.statusberaknare``.
        kolumner: field -> column, for columns that have other names than the fields above.

    Raises:
        UtfallFel: a column that is missing or of a type that cannot be read.
        OkantId: no delmål has the id.
        TypeError: ``df`` is no table, or an argument of the wrong Python type.
    """
    from .statusar import statusram

    _kontrollera(regelverk, rapporttyp)
    tabell = las_tabell(df, enheter, kolumner)
    svar: _Ram = till_bibliotek(statusram(tabell, regelverk, _delmal(regelverk, delmal), rapporttyp), df)
    return svar


def berakna_indikatorer(
    df: _Ram,
    regelverk: Regelverk,
    *,
    delmal: str | Sequence[str] | None = None,
    kolumner: Mapping[str, str] | None = None,
) -> _Ram:
    """The table with where each row stands: the same rows in the same order, and three columns more.

    - ``lage``: uppnådd, ej uppnådd, nytt mätvärde saknas or under utveckling; null when it is not known.
    - ``marginal``: how far the outcome is on the right side, as a float in the indicator's unit; null when it is not
      known, when the target is no bound, and when an open tolkning decides which it is.
    - ``har_papekande``: whether ``granska`` has something to say about the row alone.

    >>> import polars as pl
    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> df = pl.DataFrame({"indikator": ["basbehandling-hjartsvikt"] * 2, "utfall": [53.0, None]})
    >>> berakna_indikatorer(df, las_regelverk("halland-2018"))["lage"].to_list()
    ['ej uppnådd', 'nytt mätvärde saknas']

    Args:
        df: the table.
        delmal: the delmål whose indicators are asked about, other rows being left without an answer; None for every
            indicator of the guideline.
        kolumner: as for :func:`berakna_status`.

    Raises:
        UtfallFel: a column that is missing or of a type that cannot be read, or one of the answer's that is there
            already.
        OkantId: no delmål has the id.
        TypeError: ``df`` is no table, or an argument of the wrong Python type.
    """
    from .indikatorer import indikatorram

    _kontrollera(regelverk, None)
    tabell = las_tabell(df, (), kolumner)
    ids = None if delmal is None else [id for d in _delmal(regelverk, delmal) for id in d.statusregel.indikatorer]
    svar: _Ram = till_bibliotek(indikatorram(tabell, regelverk, ids), df)
    return svar


def granska(
    df: _Ram, regelverk: Regelverk, *, enheter: Sequence[str] = (), kolumner: Mapping[str, str] | None = None
) -> _Ram:
    """What is wrong with the table: a row per unit, period, indicator and finding.

    The columns are those of ``enheter`` and the period, then ``indikator`` as the table has it, ``kod``, ``allvar``,
    ``text`` (Swedish) and ``rader``, how many rows the finding is about. The order of the rows is not promised.

    >>> import polars as pl
    >>> from riktlinjer.regelverk.lasare import las_regelverk
    >>> df = pl.DataFrame({"indikator": ["hjartsvikt"], "utfall": [53.0]})
    >>> granska(df, las_regelverk("halland-2018"))["text"].to_list()
    ['Ingen indikator i regelverket har detta id.']

    Raises:
        UtfallFel: a column that is missing or of a type that cannot be read.
        TypeError: ``df`` is no table, or an argument of the wrong Python type.
    """
    from .granskning import granskningsram

    _kontrollera(regelverk, None)
    svar: _Ram = till_bibliotek(granskningsram(las_tabell(df, enheter, kolumner), regelverk), df)
    return svar


def fran(svar: Statusoversikt | BeraknadStatus, bibliotek: str | None = None) -> Any:
    """A scalar answer as a table: a row per delmål of an overview, or per indicator of one status.

    An overview's columns are ``enhet`` and ``period`` as they were asked about, and those of :func:`berakna_status`
    that an overview has; a status' are ``indikator``, ``namn``, ``utfall``, ``lage`` and ``marginal``. Figures are
    floats.

    >>> import riktlinjer as rl
    >>> u = rl.berakna_status(rl.las_regelverk("halland-2018"), {"index-medarbetarenkat": 75})
    >>> fran(u, "polars").filter(delmal="delmal-3")["status"].to_list()
    ['Grön']

    Args:
        bibliotek: ``"pandas"``, ``"polars"``, ``"pyarrow"`` or another that narwhals makes frames of; None takes the
            first of polars, pandas and pyarrow that is installed.

    Raises:
        SaknatTillagg: the library is not installed.
        TypeError: ``svar`` is something else.
    """
    from .svarstabell import svarsram

    return svarsram(svar, bibliotek)


def las_tal(df: _Ram, kolumn: str = "utfall") -> _Ram:
    """The table with a column of Swedish numbers as figures, such as a sheet of Excel has beside real numbers.

    Decimal comma, spaces between thousands, any minus sign and a unit after the number are read as in an ``Utfall``.
    Two columns are added: ``<kolumn>_enhet``, the unit that stands in the text, to be used as ``matenhet``; and
    ``<kolumn>_fel``, what is wrong (Swedish). What is empty or no number becomes null, which is not known.

    >>> import polars as pl
    >>> las_tal(pl.DataFrame({"utfall": ["95,2 %", "−1 234,5", "", "1.234"]})).rows()[:3]
    [(95.2, '%', None), (-1234.5, None, None), (None, None, None)]

    Args:
        df: a table in memory: pandas (also columns of texts and numbers together), polars or pyarrow.

    Raises:
        UtfallFel: the column is missing or Float32, or one of those that are added is there already.
        TypeError: ``df`` is no table, or one whose rows are not in memory.
    """
    from .svenska_tal import med_tal

    svar: _Ram = med_tal(df, kolumn)
    return svar


def till_excel(svar: Any, fil: str | Path) -> None:
    """Writes an answer as an Excel workbook with its colours, over what the file held.

    Every coloured cell holds its word too, so that colour is never the only carrier, and a status that is not settled
    says which colours are possible. An empty cell is not known. Numbers and days are numbers and days in Excel, shown
    in the reader's own language and with all their decimals. A text is never a formula, whatever it begins with. A
    second sheet explains the words.

    >>> import riktlinjer as rl
    >>> u = rl.berakna_status(rl.las_regelverk("halland-2018"), {"index-medarbetarenkat": 75})
    >>> till_excel(u, "status.xlsx")  # doctest: +SKIP

    Args:
        svar: a table from this module or one of your own (where pandas' rows have names, with these as columns), or an
            overview or one status from ``berakna_status``.
        fil: the file, ending in ``.xlsx``.

    Raises:
        UtfallFel: more rows, or a longer text, than a sheet of Excel can hold, columns of several levels, or another
            ending.
        SaknatTillagg: openpyxl is not installed.
        OSError: the file cannot be written.
        TypeError: ``svar`` is neither an answer nor a table.
    """
    from .fargat import som_arbetsbok

    if Path(fil).suffix.casefold() != ".xlsx":
        raise UtfallFel(f"{Path(fil).name}: filnamnet slutar inte på .xlsx, och Excel skulle inte öppna filen")
    Path(fil).write_bytes(som_arbetsbok(svar))


def arbetsdag_efter(
    df: _Ram, kolumn: str, antal: int, *, till: str = "arbetsdag", kalender: Arbetskalender | None = None
) -> _Ram:
    """The table with a column more: the ``antal``-th workday strictly after each day of ``kolumn``.

    Null for null, for a moment that is not midnight, and where the day or the answer is outside 1990–2100.

    >>> from datetime import date
    >>> import polars as pl
    >>> df = pl.DataFrame({"bryt": [date(2018, 3, 6)]})
    >>> arbetsdag_efter(df, "bryt", 3)["arbetsdag"].to_list()
    [datetime.date(2018, 3, 9)]

    Args:
        kolumn: a column of dates, or of midnights without a time zone (as pandas keeps dates).
        antal: 1 to 250.
        till: what the new column is called.
        kalender: workdays with one's own closed days; None for the Swedish ones.

    Raises:
        UtfallFel: the column is missing or holds no dates, or ``till`` is there already.
        KalenderFel: ``antal`` is not from 1 to 250.
        TypeError: ``df`` is no table, or an argument of the wrong Python type.
    """
    from .arbetsdagar import med_arbetsdag

    svar: _Ram = till_bibliotek(med_arbetsdag(fran_bibliotek(df), kolumn, antal, till, kalender), df)
    return svar


def _kontrollera(regelverk: Regelverk, rapporttyp: Rapporttyp | None) -> None:
    if not isinstance(regelverk, Regelverk):
        raise TypeError(f"väntade ett Regelverk (se las_regelverk), fick {type(regelverk).__name__}")
    if rapporttyp is not None:
        kontrollera_rapporttyp(rapporttyp)


def _delmal(regelverk: Regelverk, delmal: str | Sequence[str] | None) -> list[Delmal]:
    if delmal is None:
        return list(regelverk.delmal)
    return [regelverk.delmal_med_id(id) for id in ([delmal] if isinstance(delmal, str) else delmal)]
