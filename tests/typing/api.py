"""The public types, for the type checker: never run, only checked with ``mypy --strict``."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import assert_type

import riktlinjer as rl
from riktlinjer.models.papekande import Papekanden


def api() -> None:
    rv = rl.las_regelverk("halland-2018")
    assert_type(rv, rl.Regelverk)
    assert_type(rl.las_regelverk(Path("egen.toml"), dag=date(2018, 6, 1)), rl.Regelverk)
    assert_type(rl.tillgangliga_regelverk(), tuple[str, ...])
    assert_type(rv.med_tolkningar({"delmal-4-antal": "oppen"}), rl.Regelverk)
    assert_type(rv.med_tolkningar(rl.ALLA_OPPNA), rl.Regelverk)
    assert_type(rv.tidplan, rl.Tidplan | None)

    utfall: Mapping[str, rl.Utfall | Decimal | str | None] = {
        "a": "53,0 %",
        "b": Decimal("84.2"),
        "c": None,
        "d": rl.Utfall(varde=-20, motsvarande_period=-30),
    }
    u = rl.berakna_status(rv, utfall, rapporttyp=rl.Rapporttyp.UR1, period="2018-03", enhet=None)
    assert_type(u, rl.Statusoversikt)
    b = u["delmal-1"]
    assert_type(b.status, rl.Status | None)
    assert_type(b.mojliga, frozenset[rl.Status])
    assert_type(b.antal, rl.Antal | None)
    assert_type(b.indikatorer, tuple[rl.BeraknadIndikator, ...])
    assert_type(b.motivering, str)
    assert_type(u.underlag, rl.Underlag)
    assert_type(rl.statusberaknare(rv, "delmal-1")({"a": Decimal(1)}), rl.BeraknadStatus)
    assert_type(rl.berakna_indikator(rv, "a", "1").lage, rl.Lage | None)
    assert_type(rl.utgangsvarden(rv), dict[str, rl.Utfall])

    assert_type(rl.arbetsdag_efter(date(2018, 3, 6), 3), date)
    assert_type(rl.Arbetskalender(stangda=frozenset({date(2018, 5, 11)})).ar_arbetsdag(date(2018, 5, 11)), bool)
    assert_type(rl.inlamningsdag(rv, rl.Rapporttyp.MANAD, bryt=date(2018, 3, 6)), date | None)
    bryt: Mapping[str, date] = {"2027-02": date(2027, 3, 4)}
    assert_type(rl.berakna_tidplan(rv, bryt=bryt), rl.Tidplan)
    assert_type(rl.obligatoriska_avsnitt(rv, rl.Rapporttyp.UR2, mottagare=rl.Mottagare.RS), tuple[rl.Avsnitt, ...])
    krav = rl.kraver_atgardsplan(rv, rapporttyp=rl.Rapporttyp.UR2, period="2018-08", budgetavvikelse=-6)
    assert_type(krav.kravs, bool | None)
    funna: tuple[rl.Papekande, ...] = rl.granska_atgardsplan(rv, rl.Atgardsplan(beslutad=True))
    assert_type(funna[0], rl.Papekande)
    assert_type(rl.granska_regelverk(rv), Papekanden)
    assert_type(rl.granska_regelverk(rv).fel, Papekanden)
