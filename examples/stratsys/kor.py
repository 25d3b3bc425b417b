"""Outcomes in from Stratsys, a board, and colours and comments back: the whole way, on this machine alone.

Run from the root of the repository: ``python examples/stratsys/kor.py``. The server that it talks to is the adapter's
own rehearsal server; the figures and codes are made up.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import riktlinjer as rl
from riktlinjer.adapters import stratsys
from riktlinjer.adapters.stratsys.provserver import HEMLIGHET, KLIENT_ID, Provserver

MAPP = Path(__file__).parent
PERIOD = "2018-03"
DAG = date(2018, 3, 31)
UTFALL = {"301": "71.5", "401": "82", "402": "79.4", "403": "81", "404": "84.2", "405": "61"}


def fyll(server: Provserver) -> None:
    """What stands in Stratsys before the example begins."""
    for kpi, varde in UTFALL.items():
        server.satt(kpi, "1", f"{kpi}1", DAG, Decimal(varde))
    server.satt("501", "1", "5011", DAG, Decimal("-12.5"))
    server.satt("501", "1", "5011", date(2017, 3, 31), Decimal("-20.0"))
    server.satt("904", "1", "9041", DAG, Decimal(1), last=True)  # someone has locked delmål 4's cell


def main() -> None:
    regelverk = rl.las_regelverk("halland-2018")
    koppling = stratsys.las_koppling(MAPP / "koppling.toml", regelverk)
    with Provserver() as server:
        server.lagg_koppling(koppling)
        fyll(server)
        with stratsys.Klient(server.adress, stratsys.Klientuppgifter(KLIENT_ID, HEMLIGHET)) as klient:
            inlasning = stratsys.las_utfall(klient, koppling, regelverk, period=PERIOD)
            print(inlasning.text)

            oversikt = rl.berakna_status(regelverk, inlasning.utfall, rapporttyp=rl.Rapporttyp.UR1, period=PERIOD)
            for b in oversikt.values():
                print(f"{b.id}: {b.status or 'kan inte avgöras'}")

            plan = stratsys.planera(klient, koppling, regelverk, oversikt)
            print(plan.text)  # read this before anything is written

            rapport = stratsys.genomfor(klient, plan)
            print(rapport.text)

            print(stratsys.planera(klient, koppling, regelverk, oversikt).text)  # what is left


if __name__ == "__main__":
    main()
