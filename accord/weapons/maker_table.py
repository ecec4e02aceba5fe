"""The makers we know, in our own words, to be extended by regional policy; read by `makers`."""

from accord.weapons.makers_americas import AMERICAS
from accord.weapons.makers_asia import ASIA
from accord.weapons.makers_east import EAST
from accord.weapons.makers_europe import EUROPE

# Works of one family in other countries have lines of their own.
MANUFACTURERS = AMERICAS + EUROPE + EAST + ASIA

# Makers that are a State's own factories.
ARSENALS = """
    imbel fm famae indumil cavim sima sedena santa-barbara mas mat mac-fr enfield carcano
    waffenfabrik-bern degtyarev tula izhmash zbrojovka lucznik cugir indep fbp ebo gramsh mkek
    maadi helwan dio al-qadissiya mic-sd kaddb al-kharj pof iof bof state-66 norinco north-korea
    z111 factory-205 sme ka-pa-sa thai lithgow dicon kofc gafat luwero mwenge zimbabwe-di pindad
    carl-gustaf hembrug
"""

# Names that say who imported or sold, not who made.
IMPORTERS = """
century               US  -  Century Arms                cai | century international | century
stoeger               US  -  Stoeger                     stoeger industries
interarms             US  -  Interarms                   interarmco
arlington             US  -  Arlington Ordnance          -
sears                 US  -  Sears                       ted williams | j c higgins | jc higgins
kmart                 US  -  K-Mart                      kmart
montgomery-ward       US  -  Montgomery Ward             western field | wards western field
western-auto          US  -  Western Auto                revelation
eaa                   US  -  European American Armory    eaa
umarex                DE  -  Umarex                      -
kbi                   US  -  KBI                         charles daly
canada-ammo           CA  -  Canada Ammo                 -
tg-international      US  -  TG International            knoxville tn import
pw-arms               US  -  PW Arms                     pw arms redmond
iac                   US  -  Interstate Arms Corporation  interstate arms | iac billerica
springfield-sporters  US  -  Springfield Sporters        -
mitchell              US  -  Mitchell Arms               mitchell
cdnn                  US  -  CDNN                        -
inter-ordnance        US  -  Inter Ordnance              i o inc | io inc
taylors               US  -  Taylor's & Co.              taylors and co
cimarron              US  -  Cimarron                    cimarron firearms
emf                   US  -  EMF Company                 emf
hy-hunter             US  -  Hy Hunter                   -
simmons               US  -  Simmons Gun Specialties     -
frankonia             DE  -  Frankonia                   waffen frankonia
"""

# Names of a design that many factories make; they say nothing against any maker.
DESIGNS = """
kalashnikov  -  -  Kalashnikov pattern  ak | ak47 | akm | ak 47 | ak 74 | ak74 | aks | akms
                                        | автомат калашникова | калашников | калашникова
                                        | kalashnikov | kalachnikov | kalasnikov | كلاشنكوف
                                        | كلاشينكوف | كلاشنيكوف | акм | ак 74
ar-pattern   -  -  AR pattern           ar 15 | ar15 | m16 | m4
khyber       -  -  Khyber workshop      darra | darra adam khel | khyber pass
makarov      -  -  Makarov pattern      makarov | макаров | pm makarov | مكاروف | ماكاروف
                                        | пистолет макарова
tokarev      -  -  Tokarev pattern      tokarev | tt 33 | tt33 | токарев | توكاريف
simonov      -  -  SKS pattern          sks | simonov | симонов | скс | سيمونوف
dragunov     -  -  Dragunov pattern     svd | dragunov | драгунов | دراغونوف
pk           -  -  PK pattern           pkm | пкм
rpg          -  -  RPG pattern          rpg 7
mosin        -  -  Mosin-Nagant         mosin | мосин | mosin nagant
g3-pattern   -  -  G3 pattern           g3
fal-pattern  -  -  FAL pattern          -
colt-1911    -  -  1911 pattern         1911 | m1911 | 1911a1
"""

# Symbols that stand for a factory instead of a name (ITI 8(a), second limb).
FACTORY_CODES = """
norinco     66 in triangle | triângulo 66 | 56 in triangle | 66 in oval
state-66    factory 66 in triangle
arsenal-bg  10 in circle | 10 in double circle | circle 10
izhmash     arrow in triangle | triangle with arrow
tula        star | star with arrow | estrela | star in circle
zbrojovka   brno zb | dot
mauser      byf | svw | s/42 | 42
walther     ac | qve | 480
fn          ch code
steyr       bnz | 660
zastava     m in triangle
cugir       arrow in triangle without tail | c in triangle
lucznik     11 in oval | circle 11
gramsh      3 in circle
molot       molot shield | star in shield
degtyarev   k in shield
maadi       aircraft
iof         ashoka lion
"""
