"""The makers of the Americas, in our own words."""

# id  country  family where it is not the id  name  further names in registers
AMERICAS = """
# Brazil
taurus              BR  -        Taurus Armas                forjas taurus | taurus armas | tauros
                                                        | tauras | forja taurus | taurus sa | таурус
                                                        | تاوروس | توروس
taurus-us           US  taurus   Taurus USA                  taurus international | taurus int mfg
                                                        | taurus holdings
rossi               BR  -        Amadeo Rossi                rossi | amadeu rossi | росси
cbc                 BR  -        CBC                         companhia brasileira de cartuchos
                                                        | cia brasileira de cartuchos | magtech
                                                        | c b c
imbel               BR  -        IMBEL                       indústria de material bélico do brasil
                                                        | itajubá | fábrica de itajubá
                                                        | fabrica de armas itajuba
                                                        | imbel fábrica de itajubá
ina                 BR  -        INA                         indústria nacional de armas | i n a
boito               BR  -        E. R. Amantino (Boito)      amantino | boito | e r amantino
                                                        | era amantino | era
urko                BR  -        Urko                        -
castelo             BR  -        Castelo                     indústria de armas castelo
caramuru            BR  -        Caramuru                    armas caramuru
lerap               BR  -        Lerap                       -
laport              BR  -        Henrique Laport             laport | h laport
beretta-br          BR  beretta  Beretta Brasil              indústria e comércio beretta
chapina             BR  -        Chapina                     irmãos chapina
mekanika            BR  -        Mekanika                    mekanika indústria | uru
dfa                 BR  -        DFA Defense                 delfire arms | delfire
fire-eagle          BR  -        Fire Eagle                  -

# Argentina and other southern States
bersa               AR  -        Bersa                       bersa sa | bursa | берса
fm                  AR  -        Fabricaciones Militares     fmap | f m a p | fray luis beltrán
                                                        | dgfm | d g f m
                                                        | fábrica militar de armas portátiles
                                                        | fabrica militar
hafdasa             AR  -        Hafdasa                     ballester molina | ballester rigaud
                                                        | ballester
italo-gra           AR  -        Ítalo G.R.A.                italo gra
rexio               AR  -        Rexio (Pucará)              pucará | juper | rexio
mahely              AR  -        Mahely                      -
pasper              AR  -        Pasper                      -
doberman            AR  -        Doberman                    -
tala                AR  -        TALA                        talleres de armas livianas argentinas
                                                        | t a l a
fundalum            AR  -        Fundalum Tandil             fundalum
famae               CL  -        FAMAE                       fábricas y maestranzas del ejército
indumil             CO  -        INDUMIL                     industria militar de colombia | cordova
                                                        | llama martial
cavim  VE  -  CAVIM  compañía anónima venezolana de industrias militares
sima                PE  -        SIMA-CEFAR                  diseños casanave | sima cefar
sedena              MX  -        SEDENA                      fábricas de material de guerra mexico
                                                        | industria militar mexicana | fx 05
obregon             MX  -        Obregón                     fabrica de armas obregon
mendoza             MX  -        Mendoza                     productos mendoza
santa-barbara-ec    EC  -        Santa Bárbara Ecuador       -

# Canada
colt-ca             CA  colt     Colt Canada (Diemaco)       diemaco | colt canada
para                CA  -        Para-Ordnance               para ordnance | para usa
cooey               CA  -        Cooey                       h w cooey
lakefield           CA  savage   Lakefield Arms              lakefield
inglis              CA  -        John Inglis                 inglis | long branch
dominion-arms       CA  -        Dominion Arms               dominion arms | grizzly
pgw                 CA  -        Prairie Gun Works           pgw defence | pgw

# United States
accu-tek            US  -        Accu-Tek                    accutek | excel arms
advantage           US  -        Advantage Arms              -
aero                US  -        Aero Precision              -
del-ton             US  -        Del-Ton                     delton | del ton
amt                 US  -        AMT                         arcadia machine and tool
american-arms       US  -        American Arms               -
american-derringer  US  -        American Derringer          -
american-tactical   US  -        American Tactical           american tactical imports | ati | a t i
anderson            US  -        Anderson Manufacturing      anderson arms | anderson
angstadt            US  -        Angstadt Arms               angstadt
auto-ordnance       US  -        Auto-Ordnance               auto ordnance | thompson | tommy gun
armalite            US  -        ArmaLite                    eagle arms
arsenal-us          US  arsenal  Arsenal Inc. Las Vegas      arsenal las vegas
ballard             US  -        Ballard                     ballard rifle
barrett             US  -        Barrett                     barrett firearms | баррет | باريت
bauer               US  -        Bauer Firearms              bauer
bcm                 US  -        Bravo Company               bcm | bravo company mfg
beretta-us          US  beretta  Beretta USA                 -
black-rain          US  -        Black Rain Ordnance         black rain
bond                US  -        Bond Arms                   -
bryco               US  -        Bryco Arms                  bryco
bushmaster          US  -        Bushmaster                  -
calico              US  -        Calico                      -
caspian             US  -        Caspian Arms                caspian
charter             US  -        Charter Arms                charco | charter
christensen         US  -        Christensen Arms            christensen
clerke              US  -        Clerke                      clerke technicorp
cobray              US  -        Cobray                      swd | s w daniel | sw daniel
cobra               US  -        Cobra Enterprises           cobra firearms | cobra arms | cobra
cmmg                US  -        CMMG                        -
colt                US  -        Colt                        colts | colt's manufacturing | colt mfg
                                                        | colts pt fa | кольт | كولت
cooper              US  -        Cooper Firearms             -
coonan              US  -        Coonan                      -
crescent            US  -        Crescent Fire Arms          crescent
daisy               US  -        Daisy                       -
dan-wesson          US  cz       Dan Wesson                  wesson firearms
daniel-defense      US  -        Daniel Defense              -
davis               US  -        Davis Industries            davis
detonics            US  -        Detonics                    -
desert-tech         US  -        Desert Tech                 -
diamondback         US  -        Diamondback                 diamondback arms | diamondback firearms
                                                        | db firearms | diamond back
dpms                US  -        DPMS                        panther arms | d p m s | dpms panther
dsa                 US  -        DS Arms                     ds arms | dsa
ducktown            US  -        Ducktown                    -
enders              US  -        Enders                      enders oak leaf | enders royal
excam               US  -        Excam                       -
fie                 US  -        FIE                         firearms import and export
                                                        | firearms import export | f i e
franklin            US  -        Franklin Armory             -
freedom             US  -        Freedom Arms                -
ah-fox              US  -        A. H. Fox                   ah fox
fn-us               US  fn       FN America                  fnh usa | fn manufacturing | fnmi
glock-us            US  glock    Glock USA                   glock inc | glock smyrna
great-western       US  -        Great Western Arms          -
grendel             US  -        Grendel Inc.                -
noreen              US  -        Noreen                      noreen firearms
hr                  US  -        Harrington & Richardson     h&r | harrington richardson | h and r
                                                        | h r
hamilton            US  -        Hamilton Rifle              -
henry               US  -        Henry Repeating Arms        henry arms | henry rifle | henry
heritage            US  -        Heritage                    heritage mfg | heritage manufacturing
hi-point            US  -        Hi-Point                    highpoint | hipoint | high point
                                                        | beemiller | hi point firearms
                                                        | stallard arms | haskell mfg
                                                        | iberia firearms
high-standard       US  -        High Standard               hi standard | high standard mfg
honor               US  -        Honor Defense               -
hopkins-allen       US  -        Hopkins & Allen             hopkins allen | forehand wadsworth
intratec            US  -        Intratec                    interdynamic | navegar
magnum-research     US  -        Magnum Research             -
ithaca              US  -        Ithaca                      ithaca gun
iver-johnson        US  -        Iver Johnson                iver johnsons
jennings            US  bryco    Jennings Firearms           jennings
jimenez             US  -        Jimenez Arms                jimenez
kahr                US  -        Kahr Arms                   kahr
keltec              US  -        Kel-Tec                     keltec cnc | kel tec
kimber              US  -        Kimber                      kimber america | kimber mfg | кимбер
knights             US  -        Knight's Armament           knights armament | knight armament
                                                        | kac
kriss               US  -        KRISS USA                   kriss
larue               US  -        LaRue Tactical              larue
les-baer            US  -        Les Baer                    -
lewis               US  -        Lewis Machine & Tool        lmt | lewis machine and tool
lefever             US  -        Lefever Arms                lefever
leinad              US  -        Leinad                      -
lone-star           US  -        Lone Star Arms              -
lorcin              US  -        Lorcin                      -
lwrc                US  -        LWRC                        lwrci
lc-smith            US  -        L. C. Smith                 hunter arms
marlin              US  -        Marlin                      marlin firearms | glenfield | марлин
mac-ingram          US  -        Military Armament Corporation  mac ingram | ingram
mossberg            US  -        Mossberg                    mossburg | o f mossberg | maverick
                                                        | maverick arms | моссберг | موسبرغ
                                                        | موسبيرغ
navy-arms           US  -        Navy Arms                   -
naa                 US  -        North American Arms         n american arms | north american
nef                 US  hr       New England Firearms        new england
nighthawk           US  -        Nighthawk Custom            nighthawk
noveske             US  -        Noveske                     -
olympic             US  -        Olympic Arms                oly arms | sgw
ohio-ordnance       US  -        Ohio Ordnance Works         oow
patriot             US  -        Patriot Ordnance Factory    pof usa
palmetto            US  -        Palmetto State Armory       psa | palmetto
parker              US  -        Parker Brothers             -
plainfield          US  -        Plainfield Machine          plainfield | universal firearms
polymer80           US  -        Polymer80                   p80 | polymer 80
phoenix             US  -        Phoenix Arms                phoenix
primary             US  -        Primary Weapons Systems     pws
legacy-sports       US  -        Legacy Sports               -
radical             US  -        Radical Firearms            radical
raven               US  -        Raven Arms                  raven
remington           US  -        Remington                   remington arms | remington umc
                                                        | remington rand | ремингтон | ريمنجتون
                                                        | ريمنغتون
ranger-arms         US  -        Ranger Arms                 -
rg-us               US  rohm     RG Industries               rg
rock-river          US  -        Rock River Arms             rra | rock river
rohrbaugh           US  -        Rohrbaugh                   -
rpb                 US  -        RPB                         rpb industries
ruger               US  -        Sturm, Ruger                rugar | sturm | sturm ruger | ruger
                                                        | ругер | روجر | روغر
savage              US  -        Savage Arms                 stevens | savage | j stevens
                                                        | fox savage | springfield savage | саваж
sccy                US  -        SCCY                        skyy | sccy industries | scyy
seecamp             US  -        Seecamp                     l w seecamp
sentinel-arms       US  -        Sentinel Arms               striker 12 | street sweeper
shadow-systems      US  -        Shadow Systems              -
sharps              US  -        Sharps                      sharps rifle
shiloh              US  -        Shiloh                      -
smith-wesson        US  -        Smith & Wesson              s&w | sw | s w | smith e wesson
                                                        | smith y wesson | smith et wesson
                                                        | smith wesson | smith weson
                                                        | smith and wesson | thompson center
                                                        | smith en wesson | m&p | смит и вессон
                                                        | смит энд вессон | smith | wesson
                                                        | سميث اند ويسون | سميث آند ويسون
                                                        | смит вессон
spikes              US  -        Spike's Tactical            spikes tatical | spikes
sportsman           US  -        Sportsman                   sportman
springfield         US  -        Springfield Armory          springfield arms | springfield inc
                                                        | springfield | спрингфилд | سبرينغفيلد
sti                 US  -        STI International           sti | staccato
stag                US  -        Stag Arms                   stag
sundance            US  -        Sundance Industries         sundance
sterling-us         US  -        Sterling Arms               -
tippmann            US  -        Tippmann Arms               tippmann
traditions          US  -        Traditions                  -
usas                US  -        US Ordnance                 us ord
underwood           US  -        Underwood                   underwood elliott fisher
weatherby           US  -        Weatherby                   -
wilson              US  -        Wilson Combat               -
winchester          US  -        Winchester                  us repeating arms | usrac
                                                        | winchester western | винчестер | وينشستر
                                                        | ونشستر
windham             US  -        Windham Weaponry            windham
wildey              US  -        Wildey                      -
inland              US  -        Inland Manufacturing        inland mfg | inland
zenith              US  -        Zenith Firearms             zenith
"""
