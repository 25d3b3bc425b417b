"""The readings that a page's answers rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..utskrift import Block, Lista, Rubrik, Tips

if TYPE_CHECKING:
    from .. import Regelverk


def tolkningsblock(regelverk: Regelverk, ids: Iterable[str], *, utforligt: bool = True) -> Iterator[Block]:
    """The readings that the answers rest on, in the rule set's order; at length with questions and other readings."""
    anvanda = set(ids)
    punkter = []
    for tolkning in regelverk.tolkningar:
        if tolkning.id not in anvanda:
            continue
        innebord = {lasning.id: lasning.innebord for lasning in tolkning.lasningar}
        vald = innebord.pop(tolkning.vald, "Frågan är öppen.")
        if utforligt or tolkning.ar_oppen:
            vald = f"{tolkning.fraga} {vald}"
        if utforligt:
            vald += f" {'Läsningar' if tolkning.ar_oppen else 'Andra läsningar'}: {', '.join(innebord)}."
        punkter.append(f"{tolkning.id} = {tolkning.vald}: {vald}")
    if punkter:
        yield Rubrik("Tolkningar som svaren vilar på", 2)
        yield Lista(tuple(punkter))
        if utforligt:
            yield Tips("En annan läsning: --tolkning ID=LÄSNING. Läsningen oppen lämnar frågan öppen.")
