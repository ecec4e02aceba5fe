"""Kinds of weapon by the words that registers use for them.

A word means what registers in its language mean by it: `espingarda` is read as a shotgun, as in
Brazil, although older Portuguese papers also use it for a rifle.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from accord.weapons.codes import LegalOrigin, WeaponAction, WeaponCategory, WeaponType
from accord.weapons.firearm import Firearm
from accord.weapons.relation import Relation
from accord.weapons.words import alternatives, fold, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponKind:
    """What a type word says; None where it does not say."""

    type: WeaponType | None
    action: WeaponAction | None
    category: WeaponCategory | None
    legal_origin: LegalOrigin | None = None


# type  action  category  words
_TABLE = """
PISTOL          SEMI_AUTOMATIC  SA1  pistol | pistola | pistolet | semi automatic pistol | пистолет
                                     | pistola semiautomática | pistola semi automática
                                     | self loading pistol | pistolet semi automatique
PISTOL          AUTOMATIC       SA1  automatic pistol | pistola automática | pistolet automatique
PISTOL          REVOLVER        SA1  revolver | revólver | револьвер
PISTOL          SINGLE_SHOT     SA6  garrucha | single shot pistol | pistola monotiro | pistolão
PISTOL          DERRINGER       SA6  derringer
PISTOL          -               SA1  handgun | arma curta | arma corta | arme de poing
SHOTGUN_PISTOL  SINGLE_SHOT     SA6  garruchão
SHOTGUN         -               SA6  shotgun | espingarda | escopeta | fusil de chasse
                                     | fusil à pompe | ружье | дробовик
SHOTGUN         PUMP            SA6  pump shotgun | pump action shotgun | espingarda pump
                                     | escopeta de corredera
SHOTGUN         DOUBLE_BARREL   SA6  double barrel shotgun | espingarda dois canos
                                     | escopeta de dos cañones
SHOTGUN         SEMI_AUTOMATIC  SA6  semi automatic shotgun | espingarda semiautomática
RIFLE           -               SA2  rifle | carabine | carabina | carbine | карабин | винтовка
                                     | arme d'épaule | carabina fuzil | fusil
RIFLE           BOLT            SA2  bolt action rifle | rifle de cerrojo | fuzil de repetição
                                     | mosquetão | mosquete
RIFLE           LEVER           SA2  lever action rifle
RIFLE           SEMI_AUTOMATIC  SA2  semi automatic rifle | fuzil semiautomático
                                     | rifle semiautomático
RIFLE           -               SA4  fuzil
RIFLE           AUTOMATIC       SA4  assault rifle | fuzil de assalto | fuzil automático
                                     | fusil de asalto | автомат | fusil d'assaut | fusil automático
                                     | automatic rifle
RIFLE_SHOTGUN   -               SA6  combination gun | drilling | arma combinada
SUBMACHINE_GUN  AUTOMATIC       SA3  submachine gun | sub machine gun | smg | machine pistol
                                     | submetralhadora | pistola metralhadora | subfusil
                                     | subametralladora | pistolet mitrailleur | пистолет пулемет
MACHINE_GUN     AUTOMATIC       SA5  light machine gun | lmg | metralhadora leve
                                     | ametralladora ligera | mitrailleuse légère
                                     | fuzil metralhador
MACHINE_GUN     AUTOMATIC       LW1  heavy machine gun | hmg | metralhadora pesada
                                     | ametralladora pesada
MACHINE_GUN     AUTOMATIC       -    machine gun | metralhadora | ametralladora | mitrailleuse
                                     | пулемет
ROCKET          LAUNCHER        LW5  rocket launcher | lança foguete | lanzacohetes
                                     | lance roquettes | rpg
GRENADE         LAUNCHER        LW2  grenade launcher | lança granadas | lanzagranadas
                                     | lance grenades
MORTAR          -               LW6  mortar | morteiro | mortero | mortier
DISGUISED       -               SA6  disguised gun | pen gun | caneta revólver
SILENCER        -               -    silencer | suppressor | silenciador | silencieux
"""

# legal origin  words, whatever the weapon's shape
_ORIGINS = """
CRAFT           arma de fabricação caseira | fabricação caseira | arma artesanal | artesanal
                | caseira | craft | craft produced | home made | homemade | fabricación casera
                | arme artisanale
CONVERTED       arma convertida | converted | converted blank | blank converted | arme convertie
PRIVATELY_MADE  privately made firearm | ghost gun | 3d printed | impressa em 3d | arma impresa 3d
DEACTIVATED     deactivated | desativada | desactivada | neutralisée | inutilizada
REACTIVATED     reactivated | reativada | reactivada
"""

# Pairs of types that registers use for the same weapon: machine pistols, carbines of pistol
# calibre, squad weapons, combination guns.
_TAKEN_FOR_EACH_OTHER = frozenset(
    frozenset(pair)
    for pair in (
        (WeaponType.PISTOL, WeaponType.SUBMACHINE_GUN),
        (WeaponType.PISTOL, WeaponType.SHOTGUN_PISTOL),
        (WeaponType.SHOTGUN, WeaponType.SHOTGUN_PISTOL),
        (WeaponType.SHOTGUN, WeaponType.RIFLE_SHOTGUN),
        (WeaponType.RIFLE, WeaponType.RIFLE_SHOTGUN),
        (WeaponType.RIFLE, WeaponType.SUBMACHINE_GUN),
        (WeaponType.RIFLE, WeaponType.MACHINE_GUN),
        (WeaponType.SUBMACHINE_GUN, WeaponType.MACHINE_GUN),
    )
)
_TYPE_OF_CATEGORY = {
    WeaponCategory.SA1: WeaponType.PISTOL,
    WeaponCategory.SA2: WeaponType.RIFLE,
    WeaponCategory.SA3: WeaponType.SUBMACHINE_GUN,
    WeaponCategory.SA4: WeaponType.RIFLE,
    WeaponCategory.SA5: WeaponType.MACHINE_GUN,
    WeaponCategory.LW1: WeaponType.MACHINE_GUN,
    WeaponCategory.LW2: WeaponType.GRENADE,
    WeaponCategory.LW5: WeaponType.ROCKET,
    WeaponCategory.LW6: WeaponType.MORTAR,
}


@lru_cache(maxsize=4096)
def resolve(text: str) -> WeaponKind | None:
    """What a type word says, or None where it is not one we know."""
    return _BY_WORD.get(fold(text))


def kind_of(firearm: Firearm) -> WeaponKind:
    """What a description says of its kind: its codes first, then its type word."""
    word = resolve(firearm.type_text)
    type_ = firearm.type or (word.type if word else None)
    if type_ is None and firearm.category is not None:
        type_ = _TYPE_OF_CATEGORY.get(firearm.category)
    return WeaponKind(
        type=type_,
        action=firearm.action or (word.action if word else None),
        category=firearm.category or (word.category if word else None),
        legal_origin=firearm.legal_origin or (word.legal_origin if word else None),
    )


def relation(some: WeaponKind, other: WeaponKind) -> Relation:
    """How two kinds relate; a revolver and a pistol conflict although both are handguns."""
    if some.type is None or other.type is None:
        return Relation.UNKNOWN
    if some.type != other.type:
        pair = frozenset((some.type, other.type))
        return Relation.COMPATIBLE if pair in _TAKEN_FOR_EACH_OTHER else Relation.CONFLICT
    if some.action == other.action:
        return Relation.SAME
    actions = {some.action, other.action}
    if WeaponAction.REVOLVER in actions and not actions.isdisjoint(
        {WeaponAction.SEMI_AUTOMATIC, WeaponAction.AUTOMATIC}
    ):
        return Relation.CONFLICT
    return Relation.COMPATIBLE


def _read_words() -> Mapping[str, WeaponKind]:
    words: dict[str, WeaponKind] = {}
    for type_, action, category, names in read_table(_TABLE, 4):
        kind = WeaponKind(
            type=WeaponType(type_),
            action=WeaponAction(action) if action else None,
            category=WeaponCategory(category) if category else None,
        )
        words.update((fold(name), kind) for name in alternatives(names))
    for origin, names in read_table(_ORIGINS, 2):
        kind = WeaponKind(type=None, action=None, category=None, legal_origin=LegalOrigin(origin))
        words.update((fold(name), kind) for name in alternatives(names))
    return MappingProxyType(words)


_BY_WORD = _read_words()
