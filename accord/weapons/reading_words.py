"""What officers write about a number instead of it, or beside it."""

from enum import StrEnum

from accord.weapons.codes import MarkPosition
from accord.weapons.words import alternatives, fold, read_table


class Remark(StrEnum):
    """What a remark says about the number."""

    REMOVED = "says that the number was removed"
    RESTORED = "says that the number was restored"
    ALTERED = "says that the number was altered"
    NEVER = "says that there never was a number"
    ILLEGIBLE = "says that characters cannot be read"
    COVERED = "says that the number is hidden or painted over"
    PARTLY = "says that only a part is left"
    NOT_SEEN = "says that no number was found or recorded"


# remark  how words or phrases for it begin. Earlier lines count first and take their words away,
# so that "não revelado" does not count as "revelado".
_REMARKS = """
ILLEGIBLE  não revelad | não legív | não aparent | não identi | não visív | não visual | não observ
           | não inteligív | não se most | não foi observ | não foi possível | sem caracteres apar
           | sem numeração apar | sem indicação | ilegív | illegib | ilegib | illisib | unreadable
           | not readable | not legible | not visible | no visible | no legible | non lisible
           | desgast | gasto | oxida | corroíd | worn | rust | usé | rouill
COVERED    acabamento não original | ocult | encobert | cobert | coberto | sob a placa
           | sob as placas | hidden | covered | painted | tapad | cubiert | recouvert | caché
RESTORED   revel | restor | restaur | recuperad | raised
ALTERED    não origina | adulter | alterad | altered | remarc | remarqu | regrav | regrabad
           | reestampad | restamp | re stamp | overstamp | falsif | diverg | foge o padrão
           | fugindo o padrão | desalinh
PARTLY     parcial | partial | partiel | partly | incomplet | iniciais | somente
NEVER      inexist | ineist | não possui | não há | desprovid | ausent | sem numer | sem número
           | sem nº | sem série | no serial | no number | no marks | none | never marked
           | not marked | unmarked | unserial | without serial | without number | sin numer
           | sin número | sin serie | no tiene | no posee | sans numéro | sans marqu | jamais marqu
           | non marqu
REMOVED    elimin | elim | remov | rasp | suprim | oblit | rasura | retirad | retrad | subtraíd
           | extraíd | extraid | exraid | lixa | apagad | danificad | esmeril | picotad | filed
           | ground | erased | defaced | scratched | destroyed | borrad | limad | erradicad
           | desbastad | effac | limé | meulé | supprim | gratté
NOT_SEEN   não local | não encont | não consta | não determ | não inform | não foi const | não exam
           | indetermin | ndetermin | prejudicad | vide | ver observ | see remark | see note
           | not found | not located | not recorded | not examined | unknown | no consta
           | no localiz | no identif | desconoc | desconhec | inconnu | non relevé
"""

# position  how words for it begin
_POSITIONS = """
FRAME          armação | chassi | frame | armazón | carcasse | bastidor
RECEIVER       receptor | receiver | caixa de mecanismo | caixa da culatra | cajón de mecanismos
               | boîte de culasse
SLIDE          ferrolh | ferrolf | slide | corredera | glissière
BARREL         cano | barrel | cañón | canon
CYLINDER       tambor | cylinder | cilindro | barillet
TRIGGER_GUARD  guarda mato | trigger guard | guardamonte | pontet
STOCK          coronha | stock | culata | crosse
"""

# Short words and parts of the weapon that stand beside a number and are no part of it.
_OTHER_WORDS = """
    o as os e ao em no na nos nas do da dos das de um uma com por sob que se ou após ver obs é
    y el la los las del en con un una
    the of on in and is by at
    le les du des sur et
    entre canos base face parte junto tipo arma mola cabo placa tampa legível série serial
"""


def _read(table: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (fold(stem), name) for name, stems in read_table(table, 2) for stem in alternatives(stems)
    )


REMARKS = tuple((stem, Remark[name]) for stem, name in _read(_REMARKS))
POSITIONS = tuple((stem, MarkPosition[name]) for stem, name in _read(_POSITIONS))
OTHER_WORDS = frozenset(fold(_OTHER_WORDS).split())
# How the single words among remarks and positions begin.
WORD_STEMS = tuple(stem for stem, _ in (*REMARKS, *POSITIONS) if " " not in stem)
