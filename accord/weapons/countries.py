"""Countries by any of their names; weapons outlive States, so former ones have codes of their own.

Codes are ISO 3166-1 alpha-2, ISO 3166-3 alpha-4 for former States, XK for Kosovo, and XA to XZ,
which the standard leaves to users. CS and other alpha-2 codes that had two owners name neither.
"""

import gettext
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

import pycountry

from accord.weapons.relation import Relation
from accord.weapons.spelling import Spellings
from accord.weapons.words import fold, is_stated

_LANGUAGES = ("fr", "es", "pt", "pt_BR", "ru", "ar", "de", "it", "tr", "uk", "pl")
_SHORTEST_SLIP = 5  # a longer name may have one letter wrong
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
    "RU": "russia | rússia | rusia | russie | россия | рф | روسيا | russian federation",
    "SY": "syria | síria | siria | syrie",
    "TM": "turcomenistão | turkmenistan",
    "TR": "تركيا | turkia | turkey | türkiye | turquia | turquía | turquie",
    "TW": "taiwan | taiwan r o c | roc",
    "TZ": "tanzania | tanzânia | tanzanie",
    "UA": "ukraine | ucrânia | ucrania | україна",
    "US": "us | сша | الولايات المتحدة | امريكا | usa | u s a"
    " | united states of america | eua | e u a | estados unidos da américa | eeuu"
    " | ee uu | états unis d'amérique | estados unidos da america",
    "VE": "venezuela",
    "VN": "vietnam | vietnã | viet nam",
    "XK": "kosovo | kosova",
    "SUHH": "sssr | الاتحاد السوفيتي | ussr | u s s r | soviet union | urss | união soviética"
    " | unión soviética"
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

# What a maker's home is called on the weapon: `Industria Argentina`, `made in Germany`.
DEMONYMS = {
    "AR": "argentina | argentino | argentine",
    "AT": "austríaca | austríaco | austriaca | austriaco | austrian | autrichien",
    "BE": "belga | belgian | belge",
    "BR": "brasileira | brasileiro | brasileña | bras | brazilian | brésilien",
    "CN": "chinesa | chinês | china | chinese | chinois | chino",
    "CZ": "tcheca | tcheco | checa | czech",
    "DE": "alemã | alemão | alemana | german | allemand | deutsche",
    "ES": "espanhola | espanhol | española | español | spanish | espagnol",
    "FR": "francesa | francês | french | français",
    "IL": "israelense | israelí | israeli",
    "IT": "italiana | italiano | italian | italien",
    "RU": "russa | russo | rusa | ruso | russian | russe",
    "TR": "turca | turco | turkish | turc",
    "US": "americana | americano | norte americana | estadunidense | american | américain",
}
_LEADING = re.compile(
    r"(?:made|fabricado|fabricada|hecho|hecha|fabrique|produced|manufactured|produzido|industria"
    r"|ind|industry|fabricacao|fabricacion|origem|origen|pais|procedencia|republica|rep)"
    r"(?: (?:in|em|en|na|no|de|do|da|by))? (?P<rest>.+)"
)

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
    folded = fold(text)
    if not folded:
        return None
    outside = fold(text.partition("(")[0])
    for name in (folded, outside):
        if name in _names():
            return _names()[name]
        if led := _LEADING.fullmatch(name):
            rest = led["rest"]
            if found := _names().get(rest) or _demonyms().get(rest):
                return found
    return _spellings().mistyped(folded) if is_stated(text) else None


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


@cache
def _demonyms() -> Mapping[str, str]:
    return MappingProxyType(
        {fold(word): code for code, words in DEMONYMS.items() for word in words.split("|")}
    )


@cache
def _spellings() -> Spellings[str]:
    return Spellings({name: code for name, code in _names().items() if len(name) > _SHORTEST_SLIP})


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
