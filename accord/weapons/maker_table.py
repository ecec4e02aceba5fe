"""The makers we know, in our own words; a first table, to be extended by regional policy."""

# id  country  family where it is not the id  name  further names in registers
# Works of one family in other countries have lines of their own.
MANUFACTURERS = """
taurus         BR  -         Taurus Armas               forjas taurus | taurus armas sa | pt taurus
                                                        | tauros | tauras
taurus-us      US  taurus    Taurus USA                 taurus usa | taurus international
                                                        | taurus int mfg
rossi          BR  -         Amadeo Rossi               amadeo rossi | amadeo rossi sa
                                                        | braztech rossi
cbc            BR  -         CBC                        companhia brasileira de cartuchos
                                                        | mrp magtech | magtech
imbel          BR  -         IMBEL                      indústria de material bélico do brasil
                                                        | fábrica de itajubá | itajubá
                                                        | itajuba imbel
ina            BR  -         INA                        indústria nacional de armas
boito          BR  -         E. R. Amantino (Boito)     e r amantino | er amantino | amantino
urko           BR  -         Urko                       indústria de armas urko
castelo        BR  -         Castelo                    indústria de armas castelo
caramuru       BR  -         Caramuru                   -
lerap          BR  -         Lerap                      -
laport         BR  -         Henrique Laport            h laport | henrique laport
bersa          AR  -         Bersa                      bersa sa | bursa
fm             AR  -         Fabricaciones Militares    fm | fmap | fray luis beltrán | dgfm
                                                        | fmap dgfm
                                                        | fábrica militar de armas portátiles
hafdasa        AR  -         Hafdasa                    ballester molina | ballester rigaud
italo-gra      AR  -         Ítalo G.R.A.               italo gra
rexio          AR  -         Rexio (Pucará)             pucará | jaguar rexio | juper
mahely         AR  -         Mahely                     -
pasper         AR  -         Pasper                     -
doberman       AR  -         Doberman                   -
tala           AR  -         TALA                       talleres de armas livianas argentinas
famae          CL  -         FAMAE                      fábricas y maestranzas del ejército
indumil        CO  -         INDUMIL                    industria militar de colombia | cordova
cavim          VE  -         CAVIM                      -
glock          AT  -         Glock                      glock gmbh | glock ges m b h | glock áustria
                                                        | gloc
glock-us       US  glock     Glock USA                  glock inc | glock usa | glock smyrna
steyr          AT  -         Steyr Mannlicher           steyr arms | steyr | steyr mannlicher ag
fn             BE  -         FN Herstal                 fn | fabrique nationale
                                                        | fabrique nationale herstal | fnh
                                                        | fabrique nationale d'armes de guerre
                                                        | f n herstal | fnb | fn browning
fn-us          US  fn        FN America                 fn america | fnh usa | fn manufacturing
browning       BE  fn        Browning                   browning arms | browning arms company
pieper         BE  -         Pieper (Bayard)            bayard | anciens établissements pieper
arsenal-bg     BG  arsenal   Arsenal                    arsenal ad | arsenal kazanlak | арсенал
                                                        | arsenal bulgaria
sig-ch         CH  sig       SIG Neuhausen              schweizerische industrie gesellschaft
                                                        | sig neuhausen
sig-sauer      DE  sig       SIG Sauer                  sig | sigsauer | sig sauer gmbh | j p sauer
                                                        | sauer
sig-us         US  sig       SIG Sauer USA              sig sauer inc | sigarms | sig arms
norinco        CN  -         Norinco                    china north industries | norinko | nornico
                                                        | 北方工业
poly           CN  -         Poly Technologies          polytech | poly technologies inc
cz             CZ  -         Česká zbrojovka            cz | ceska zbrojovka
                                                        | ceskoslovenska zbrojovka | cz ub
                                                        | česká zbrojovka uherský brod
                                                        | cz uherský brod
cz-us          US  cz        CZ-USA                     cz usa
zbrojovka      CZ  -         Zbrojovka Brno             brno | zb brno | zbrojovka brno
alfa-proj      CZ  -         Alfa-Proj                  alfa proj | alfa
hk             DE  -         Heckler & Koch             hk | h&k | heckler koch
                                                        | heckler and koch gmbh | h k
walther        DE  -         Carl Walther               carl walther | walther gmbh | walter
                                                        | carl walther gmbh
manurhin       FR  walther   Manurhin                   -
mauser         DE  -         Mauser                     mauser werke | waffenfabrik mauser
dwm            DE  -         DWM                        deutsche waffen und munitionsfabriken
                                                        | luger
geco           DE  -         Gustav Genschow            gustav genschow
haenel         DE  -         C. G. Haenel               cg haenel
rohm           DE  -         Röhm                       rohm | rg röhm
madsen         DK  -         Madsen                     dansk rekyl riffel syndikat
star           ES  -         Star Bonifacio Echeverría  star | bonifacio echeverria
llama          ES  -         Llama-Gabilondo            gabilondo | llama gabilondo
astra          ES  -         Astra-Unceta               unceta | astra unceta
orbea          ES  -         Orbea Hermanos             orbea | orbea y cía
tanque         ES  -         Ojanguren y Vidosa         tanque
tac            ES  -         Trocaola Aranzábal         tac | trocaola aranzabal y cia
bh             ES  -         Beistegui Hermanos         bh
gh             ES  -         Guisasola Hermanos         gh
aya            ES  -         Aguirre y Aranzábal        aya | a y a
garate         ES  -         Gárate, Anitua y Cía       g a c | garate anitua
ugartechea     ES  -         Ignacio Ugartechea         -
sarasqueta     ES  -         Víctor Sarasqueta          -
zabala         ES  -         Zabala Hermanos            -
sako           FI  -         Sako                       -
valmet         FI  -         Valmet                     -
mab            FR  -         MAB                        manufacture d'armes de bayonne
mas            FR  -         MAS Saint-Étienne          saint étienne
                                                        | manufacture d'armes de saint étienne | mas
unique         FR  -         Unique                     manufacture d'armes des pyrénées
webley         GB  -         Webley & Scott             webley
enfield        GB  -         Enfield                    royal small arms factory | rsaf enfield
                                                        | lee enfield
sterling       GB  -         Sterling Armament          sterling
hs             HR  -         HS Produkt                 hs | hs produkt | hs 2000
agram          HR  -         Agram                      -
feg            HU  -         FÉG                        fegyver és gépgyár | fegarmy
iwi            IL  -         IWI (IMI)                  imi | israel military industries
                                                        | israel weapon industries | iwi
                                                        | magnum research jericho
bul            IL  -         BUL                        bul | bul transmark | bul armory
iof            IN  -         Indian Ordnance Factory    ordnance factory board | ishapore | rfi
beretta        IT  -         Pietro Beretta             pietro beretta | p beretta
                                                        | fabbrica d'armi p beretta | beretta spa
                                                        | baretta | pietro beretta spa
beretta-us     US  beretta   Beretta USA                beretta usa
beretta-br     BR  beretta   Beretta Brasil             beretta brasil
                                                        | indústria e comércio beretta
benelli        IT  -         Benelli                    benelli armi
franchi        IT  -         Franchi                    luigi franchi
tanfoglio      IT  -         Tanfoglio                  fratelli tanfoglio | giuseppe tanfoglio
                                                        | f lli tanfoglio
breda          IT  -         Breda                      -
bernardelli    IT  -         Bernardelli                vincenzo bernardelli
galesi         IT  -         Galesi                     -
uberti         IT  -         Uberti                     aldo uberti
howa           JP  -         Howa                       -
daewoo         KR  -         Daewoo / S&T               daewoo | s&t motiv
tara           ME  -         Tara                       tara perfection
arex           SI  -         Arex                       rex | dfa arex delta
armscor        PH  -         Armscor (Rock Island)      rock island | armscor philippines
pof            PK  -         Pakistan Ordnance          pof
lucznik        PL  -         Łucznik (FB Radom)         fb radom | łucznik | radom | fabryka broni
indep          PT  -         INDEP                      fábrica de braço de prata
cugir          RO  -         Cugir (Romarm)             romarm | sn romarm | uzina mecanică cugir
                                                        | cugir romania | regia autonoma romtehnica
zastava        RS  -         Zastava Arms               crvena zastava | zastava oružje
                                                        | zavodi crvena zastava | застава
izhmash        RU  izhevsk   Izhmash (Kalashnikov)      ижмаш | izhevsk | izhmash ojsc
                                                        | kalashnikov concern | saiga
izhmekh        RU  izhevsk   Izhevsk Mechanical Plant   baikal | ижмех | байкал
                                                        | izhevsk mechanical plant | imz
tula           RU  -         Tula Arms Plant            toz | tula | туламаш | tulamash | тоз
molot          RU  -         Molot                      vyatskie polyany | молот | vepr
grand-power    SK  -         Grand Power                -
canik          TR  -         Canik (Samsun Yurt)        canik55 | samsun yurt savunma
girsan         TR  -         Girsan                     -
sarsilmaz      TR  -         Sarsılmaz                  sarsilmaz | sarsilmaz silah sanayi
                                                        | sarasilmaz | sar | kilinç
tisas          TR  -         TİSAŞ                      zigana | tisas trabzon
mkek           TR  -         MKE                        mke | mkek | kirikkale
hatsan         TR  -         Hatsan                     hatsan arms
akdal          TR  -         Akdal                      ghost akdal
armsan         TR  -         Armsan                     armsan silah
mekanika       TR  -         Mekanika                   -
pardus         TR  -         Pardus                     -
huglu          TR  -         Huğlu                      -
toros          TR  -         Toros                      toros arms
doruk          TR  -         Doruk (Eternal)            eternal | eternal doruk
aero           US  -         Aero Precision             -
amt            US  -         AMT                        arcadia machine and tool
anderson       US  -         Anderson Manufacturing     am 15 anderson
armalite       US  -         ArmaLite                   armalite inc
bryco          US  -         Bryco Arms                 bryco
bushmaster     US  -         Bushmaster                 bushmaster firearms
colt           US  -         Colt                       colts | colts patent firearms
                                                        | colt's manufacturing | colt mfg
                                                        | colts pt fa mfg co | colt defense
cobra          US  -         Cobra Enterprises          cobra
colt-ca        CA  colt      Colt Canada (Diemaco)      diemaco | colt canada
coonan         US  -         Coonan                     -
diamondback    US  -         Diamondback                d b diamondback | db diamondback
davis          US  -         Davis Industries           davis
dpms           US  -         DPMS                       dpms panther arms | panther arms
hr             US  -         Harrington & Richardson    h&r | h and r 1871 | hr 1871
henry          US  -         Henry Repeating Arms       henry arms | henry
heritage       US  -         Heritage                   heritage | rough rider
high-point     US  hi-point  Hi-Point                   hi point firearms | highpoint | hipoint
high-standard  US  -         High Standard              hi standard | sentinel
intratec       US  -         Intratec                   tec 9 | interdynamic
ithaca         US  -         Ithaca                     ithaca gun
iver-johnson   US  -         Iver Johnson               -
jennings       US  bryco     Jennings Firearms          jennings
jimenez        US  -         Jimenez Arms               jimenez
kahr           US  -         Kahr Arms                  kahr
keltec         US  -         Kel-Tec                    keltec | kel tec cnc
kimber         US  -         Kimber                     -
lorcin         US  -         Lorcin                     lorcin engineering
marlin         US  -         Marlin                     marlin firearms
mossberg       US  -         Mossberg                   o f mossberg | mossburg | maverick
                                                        | maverick arms | of mossberg and sons
naa            US  -         North American Arms        naa | n american arms
nef            US  hr        New England Firearms       new england
palmetto       US  -         Palmetto State Armory      psa
polymer80      US  -         Polymer80                  p80
phoenix        US  -         Phoenix Arms               -
raven          US  -         Raven Arms                 -
remington      US  -         Remington                  remington arms | remington rand
                                                        | remington umc
rock-river     US  -         Rock River Arms            rock river | rra
rpb            US  -         RPB                        -
ruger          US  -         Sturm, Ruger               rugar | sturm ruger | sturm ruger and co
                                                        | sturm
savage         US  -         Savage Arms                savage | stevens | savage stevens
sccy           US  -         SCCY                       -
smith-wesson   US  -         Smith & Wesson             s&w | sw | smith wesson
                                                        | smith and wesson inc | s w
                                                        | smith e wesson | smith y wesson
                                                        | smith et wesson
spikes         US  -         Spike's Tactical           spike's tatical | spikes tatical
springfield    US  -         Springfield Armory         springfield | springfield inc
stag           US  -         Stag Arms                  -
winchester     US  -         Winchester                 winchester repeating arms
                                                        | us repeating arms
vektor         ZA  -         Vektor (Lyttelton)         lyttelton | denel
"""

# Names that say who imported or sold, not who made.
IMPORTERS = """
century    US  -  Century Arms              century international | century intl arms | cai
stoeger    US  -  Stoeger                   stoeger industries | stoeger arms
interarms  US  -  Interarms                 -
arlington  US  -  Arlington Ordnance        -
sears      US  -  Sears                     ted williams
eaa        US  -  European American Armory  eaa
umarex     DE  -  Umarex                    -
"""

# Names of a design that many factories make; they say nothing against any maker.
DESIGNS = """
kalashnikov  -  -  Kalashnikov pattern  ak | ak 47 | ak47 | akm | автомат калашникова
ar-pattern   -  -  AR pattern           ar 15 | ar15
khyber       -  -  Khyber workshop      khyber pass | darra | darra adam khel
"""

# Symbols that stand for a factory instead of a name (ITI 8(a), second limb).
FACTORY_CODES = """
norinco     66 | 66 in triangle | triângulo 66 | 56 in triangle
arsenal-bg  10 in circle | 10 in double circle | circle 10
izhmash     arrow in triangle | triangle with arrow
tula        star | star with arrow
zbrojovka   brno zb | dot
mauser      byf | svw | s/42 | 42
walther     ac | qve
"""
