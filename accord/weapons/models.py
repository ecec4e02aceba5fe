"""Models whose name alone says who makes them; they help where the maker's cell does not."""

import re
from functools import lru_cache

from accord.weapons import makers
from accord.weapons.makers import Maker
from accord.weapons.words import alternatives, fold, read_table

# maker  how its models are written: `%` stands for digits, `~` for whatever follows in the word
MODELS = """
taurus         pt % | pt %~ | g2c | g2s | g3c | g3x | g3 xl | th 9~ | th 40~ | th 380 | ts 9
               | tx 22~ | rt % | judge | raging bull | millennium | millenium | ct 9~ | ctt %
               | ctt %c | pt % % | tracker % | mt 40 | mt 9 | spectrum 380
glock          g17~ | g19~ | g20~ | g21~ | g22~ | g23~ | g25~ | g26~ | g27~ | g28~ | g29~ | g30~
               | g32~ | g34~ | g35~ | g36 9mm | g38 | g41~ | g42~ | g43~ | g44 | g45~ | g48~
beretta        92fs | 92 fs | m92fs | px4~ | px 4 | apx~ | bobcat | tomcat | cheetah | 92 f | 92 sb
               | 950 b
cz             cz %~ | cz % | scorpion evo~ | p 10 c | p 07 | p 09
zbrojovka      vz %
hk             usp~ | mp5~ | mp 5 | mp7~ | vp9~ | vp 9 | p30~ | hk %~ | ump % | ump | p2000~ | g36~
               | mk23
sig-sauer      p220 | p225 | p226 | p227 | p228 | p229 | p230 | p232 | p238 | p239 | p250 | p320~
               | p322 | p365~ | p938 | mcx~ | mpx~ | sp 2022 | sig % | p 226 | p 229 | p 320 | p 365
fn             fnp~ | fnx~ | fns~ | five seven | fiveseven | scar | scar % | scar %~ | p90 | ps90
               | minimi | fnc | f2000 | high power
imbel          ia2 | ia 2 | i a2 | m 964 | m964 | md97~ | md 97~ | parafal | gc md1 | md1 gc | a1md3
               | a 1md3
walther        ppk~ | pp k | ppq~ | pps~ | ppx | p38 | p22 | p99~ | pk380 | pk 380 | ccp | pdp
ruger          lcp~ | lcp % | lcr~ | lc9~ | lc380 | 10 22 | mini 14 | sp101 | gp100 | security six
               | service six | blackhawk | redhawk | sr9~ | sr22 | sr40~ | sr45 | sr 9 | sr 40
               | ec9s | ed9s | p85 | p89~ | p90dc | p91~ | p94 | p95~ | p97 | p345 | single six
               | ar 556 | m77~ | m 77 | bearcat | vaquero
smith-wesson   m p % | sd9~ | sd 9 ve | sd40~ | sd 40 ve | sw9~ | sw40~ | sw380 | sigma | shield
               | bodyguard~ | chiefs special | m p shield | airweight | sc40
springfield    xd % | xd %~ | xdm~ | xds~ | xd | hellcat | saint ar
canik          tp9~ | tp 9~ | tp9 ~ | mete | rival
girsan         mc 28~ | mc 21~ | mc 14 | mc 1911 | mc28~ | yavuz~ | regard~
sarsilmaz      kilinc~ | sar9 | sar 9 | b6p | k2jp | k2 45 | cm9
tisas          zigana~ | fatih | px 9 | px 5
bersa          thunder~ | tpr 9~ | tpr9~ | bp9cc | bp 9 cc
colt           python | detective special | anaconda | trooper | king cobra | cobra special
               | mustang pocketlite | government mk iv | police positive | sporter hbar
               | diamondback 38
remington      870 express | 870 wingmaster | model 870 | r51 | rm380 | 700 bdl | nylon 76
mossberg       500a | 500 a | 590a1 | mossberg 500 | 715t | shockwave
keltec         pf9 | pf 9 | p3at | p 3at | sub 2000 | sub2000 | ksg | pmr 30 | pmr30 | p32 | plr 16
               | p11 9mm
hi-point       c9 | cf380 | jhp | jcp | 995 carbine | 995ts | 4095ts
sccy           cpx~ | cpx % | cpx1 | cpx2
intratec       tec 9 | tec9 | dc9 | dc 9 | tec dc 9 | tech dc 9 | tec 22 | ab 10 | kg 9 | kg99
               | tec 38
mac-ingram     mac 10 | mac 11 | m 10 ingram | mac10 | mac11
iwi            desert eagle | jericho~ | mini uzi | micro uzi | tavor~ | galil~ | masada | uzi
star           firestar~ | ultrastar | megastar
steyr          aug a% | aug | m9 a1
norinco        type 56 | type 54 | mak 90 | np 22 | np22 | np 34 | mak90 | nz 75
tula           toz % | toz % %
izhmash        saiga~ | vityaz | ak 12 | ak 15 | ak 101 | ak 103 | ak 104
izhmekh        izh % | ij % | mp 443 | mp 446 | mp 153 | mr 153 | mp 18 | mp 27 | иж % | мр %
zastava        m70 ab2 | m70ab2 | m70b1 | m 70 ab2 | m92pv | m 92 pv | pap m92~ | papm92~ | m57
               | cz 99 | cz99 | m84 skorpion | pap m85~ | m91 sniper
cugir          wasr~ | wasr % | draco~ | mini draco | romak~ | pm md~ | sar 1
cbc            nylon 66 | 8122 | 7022 | 8022 | pump cbc | cbc % | way 122
rossi          puma 38 | the squire | pomba | rg98 | rs22
savage         mark ii | axis ii | model 64 | stevens 320 | 64f
marlin         336 | model 60 | glenfield 60
kahr           cw9 | cw40 | cm9 % | pm9 | ct9 kahr | cm40
kimber         micro 9 | ultra carry~ | custom ii
diamondback    db9 | db380 | db15~ | db 15
heritage       rough rider
high-standard  sentinel | supermatic~ | derringer ds
charter        undercover | bulldog pug | off duty
makarov        pm 9x18 | pmm
hs             hs 9 | hs2000 | sf 19
tara           tm 9 | tm9
mekanika       uru
fm             m90 fm | fal iii fm
"""
_DIGITS, _REST = "[0-9]{1,5}", r"\w*"


@lru_cache(maxsize=8192)
def maker_of(text: str) -> Maker | None:
    """The only maker whose model a text names, if it names one."""
    folded = fold(text)
    found = {id_ for pattern, id_ in _PATTERNS if pattern.search(folded)}
    return makers.by_id(found.pop()) if len(found) == 1 else None


def is_model_of(text: str, maker: Maker | None) -> bool:
    """Whether the whole text is a model's name, of this maker where one is given."""
    if not _BEGINNINGS.match(text.casefold()):
        return False
    folded = fold(text)
    owners = [id_ for pattern, id_ in _PATTERNS if pattern.fullmatch(folded)]
    families = {owner.family for id_ in owners if (owner := makers.by_id(id_))}
    return bool(families) and (maker is None or maker.family in families)


def _compile(names: str) -> re.Pattern[str]:
    parts = []
    for name in alternatives(names):
        words = [word.replace("%", _DIGITS).replace("~", _REST) for word in name.casefold().split()]
        parts.append(" ?".join(words))
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")


_PATTERNS = tuple((_compile(names), id_) for id_, names in read_table(MODELS, 2))
# What a text must begin with to be a model's name: quick to tell for the many that are none.
_BEGINNINGS = re.compile(
    "|".join(
        sorted(
            {
                re.escape(found[0]) + ("(?![a-z])" if found[0].isalpha() else "")
                for _, names in read_table(MODELS, 2)
                for name in alternatives(names)
                if (found := re.match(r"[^\W\d_]+|\d+|%", name.casefold()))
            }
        )
    ).replace("%", "[0-9]")
)
