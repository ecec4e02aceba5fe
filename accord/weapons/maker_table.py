"""The makers we know, in our own words; a first table, to be extended by regional policy."""

# id  country  family where it is not the id  name  further names in registers
# Works of one family in other countries have lines of their own.
MANUFACTURERS = """
taurus         BR  -        Taurus Armas               tauros | tauras
taurus-us      US  taurus   Taurus USA                 taurus international | taurus int mfg
rossi          BR  -        Amadeo Rossi               -
cbc            BR  -        CBC                        companhia brasileira de cartuchos | magtech
imbel          BR  -        IMBEL                      indústria de material bélico do brasil
                                                       | itajubá
ina            BR  -        INA                        indústria nacional de armas
boito          BR  -        E. R. Amantino (Boito)     amantino
urko           BR  -        Urko                       -
castelo        BR  -        Castelo                    -
caramuru       BR  -        Caramuru                   -
lerap          BR  -        Lerap                      -
laport         BR  -        Henrique Laport            -
bersa          AR  -        Bersa                      bursa
fm             AR  -        Fabricaciones Militares    fmap | fray luis beltrán | dgfm
                                                       | fábrica militar de armas portátiles
hafdasa        AR  -        Hafdasa                    ballester molina | ballester rigaud
italo-gra      AR  -        Ítalo G.R.A.               -
rexio          AR  -        Rexio (Pucará)             pucará | juper
mahely         AR  -        Mahely                     -
pasper         AR  -        Pasper                     -
doberman       AR  -        Doberman                   -
tala           AR  -        TALA                       talleres de armas livianas argentinas
famae          CL  -        FAMAE                      fábricas y maestranzas del ejército
indumil        CO  -        INDUMIL                    industria militar de colombia | cordova
cavim          VE  -        CAVIM                      -
glock          AT  -        Glock                      gloc
glock-us       US  glock    Glock USA                  glock inc | glock smyrna
steyr          AT  -        Steyr Mannlicher           -
fn             BE  -        FN Herstal                 fabrique nationale | fnh | f n herstal | fnb
fn-us          US  fn       FN America                 fnh usa | fn manufacturing
browning       BE  fn       Browning                   -
pieper         BE  -        Pieper (Bayard)            bayard
arsenal-bg     BG  arsenal  Arsenal                    арсенал
sig-ch         CH  sig      SIG Neuhausen              schweizerische industrie gesellschaft
sig-sauer      DE  sig      SIG Sauer                  sig | sigsauer | sauer
sig-us         US  sig      SIG Sauer USA              sig sauer inc | sigarms | sig arms
norinco        CN  -        Norinco                    china north industries | norinko | nornico
                                                       | 北方工业
poly           CN  -        Poly Technologies          polytech
cz             CZ  -        Česká zbrojovka            ceskoslovenska zbrojovka
cz-us          US  cz       CZ-USA                     -
zbrojovka      CZ  -        Zbrojovka Brno             brno
alfa-proj      CZ  -        Alfa-Proj                  alfa
hk             DE  -        Heckler & Koch             h&k | heckler koch | h k
walther        DE  -        Carl Walther               walter
manurhin       FR  walther  Manurhin                   -
mauser         DE  -        Mauser                     -
dwm            DE  -        DWM                        deutsche waffen und munitionsfabriken | luger
geco           DE  -        Gustav Genschow            -
haenel         DE  -        C. G. Haenel               -
rohm           DE  -        Röhm                       -
madsen         DK  -        Madsen                     dansk rekyl riffel syndikat
star           ES  -        Star Bonifacio Echeverría  bonifacio echeverria
llama          ES  -        Llama-Gabilondo            gabilondo
astra          ES  -        Astra-Unceta               unceta
orbea          ES  -        Orbea Hermanos             -
tanque         ES  -        Ojanguren y Vidosa         -
tac            ES  -        Trocaola Aranzábal         -
bh             ES  -        Beistegui Hermanos         -
gh             ES  -        Guisasola Hermanos         -
aya            ES  -        Aguirre y Aranzábal        a y a
garate         ES  -        Gárate, Anitua y Cía       g a c
ugartechea     ES  -        Ignacio Ugartechea         -
sarasqueta     ES  -        Víctor Sarasqueta          -
zabala         ES  -        Zabala Hermanos            -
sako           FI  -        Sako                       -
valmet         FI  -        Valmet                     -
mab            FR  -        MAB                        manufacture d'armes de bayonne
mas            FR  -        MAS Saint-Étienne          saint étienne
unique         FR  -        Unique                     manufacture d'armes des pyrénées
webley         GB  -        Webley & Scott             -
enfield        GB  -        Enfield                    royal small arms factory
sterling       GB  -        Sterling Armament          -
hs             HR  -        HS Produkt                 -
agram          HR  -        Agram                      -
feg            HU  -        FÉG                        fegyver és gépgyár | fegarmy
iwi            IL  -        IWI (IMI)                  imi | israel military industries
                                                       | israel weapon industries
bul            IL  -        BUL                        -
iof            IN  -        Indian Ordnance Factory    ordnance factory board | ishapore | rfi
beretta        IT  -        Pietro Beretta             baretta
beretta-us     US  beretta  Beretta USA                -
beretta-br     BR  beretta  Beretta Brasil             indústria e comércio beretta
benelli        IT  -        Benelli                    -
franchi        IT  -        Franchi                    -
tanfoglio      IT  -        Tanfoglio                  -
breda          IT  -        Breda                      -
bernardelli    IT  -        Bernardelli                -
galesi         IT  -        Galesi                     -
uberti         IT  -        Uberti                     -
howa           JP  -        Howa                       -
daewoo         KR  -        Daewoo / S&T               s&t motiv
tara           ME  -        Tara                       -
arex           SI  -        Arex                       rex
armscor        PH  -        Armscor (Rock Island)      rock island
pof            PK  -        Pakistan Ordnance          -
lucznik        PL  -        Łucznik (FB Radom)         łucznik | radom | fabryka broni
indep          PT  -        INDEP                      fábrica de braço de prata
cugir          RO  -        Cugir (Romarm)             romarm | regia autonoma romtehnica
zastava        RS  -        Zastava Arms               застава
izhmash        RU  izhevsk  Izhmash (Kalashnikov)      ижмаш | izhevsk | kalashnikov concern | saiga
izhmekh        RU  izhevsk  Izhevsk Mechanical Plant   baikal | ижмех | байкал | imz
tula           RU  -        Tula Arms Plant            toz | туламаш | tulamash | тоз
molot          RU  -        Molot                      vyatskie polyany | молот | vepr
grand-power    SK  -        Grand Power                -
canik          TR  -        Canik (Samsun Yurt)        canik55 | samsun yurt savunma
girsan         TR  -        Girsan                     -
sarsilmaz      TR  -        Sarsılmaz                  sarasilmaz | sar | kilinç
tisas          TR  -        TİSAŞ                      zigana
mkek           TR  -        MKE                        kirikkale
hatsan         TR  -        Hatsan                     -
akdal          TR  -        Akdal                      -
armsan         TR  -        Armsan                     -
mekanika       TR  -        Mekanika                   -
pardus         TR  -        Pardus                     -
huglu          TR  -        Huğlu                      -
toros          TR  -        Toros                      -
doruk          TR  -        Doruk (Eternal)            eternal
aero           US  -        Aero Precision             -
amt            US  -        AMT                        arcadia machine and tool
anderson       US  -        Anderson Manufacturing     -
armalite       US  -        ArmaLite                   -
bryco          US  -        Bryco Arms                 -
bushmaster     US  -        Bushmaster                 -
colt           US  -        Colt                       colts
cobra          US  -        Cobra Enterprises          -
colt-ca        CA  colt     Colt Canada (Diemaco)      diemaco | colt canada
coonan         US  -        Coonan                     -
diamondback    US  -        Diamondback                -
davis          US  -        Davis Industries           -
dpms           US  -        DPMS                       panther arms
hr             US  -        Harrington & Richardson    h&r
henry          US  -        Henry Repeating Arms       -
heritage       US  -        Heritage                   rough rider
hi-point       US  -        Hi-Point                   highpoint | hipoint
high-standard  US  -        High Standard              hi standard | sentinel
intratec       US  -        Intratec                   tec 9 | interdynamic
ithaca         US  -        Ithaca                     -
iver-johnson   US  -        Iver Johnson               -
jennings       US  bryco    Jennings Firearms          -
jimenez        US  -        Jimenez Arms               -
kahr           US  -        Kahr Arms                  -
keltec         US  -        Kel-Tec                    -
kimber         US  -        Kimber                     -
lorcin         US  -        Lorcin                     -
marlin         US  -        Marlin                     -
mossberg       US  -        Mossberg                   mossburg | maverick
naa            US  -        North American Arms        n american arms
nef            US  hr       New England Firearms       new england
palmetto       US  -        Palmetto State Armory      psa
polymer80      US  -        Polymer80                  p80
phoenix        US  -        Phoenix Arms               -
raven          US  -        Raven Arms                 -
remington      US  -        Remington                  -
rock-river     US  -        Rock River Arms            rra
rpb            US  -        RPB                        -
ruger          US  -        Sturm, Ruger               rugar | sturm
savage         US  -        Savage Arms                stevens
sccy           US  -        SCCY                       -
smith-wesson   US  -        Smith & Wesson             s&w | sw | s w | smith e wesson
                                                       | smith y wesson | smith et wesson
spikes         US  -        Spike's Tactical           spike's tatical
springfield    US  -        Springfield Armory         -
stag           US  -        Stag Arms                  -
winchester     US  -        Winchester                 us repeating arms
vektor         ZA  -        Vektor (Lyttelton)         lyttelton | denel
"""

# Names that say who imported or sold, not who made.
IMPORTERS = """
century    US  -  Century Arms              cai
stoeger    US  -  Stoeger                   -
interarms  US  -  Interarms                 -
arlington  US  -  Arlington Ordnance        -
sears      US  -  Sears                     ted williams
eaa        US  -  European American Armory  -
umarex     DE  -  Umarex                    -
"""

# Names of a design that many factories make; they say nothing against any maker.
DESIGNS = """
kalashnikov  -  -  Kalashnikov pattern  ak | ak47 | akm | автомат калашникова
ar-pattern   -  -  AR pattern           ar 15 | ar15
khyber       -  -  Khyber workshop      darra
"""

# Symbols that stand for a factory instead of a name (ITI 8(a), second limb).
FACTORY_CODES = """
norinco     66 in triangle | triângulo 66 | 56 in triangle
arsenal-bg  10 in circle | 10 in double circle | circle 10
izhmash     arrow in triangle | triangle with arrow
tula        star | star with arrow
zbrojovka   brno zb | dot
mauser      byf | svw | s/42
walther     ac | qve
"""
