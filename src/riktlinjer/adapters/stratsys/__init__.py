"""Stratsys: outcomes from the planning and follow-up system that the regions use, and computed statuses back to it."""

from .exportfiler import las_mattfil, las_nyckeltalsfil
from .fargintervall import (
    Farg,
    Fargintervall,
    Intervallgranskning,
    Matvarde,
    Motexempel,
    Oavgjort,
    fargintervall,
    granska_intervall,
)
from .genomforande import Skrivpost, Skrivrapport, Skrivutfall, genomfor
from .importfiler import Importfil, Importfiler, skriv_importfiler
from .inlasning import Inlasning, las_utfall
from .inloggning import Inloggning, InloggningsFel, Klientuppgifter, Token, inloggning_fran_miljon, token_fran
from .klient import Cell, Klient, StratsysFel
from .kontroll import granska_koppling
from .koppling import Koppling, las_koppling
from .perioder import Periodicitet
from .skrivplan import Cellandring, Kommentarandring, Orord, Skrivplan, planera

__all__ = [
    "Cell",
    "Cellandring",
    "Farg",
    "Fargintervall",
    "Importfil",
    "Importfiler",
    "Inlasning",
    "Inloggning",
    "InloggningsFel",
    "Intervallgranskning",
    "Klient",
    "Klientuppgifter",
    "Kommentarandring",
    "Koppling",
    "Matvarde",
    "Motexempel",
    "Oavgjort",
    "Orord",
    "Periodicitet",
    "Skrivplan",
    "Skrivpost",
    "Skrivrapport",
    "Skrivutfall",
    "StratsysFel",
    "Token",
    "fargintervall",
    "genomfor",
    "granska_intervall",
    "granska_koppling",
    "inloggning_fran_miljon",
    "las_koppling",
    "las_mattfil",
    "las_nyckeltalsfil",
    "las_utfall",
    "planera",
    "skriv_importfiler",
    "token_fran",
]
