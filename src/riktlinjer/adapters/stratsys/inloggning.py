"""Inloggning: what identifies the caller to Stratsys. Nothing secret is ever in a text or a log."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from ...errors import RiktlinjerError
from ..natverk import Anslutning, NatverksFel

if TYPE_CHECKING:
    import httpx

TOKEN = "STRATSYS_TOKEN"
KLIENT_ID = "STRATSYS_KLIENT_ID"
HEMLIGHET = "STRATSYS_HEMLIGHET"
TOKENADRESS = "STRATSYS_TOKENADRESS"


class InloggningsFel(RiktlinjerError, ValueError):
    """Credentials that are missing or were not accepted."""


class Inloggning(Protocol):
    """What a :class:`~riktlinjer.adapters.stratsys.Klient` asks for the value of ``Authorization``."""

    def huvud(self, fornya: bool) -> str | None:
        """The header's value; a new one when the last was refused (``fornya``), or None when there is no other."""


class Klientuppgifter:
    """A client's id and secret as they are sent with every request (HTTP Basic), as Stratsys's own client library does.

    >>> Klientuppgifter("min-klient", "hemlig")
    Klientuppgifter('min-klient', hemlighet=***)
    """

    def __init__(self, klient_id: str, hemlighet: str) -> None:
        if ":" in klient_id:
            raise InloggningsFel("klientens id får inte ha kolon; kontrollera att det inte är id och hemlighet i ett")
        self._klient_id, self._hemlighet = klient_id, _sant(hemlighet, "hemligheten")

    def huvud(self, fornya: bool) -> str | None:
        """The header's value; there is no other."""
        par = f"{self._klient_id}:{self._hemlighet}".encode()
        return None if fornya else f"Basic {b64encode(par).decode('ascii')}"

    def __repr__(self) -> str:
        return f"Klientuppgifter({self._klient_id!r}, hemlighet=***)"


class Token:
    """An access token that the caller has, or fetches.

    >>> Token("abc")
    Token(***)

    Args:
        token: the token, or a function that gives a valid one; the function is asked again when one was refused, and
            when it fails that is an InloggningsFel.
    """

    def __init__(self, token: str | Callable[[], str]) -> None:
        self._token = token if callable(token) else _sant(token, "token")
        self._senaste: str | None = None

    def huvud(self, fornya: bool) -> str | None:
        """The header's value."""
        if isinstance(self._token, str):
            return None if fornya else f"Bearer {self._token}"
        if fornya or self._senaste is None:
            self._senaste = _sant(self._fraga(self._token), "token")
        return f"Bearer {self._senaste}"

    def _fraga(self, hamta: Callable[[], str]) -> str:
        try:
            return hamta()
        except InloggningsFel:
            raise
        except Exception as exc:  # noqa: BLE001 - what the caller's function does must not stop a writing halfway untold
            # its words may hold what is secret
            fel = f"ingen token kunde hämtas: funktionen som ger den föll på {type(exc).__name__}"
        raise InloggningsFel(fel)

    def __repr__(self) -> str:
        return "Token(***)"


def token_fran(
    adress: str, klient_id: str, hemlighet: str, *, omfattning: str | None = None, klient: httpx.Client | None = None
) -> Token:
    """A token that is fetched with client credentials (OAuth 2.0, RFC 6749 section 4.4) when it is first needed.

    >>> token_fran("https://inloggning.example/connect/token", "min-klient", "hemlig")
    Token(***)

    Args:
        adress: the address of the token, from Stratsys's developer portal; the library does not know it.
        klient_id: the client's id.
        hemlighet: the client's secret.
        omfattning: the scope to ask for, when the portal says that one is needed.
        klient: the caller's own ``httpx.Client``, for proxies and certificates; it is not closed.
    """
    _sant(hemlighet, "hemligheten")

    def hamta() -> str:
        vag, fragetecken, fraga = adress.partition("?")
        bas, _, sist = vag.rpartition("/")
        formular = {"grant_type": "client_credentials", "client_id": klient_id, "client_secret": hemlighet}
        if omfattning is not None:
            formular["scope"] = omfattning
        try:
            with Anslutning(f"{bas}/", klient, tillagg="stratsys", behovs_for="inloggning i Stratsys") as anslutning:
                svar = anslutning.begar("POST", sist + fragetecken + fraga, formular=formular).json()
        except NatverksFel as exc:
            raise InloggningsFel(f"ingen token kunde hämtas: {exc}") from exc
        except ValueError as exc:
            raise InloggningsFel(f"ingen token kunde hämtas: tokenadressen: {exc}") from None
        token = svar.get("access_token") if isinstance(svar, dict) else None
        if not isinstance(token, str):
            raise InloggningsFel("inloggningssvaret har ingen access_token; kontrollera tokenadressen")
        return token

    return Token(hamta)


def inloggning_fran_miljon(miljo: Mapping[str, str] | None = None) -> Inloggning:
    """The credentials that stand in the environment.

    ``STRATSYS_TOKEN`` is an access token. Else ``STRATSYS_KLIENT_ID`` and ``STRATSYS_HEMLIGHET`` are sent with every
    request, or, when ``STRATSYS_TOKENADRESS`` is set, fetch a token there.

    >>> inloggning_fran_miljon({"STRATSYS_KLIENT_ID": "min-klient", "STRATSYS_HEMLIGHET": "hemlig"})
    Klientuppgifter('min-klient', hemlighet=***)

    Args:
        miljo: the variables; without them, those of the process.

    Raises:
        InloggningsFel: they are not there.
    """
    miljo = os.environ if miljo is None else miljo
    if token := miljo.get(TOKEN, "").strip():
        return Token(token)
    klient_id, hemlighet = miljo.get(KLIENT_ID, "").strip(), miljo.get(HEMLIGHET, "").strip()
    if not klient_id or not hemlighet:
        raise InloggningsFel(f"inloggningen saknas; sätt miljövariablerna {KLIENT_ID} och {HEMLIGHET}, eller {TOKEN}")
    if adress := miljo.get(TOKENADRESS, "").strip():
        return token_fran(adress, klient_id, hemlighet)
    return Klientuppgifter(klient_id, hemlighet)


def _sant(hemligt: str, vad: str) -> str:
    """A secret that can be sent as a header.

    Raises:
        InloggningsFel: it is empty, or has signs that a header cannot hold; the text does not show it.
    """
    if not isinstance(hemligt, str) or not hemligt.strip():
        raise InloggningsFel(f"{vad} är tom")
    if not all(33 <= ord(tecken) < 127 for tecken in hemligt.strip()):
        raise InloggningsFel(f"{vad} har tecken som inte kan skickas; kontrollera att den är hel och utan mellanslag")
    return hemligt.strip()
