"""Countries by any of their names; weapons outlive States, so former ones have codes of their own.

Codes are ISO 3166-1 alpha-2, ISO 3166-3 alpha-4 for former States, XK for Kosovo, and XA to XZ,
which the standard leaves to users. CS and other alpha-2 codes that had two owners name neither.
"""

import gettext
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

import pycountry

from accord.weapons.relation import Relation
from accord.weapons.words import fold

_LANGUAGES = ("fr", "es", "pt", "pt_BR")
_USER_ASSIGNED = frozenset("X" + chr(letter) for letter in range(ord("A"), ord("Z") + 1))

# Names that registers and weapons carry and that the standard does not.
OTHER_NAMES = {
    "AE": "emirates | uae | emirados árabes",
    "BA": "bosnia | bósnia | bosnie",
    "BO": "bolivia | bolívia | bolivie",
    "BY": "belarus | byelorussia | bielorrússia | bielorrusia",
    "CD": "dr congo | rdc | congo kinshasa | rd congo",
    "CG": "congo brazzaville",
    "CI": "ivory coast | costa do marfim | costa de marfil | côte d'ivoire",
    "CN": "prc | people's republic of china | república popular da china",
    "CZ": "czech republic | rep tcheca | república tcheca | república checa | rep checa | tchéquie"
    " | république tchèque | česko",
    "DE": "west germany | brd | frg | alemanha ocidental | rfa | deutschland",
    "ES": "españa",
    "GB": "england | great britain | britain | uk | scotland | inglaterra | reino unido"
    " | angleterre | royaume uni | escócia | grã bretanha | gran bretaña",
    "IR": "iran | irã | irán | persia",
    "IT": "italia",
    "KP": "north korea | dprk | coreia do norte | corea del norte | corée du nord",
    "KR": "south korea | korea | coréia do sul | coreia do sul | corea del sur | corée du sud",
    "LA": "laos",
    "MD": "moldova | moldávia | moldavia",
    "MK": "macedonia | macedônia | macédoine",
    "NL": "holland | holanda | hollande",
    "PL": "polska",
    "PS": "palestine | palestina",
    "RU": "russia | rússia | rusia | russie | россия",
    "SY": "syria | síria | siria | syrie",
    "TM": "turcomenistão | turkmenistan",
    "TR": "turkey | türkiye | turquia | turquía | turquie",
    "TW": "taiwan | taiwan r o c | roc",
    "TZ": "tanzania | tanzânia | tanzanie",
    "UA": "ukraine | ucrânia | ucrania | україна",
    "US": "usa | u s a | united states of america | eua | e u a | estados unidos da américa | eeuu"
    " | ee uu | états unis d'amérique | estados unidos da america",
    "VE": "venezuela",
    "VN": "vietnam | vietnã | viet nam",
    "XK": "kosovo | kosova",
    "SUHH": "ussr | u s s r | soviet union | urss | união soviética | unión soviética"
    " | union soviétique | cccp | ссср",
    "YUCS": "yugoslavia | yougoslavie | iugoslávia | jugoslávia | jugoslavija | sfrj | югославия",
    "CSHH": "czechoslovakia | tchecoslováquia | checoslováquia | checoslovaquia"
    " | tchécoslovaquie | čssr | československo",
    "CSXX": "serbia and montenegro | sérvia e montenegro | serbia y montenegro",
    "DDDE": "east germany | gdr | ddr | alemanha oriental | rda | german democratic republic",
    "BUMM": "burma | birmânia | birmania | birmanie",
    "ZRCD": "zaire | zaïre",
    "RHZW": "rhodesia | rodésia | rhodésie",
}

# States that can have inherited a former one's factories. Who answers for one is regional policy.
_SUCCESSORS = {
    "SUHH": "AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ",
    "YUCS": "BA CSXX HR ME MK RS SI XK",
    "CSHH": "CZ SK",
    "CSXX": "ME RS XK",
    "DDDE": "DE",
    "BUMM": "MM",
    "ZRCD": "CD",
    "RHZW": "ZW",
}


@lru_cache(maxsize=4096)
def resolve(text: str) -> str | None:
    """The country's code, or None where the text names none."""
    code = text.strip().upper()
    if code in _codes():
        return _codes()[code]
    return _names().get(fold(text))


def relation(some: str, other: str) -> Relation:
    """How two codes relate: a former State is FAMILY with its successors."""
    if some not in _known() or other not in _known():
        return Relation.UNKNOWN
    if some == other:
        return Relation.SAME
    if other in _successors(some) or some in _successors(other):
        return Relation.FAMILY
    return Relation.CONFLICT


def _successors(code: str) -> list[str]:
    return _SUCCESSORS.get(code, "").split()


@cache
def _known() -> frozenset[str]:
    return frozenset(_codes().values())


@cache
def _codes() -> Mapping[str, str]:
    codes = {code: code for code in _USER_ASSIGNED}
    for country in pycountry.countries:
        codes[country.alpha_2] = codes[country.alpha_3] = country.alpha_2
    for former in pycountry.historic_countries:
        codes[former.alpha_4] = former.alpha_4
    return MappingProxyType(codes)


@cache
def _names() -> Mapping[str, str]:
    names = {fold(name): code for code, name in _standard_names()}
    for code, others in OTHER_NAMES.items():
        names.update((fold(name), code) for name in others.split("|"))
    return MappingProxyType(names)


def _standard_names() -> Iterator[tuple[str, str]]:
    for former in pycountry.historic_countries:
        yield former.alpha_4, former.name
    translations = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True)
        for language in _LANGUAGES
    ]
    for country in pycountry.countries:
        written = {country.name} | {
            getattr(country, form)
            for form in ("official_name", "common_name")
            if hasattr(country, form)
        }
        for name in written:
            yield country.alpha_2, name
            yield from (
                (country.alpha_2, translation.gettext(name)) for translation in translations
            )
