"""What officers write about a number instead of it, or beside it, in the languages of registers."""

from enum import StrEnum

from accord.weapons.codes import MarkKind, MarkPosition
from accord.weapons.words import alternatives, fold, read_table


class Remark(StrEnum):
    """What a remark says about the number."""

    REMOVED = "says that the number was removed"
    WORKED = "says that the surface was worked on"
    RESTORED = "says that the number was restored"
    ALTERED = "says that the number was altered"
    NEVER = "says that there never was a number"
    ILLEGIBLE = "says that characters cannot be read"
    COVERED = "says that the number is hidden or painted over"
    PARTLY = "says that only a part is left"
    NOT_SEEN = "says that no number was found or recorded"


# remark  how words or phrases for it begin. Earlier lines count first and take their words away,
# so that "não revelado" does not count as "revelado".
REMARK_TABLE = """
ILLEGIBLE  não é possív | impossív | imposib | not possible | ferrug | enferruj | queimad | burnt
           | não revelad | não legív | não aparent | não identi | não visív | não visual
           | não observ | não inteligív | não se most | não foi observ | não foi possível
           | sem caracteres apar | sem numeração apar | sem numeração visív | sem numeração legív
           | sem número apar | sem indicação | ilegív | illegib | ilegib | illisib | unreadable
           | unlegib | ininteligív | not readable | not legible | not visible | no visible
           | no legible | non lisible | non visible | cannot be read | can't be read
           | could not be read | unable to read | no se lee | no se puede leer | no se aprecia
           | desgast | gasto | gasta | oxida | corroíd | corros | corroded | corrosion | worn | rust
           | usé | rouill | apagada pelo tempo | não se lê | difícil leitura | de difícil visual
           | pouco visív | pouco legív | unclear | не читается | нечитаем | неразборчив | не видно
           | не виден | не различ | ржав | коррози | стерся | unleserlich | nicht lesbar | verrostet
           | illeggibil | non leggibil | okunmuyor | okunaksız | غير مقروء | غير مقروءة | غير واضح
           | غير واضحة | صدأ | متآكل | nieczyteln
COVERED    acabamento não original | ocult | encobert | cobert | coberto | sob a placa | sob pintura
           | sob as placas | hidden | covered | painted | tapad | cubiert | recouvert | caché
           | pintad | masqué | закрашен | скрыт | überlackiert | verdeckt | مغطى | repintad
           | niquelad
RESTORED   metalogr | após exame | revel | restor | restaur | recuperad | raised | récupér | rétabli
           | восстановлен | exame químic | wiederhergestellt | ripristinat | مستعاد | تم استرجاع
           | chemically | quimicament | reactivo | réactif | por reagente | regenerad | выявлен
ALTERED    repinad | pinad | refeit | re marcad | não origina | no origina | not origina
           | non origin | adulter | alterad | altered | altér | remarc | remarqu | regrav | regrabad
           | reestampad | restamp | re stamp | overstamp | falsif | falso | falsa | diverg
           | foge o padrão | foge do padrão | fora do padrão | contrefait | fugindo o padrão
           | fugindo do padrão | desalinh | перебит | изменен | переделан | gefälscht | contraffatt
           | tampered | modificad | rebatid | sobreposi | recravad | repunzon | renumer | معدل
           | مزور | duplicad | clonad | trocad | substituíd | transplant
PARTLY     final | finais | last | ultim | últim | terminad | terminando | ending | inicial
           | parcial | partial | partiel | partly | incomplet | iniciais | somente | apenas
           | parte d | incomplèt | частично | частичн | teilweise | parzial | kısmen | جزئي
           | parcelad | only the | solamente | sólo | uniquement | faltando | missing digit
           | falta d | последние цифры
NEVER      s numer | s num | s nº | artesanal | caseir | fabricação caseira | home made | inexist
           | ineist | não possui | não há | não tem | não existe | não apresenta | desprovid
           | ausent | ausên | sem numer | sem número | sem num | sem nº | sem n° | sem série | carec
           | no serial | no number | no marks | no s n | none | never marked | nunca teve
           | de fábrica sem | not marked | unmarked | unserial | without serial | without number
           | does not have | has no | sin numer | sin número | sin serie | no tiene | no posee
           | no presenta | no lleva | carece | sans numéro | sans marqu | jamais marqu | non marqu
           | pas de numéro | aucun numéro | без номера | отсутств | номера нет | нет номера
           | не имеет | ohne nummer | keine nummer | nicht vorhanden | senza numero
           | senza matricola | priva di matricola | privo di matricola | assente | numarasız
           | numara yok | seri no yok | بدون رقم | لا يوجد رقم | بلا رقم | لا رقم | sem matríc
           | sin matríc | no inscription | brak numeru
REMOVED    obl | elimin | elim | remov | rasp | suprim | supres | supr | oblit | rasur | retirad
           | retrad | subtraíd | extraíd | extraid | exraid | lixa | apagad | danificad | esmeril
           | picotad | filed | ground | grinded | grind | erased | defaced | scratched | scraped
           | destroyed | drilled | borrad | limad | erradicad | desbastad | effac | limé | meulé
           | supprim | gratté | buriné | desfigur | martelad | gouged | removal | obscured
           | chiseled | milled | sanded | buffed | punched | illegally removed | amolé | poinçonné
           | arraché | detruit | détruit | tachad | raspa | devastad | eliminé | oblitér | enlevé
           | ôté | спилен | сбит | стерт | стёрт | уничтожен | удален | забит | затерт | зашлифован
           | срезан | сточен | повреждён | поврежден | вытравлен | entfernt | abgeschliffen
           | ausgefräst | ausgeschliffen | unkenntlich | abrasa | abraso | cancellat | punzonat
           | limata | rimoss | silinmiş | kazınmış | silinm | kazınm | مطموس | مطموسة | ممسوح
           | ممسوحة | محكوك | مكشوط | مزال | ازيل | إزالة | تمت إزالة | تم طمس | طمس | محو | usunięt
           | zatart | spiłowan
WORKED     solda | soldad | weld | puncion | abras | abrad | destruíd | inutiliz | mutilad | punçã
           | martelad | furad | perfurad | polid | polish | esmerilh | amolad | fresad
           | ação mecânica | acción mecánica
NOT_SEEN   nada const | a ser verif | não local | não encont | não consta | não determ | não inform
           | não foi const | não exam | não foi inform | não menc | não regist | não periciad
           | não especific | não forn | indetermin | ndetermin | prejudicad | vide | ver observ
           | see remark | see note | see report | not found | not located | not recorded
           | not examined | unknown | no consta | not visible yet | no localiz | no identif
           | no registr | no determ | desconoc | desconhec | inconnu | non relevé | ignorad
           | não relevé | non renseign | non trouv | non communiqu | à vérifier | a verificar
           | неизвестн | не указан | не установлен | не обнаружен | не определ | unbekannt
           | sconosciut | غير معروف | مجهول | لم يعثر | bilinmiyor | pendente | pending | aguardando
           | não disp
"""

# position  how words for it begin
POSITION_TABLE = """
FRAME          armação | armaçã | armacao | chassi | frame | armazón | carcasse | bastidor | carcaça
               | рамк | рама | griffstück | fusto | cuadro | gövde | الهيكل | هيكل
               | empuñadura metal
RECEIVER       receptor | receiver | caixa de mecanismo | caixa da culatra | cajón de mecanismos
               | boîte de culasse | caixa do mecanismo | culatra | báscula | bascula
               | ствольная коробка | ресивер | cajon | báscule | systemkasten | gehäuse | علبة
SLIDE          ferrolh | ferrolf | slide | corredera | glissière | затвор кожух | кожух | schlitten
               | carrello | المنزلق | sürgü | corrediça
BOLT           bolt | cerrojo | culasse mobile | затвор | verschluss | otturatore | culatra móvel
               | المغلاق
BARREL         cano | barrel | cañón | canon | ствол | lauf | canna | namlu | سبطانة | السبطانة
               | canos
CYLINDER       tambor | cylinder | cilindro | barillet | барабан | trommel | tamburo | الاسطوانة
TRIGGER_GUARD  guarda mato | trigger guard | guardamonte | pontet | спусковая скоба | abzugsbügel
GRIP           empunhadura | cabo | grip | empuñadura | poignée | рукоят | cachas | coronha do punho
               | griff | impugnatura | kabza | punho
STOCK          coronha | stock | culata | crosse | приклад | schaft | calcio | dipçik
"""

# What a number is where it is no serial, by the words that lead to it.
KIND_TABLE = """
PATENT_NUMBER     patent | pat pend | us pat | u s pat | brevet | brevetto | patente | patents
                  | патент | d r p | drgm | drp | pat no | pat nº
STATE_OWNER_MARK  patrimôni | patrim | tombo | tombamento | property | inventar | inventário
                  | inventory | asset | bien nacional | инвентарн
IMPORT_SERIAL     import serial | serial de importação | importador nº
COLLECTION_TAG    lacre | seal no | seal number | evidence | etiqueta | tag no | exhibit | precinto
                  | scellé | пломба | envelope | lacrad
OTHER             laudo | processo | procedimento | inquérito | inquerito | boletim | ocorrência
                  | ocorrencia | registro de ocorr | expediente | artigo | lei | nsn | stock no
                  | stock number | estoque | lote | lot no | catalog | catálogo | catalogue
                  | part no | part number | peça nº | ref | case no | case number | report no
                  | oficio | ofício | sigma | sinarm | craf | ip nº | дело | протокол | фонд
                  | notarial | dossier | procès | auto de | modelo | model | modèle | модель
REGIONAL_SERIAL   recsa | ecowas mark | cedeao | marcação regional
"""

# Short words and parts of the weapon that stand beside a number and are no part of it.
_OTHER_WORDS = """
    o as os e ao em no na nos nas do da dos das de um uma com por sob que se ou após ver obs é
    y el la los las del en con un una
    the of on in and is by at to
    le les du des sur et au aux une
    и на в с по не от für und auf im am mit der die das von il lo di su con della
    entre canos base face parte junto tipo arma mola cabo placa tampa legível série serial serie
    número numero number numéro номер num nro marca brand pistol pistola serien nummer matricola
    matrícula seri sn ns
"""

# Digits that a clerk wrote out.
_DIGITS = """
0  zero | cero | zéro | ноль | null | sıfır | oh
1  um | uma | uno | una | one | un | один | eins | bir
2  dois | duas | dos | two | deux | два | zwei | iki
3  três | tres | three | trois | три | drei | üç
4  quatro | cuatro | four | quatre | четыре | vier
5  cinco | five | cinq | пять | fünf | beş
6  seis | six | meia | шесть | sechs | altı
7  sete | siete | seven | sept | семь | sieben | yedi
8  oito | ocho | eight | huit | восемь | acht | sekiz
9  nove | nueve | nine | neuf | девять | neun | dokuz
"""


def _read(table: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (fold(stem), name) for name, stems in read_table(table, 2) for stem in alternatives(stems)
    )


REMARKS = tuple((stem, Remark[name]) for stem, name in _read(REMARK_TABLE))
POSITIONS = tuple((stem, MarkPosition[name]) for stem, name in _read(POSITION_TABLE))
KINDS = tuple((stem, MarkKind[name]) for stem, name in _read(KIND_TABLE))
OTHER_WORDS = frozenset(fold(_OTHER_WORDS).split())
DIGITS = dict(_read(_DIGITS))
# How the single words among remarks, positions and kinds begin.
WORD_STEMS = tuple(stem for stem, _ in (*REMARKS, *POSITIONS, *KINDS) if " " not in stem)
# Stems long enough that a word with one letter wrong is still taken for them, and whole words.
SLIP_STEMS = tuple((stem, remark) for stem, remark in REMARKS if " " not in stem and len(stem) >= 6)
_WHOLE = """
    raspado raspada rasurado lixado limado borrado apagado revelado revelada removed erased defaced
    altered restored worn oxidado gastado
"""
SLIP_WORDS = tuple(
    (word, next(remark for stem, remark in REMARKS if word.startswith(stem)))
    for word in _WHOLE.split()
)
