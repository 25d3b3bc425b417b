"""Sidor: what each command shows a person; answers become pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from .kommande import Kommande
from .models.datum import skriv_dag, skriv_period
from .models.indikator import Indikator
from .models.papekande import Papekande
from .models.rapport import Avsnitt, Krav
from .models.regelverk import Regelverk
from .models.skalor import Mottagare, Rapporttyp
from .models.tal import skriv_med_enhet, skriv_tal
from .models.tidplan import STEG, Steg, Tidplan
from .rules.motivering import FAKTA
from .rules.svar import BeraknadIndikator, BeraknadStatus, Statusoversikt, statusord
from .utskrift import Block, Grupp, Kolumn, Lista, Rubrik, Stycke, Tabell

if TYPE_CHECKING:
    from .exempel import Exempel
