"""The makers of western, northern and central Europe, in our own words."""

# id  country  family where it is not the id  name  further names in registers
EUROPE = """
# Austria and Switzerland
glock              AT  -        Glock                      gloc | glok | glock ges | glock gmbh
                                                        | glook | глок | غلوك | جلوك | كلوك
steyr              AT  -        Steyr Mannlicher           steyr | mannlicher | steyr aug | штейр
                                                        | steyr arms | شتاير | манлихер
sig-ch             CH  sig      SIG Neuhausen              schweizerische industrie gesellschaft
                                                        | sig neuhausen
sphinx             CH  -        Sphinx                     sphinx systems
bt                 CH  -        B&T                        brügger thomet | brugger und thomet
san-swiss          CH  -        SAN Swiss Arms             swiss arms
hammerli           CH  walther  Hämmerli                   -
waffenfabrik-bern  CH  -        Waffenfabrik Bern          w+f bern | schmidt rubin

# Belgium
fn                 BE  -        FN Herstal                 fn | fabrique nationale | fnh
                                                        | f n herstal | fnb | f n | fn fal | fnfal
                                                        | fabrique nationale d armes de guerre
                                                        | fabrica nacional belga | herstal
                                                        | фн эрсталь | фн | фн херсталь | اف ان
browning           BE  fn       Browning                   browning arms | браунинг | براوننج
                                                        | براوننغ
pieper             BE  -        Pieper (Bayard)            bayard | pieper
                                                        | anciens etablissements pieper
clement            BE  -        Charles Clément            clement
francotte          BE  -        Auguste Francotte          francotte
melior             BE  -        Robar (Mélior)             melior | robar | jieffeco
nagant             BE  -        Nagant Frères              nagant
raick              BE  -        Raick Frères               raick
belga              BE  -        Belga                      -
thonon             BE  -        Thonon                     -
lepage             BE  -        Lepage                     le page
lebeau             BE  -        Lebeau-Courally            -
galand             BE  -        Galand                     -
jules-kaufmann     BE  -        Jules Kaufmann             kaufmann

# Bulgaria
arsenal-bg         BG  arsenal  Arsenal                    арсенал | arsenal ad | arsenal jsco
                                                        | arsenal bulgaria

# Czechia and Slovakia
cz                 CZ  -        Česká zbrojovka            cz | ceskoslovenska zbrojovka | c z
                                                        | cz uherský brod | ceska zbrojovka | czub
                                                        | чешска зброевка | че зет | ческа зброёвка
                                                        | чз | تشيسكا زبرويوفكا
cz-us              US  cz       CZ-USA                     -
zbrojovka          CZ  -        Zbrojovka Brno             brno | zb brno | z b | зброевка брно
alfa-proj          CZ  -        Alfa-Proj                  alfa | alfa proj | alfaproj
kora               CZ  -        Kora                       kora brno
czech-small-arms   CZ  -        Czech Small Arms           csa | vz 58
grand-power        SK  -        Grand Power                -

# Germany
hk                 DE  -        Heckler & Koch             h&k | heckler koch | h k | heckler e koch
                                                        | heckler y koch | heckler und koch
                                                        | hekler koch | хеклер и кох | хеклер кох
                                                        | heckler | هيكلر وكوخ | هيكلر أند كوخ
                                                        | هكلر وكوخ
walther            DE  -        Carl Walther               walter | walther
                                                        | carl walther waffenfabrik | вальтер
                                                        | والتر | فالتر | فالتير
sig-sauer          DE  sig      SIG Sauer                  sig | sigsauer | sauer | sig sauer gmbh
                                                        | j p sauer | sauer und sohn | зиг зауэр
                                                        | сиг зауэр | سيغ ساور | سيج ساور
sig-us             US  sig      SIG Sauer USA              sig sauer inc | sigarms | sig arms
                                                        | sig exeter
mauser             DE  -        Mauser                     mauser werke | маузер | ماوزر
                                                        | waffenfabrik mauser | موزر
dwm                DE  -        DWM                        deutsche waffen und munitionsfabriken
                                                        | luger | d w m | parabellum luger
geco               DE  -        Gustav Genschow            geco
haenel             DE  -        C. G. Haenel               haenel
rohm               DE  -        Röhm                       rohm rg
erma               DE  -        Erma                       erma werke | erfurter maschinenfabrik
krico              DE  -        Krico                      kriegeskorte
merkel             DE  -        Merkel                     -
anschutz           DE  -        J. G. Anschütz             anschutz | j g anschutz
blaser             DE  -        Blaser                     -
weihrauch          DE  -        Weihrauch                  arminius | hermann weihrauch
dreyse             DE  -        Dreyse (Rheinmetall)       rheinmetall | dreyse
ortgies            DE  -        Ortgies                    deutsche werke
korth              DE  -        Korth                      -
spreewerk          DE  -        Spreewerk                  -
simson             DE  -        Simson                     -
sauer-ddr          DE  -        Ernst Thälmann Werk        suhl
herbert-schmidt    DE  -        Herbert Schmidt            -
reck               DE  -        Reck                       -
me                 DE  -        Cuno Melcher (ME)          cuno melcher
schmeisser         DE  -        Schmeisser                 -
oberland           DE  -        Oberland Arms              -
lignose            DE  -        Lignose (Bergmann)         lignose | bergmann
heym               DE  -        Heym                       -
menz               DE  -        August Menz                menz

# Nordic States
madsen             DK  -        Madsen                     dansk rekyl riffel syndikat
                                                        | dansk industri syndikat
sako               FI  -        Sako                       сако
tikka              FI  sako     Tikka                      tikkakoski | тикка
valmet             FI  -        Valmet                     -
husqvarna          SE  -        Husqvarna                  -
carl-gustaf        SE  -        Carl Gustafs Stads         carl gustaf | carl gustav
lahti              FI  -        VKT Lahti                  lahti
kongsberg          NO  -        Kongsberg                  -

# Spain
star               ES  -        Star Bonifacio Echeverría  star | bonifacio echeverria | стар | ستار
llama              ES  -        Llama-Gabilondo            gabilondo | llama | gabilondo y cia
                                                        | льяма
astra              ES  -        Astra-Unceta               unceta | astra | esperanza y unceta
                                                        | астра
orbea              ES  -        Orbea Hermanos             orbea
tanque             ES  -        Ojanguren y Vidosa         tanque | ojanguren
tac                ES  -        Trocaola Aranzábal         trocaola | trocaola aranzabal y cia
bh                 ES  -        Beistegui Hermanos         beistegui
gh                 ES  -        Guisasola Hermanos         guisasola | g h
aya                ES  -        Aguirre y Aranzábal        a y a
garate             ES  -        Gárate, Anitua y Cía       g a c | garate anitua
ugartechea         ES  -        Ignacio Ugartechea         ugartechea
sarasqueta         ES  -        Víctor Sarasqueta          sarasqueta
zabala             ES  -        Zabala Hermanos            zabala
eibar              ES  -        Eibar                      armas eibar
ruby               ES  -        Ruby                       -
crucero            ES  -        Crucero                    ojanguren y matiade
detective          ES  -        Detective                  -
arizmendi          ES  -        Arizmendi                  francisco arizmendi | walman
echave             ES  -        Echave y Arizmendi         echasa | echave
retolaza           ES  -        Retolaza Hermanos          retolaza
santa-barbara      ES  -        Santa Bárbara              santa barbara sistemas
                                                        | empresa nacional santa barbara
                                                        | fabrica de armas oviedo | cetme
laurona            ES  -        Laurona                    -
kemen              ES  -        Kemen                      armas kemen
lanber             ES  -        Lanber                     -
zulaica            ES  -        Zulaica                    -
bergara            ES  -        Bergara                    -
gamo               ES  -        Gamo                       -
norica             ES  -        Norica                     -
cometa             ES  -        Cometa                     -
bufalo             ES  -        Búfalo                     bufalo
fiel               ES  -        Fiel                       -

# France
mab                FR  -        MAB                        manufacture d'armes de bayonne | m a b
mas                FR  -        MAS Saint-Étienne          saint étienne | mas
                                                        | manufacture d'armes de saint etienne
                                                        | st etienne | giat
mat                FR  -        MAT Tulle                  manufacture d'armes de tulle | mat 49
mac-fr             FR  -        MAC Châtellerault          manufacture d'armes de chatellerault
                                                        | chatellerault
unique             FR  -        Unique                     manufacture d'armes des pyrénées
                                                        | unique kriegsmodell
manurhin           FR  walther  Manurhin                   -
sacm               FR  -        SACM                       société alsacienne
manufrance         FR  -        Manufrance                 manufacture française d'armes et cycles
verney-carron      FR  -        Verney-Carron              verney carron
chapuis            FR  -        Chapuis                    -
darne              FR  -        Darne                      -
lefaucheux         FR  -        Lefaucheux                 -
gaucher            FR  -        Gaucher                    -
pgm                FR  -        PGM Précision              -

# Italy
beretta            IT  -        Pietro Beretta             baretta | beretta | p beretta | bereta
                                                        | fabbrica d'armi pietro beretta | беретта
                                                        | بيريتا | بريتا
benelli            IT  -        Benelli                    бенелли | بينيلي
franchi            IT  -        Franchi                    luigi franchi | франки
tanfoglio          IT  -        Tanfoglio                  fratelli tanfoglio | tanfoglio giuseppe
breda              IT  -        Breda                      breda meccanica
bernardelli        IT  -        Bernardelli                vincenzo bernardelli
galesi             IT  -        Galesi                     industria armi galesi | rigarmi
uberti             IT  -        Uberti                     aldo uberti
pietta             IT  -        Pietta                     -
pedersoli          IT  -        Pedersoli                  davide pedersoli
fabarm             IT  -        Fabarm                     -
chiappa            IT  -        Chiappa                    armi sport | kimar
mateba             IT  -        Mateba                     -
glisenti           IT  -        Glisenti                   -
carcano            IT  -        Carcano                    terni | mannlicher carcano
zoli               IT  -        Antonio Zoli               zoli
perazzi            IT  -        Perazzi                    -
bruni              IT  -        Bruni                      -
socimi             IT  -        Socimi                     -
spectre            IT  -        SITES Spectre              sites
lercker            IT  -        Lercker                    -
gamba              IT  -        Gamba                      renato gamba
investarm          IT  -        Investarm                  -
rizzini            IT  -        Rizzini                    -
caesar             IT  -        Caesar Guerini             -
sabatti            IT  -        Sabatti                    -
armi-jager         IT  -        Armi Jager                 jager

# Great Britain and Ireland
webley             GB  -        Webley & Scott             webley | webley scott | веблей | ويبلي
enfield            GB  -        Enfield                    royal small arms factory | rsaf
                                                        | lee enfield | enfield lock | энфилд
                                                        | انفيلد | لي انفيلد
sterling           GB  -        Sterling Armament          sterling
bsa                GB  -        BSA                        birmingham small arms
accuracy           GB  -        Accuracy International     -
parker-hale        GB  -        Parker-Hale                parker hale
rigby              GB  -        John Rigby                 rigby
purdey             GB  -        Purdey                     james purdey
holland            GB  -        Holland & Holland          -
westley            GB  -        Westley Richards           -
wilkinson          GB  -        Wilkinson Sword            wilkinson
dreadnought        GB  -        Dreadnought                -
tranter            GB  -        Tranter                    -

# Hungary, Poland, Romania
feg                HU  -        FÉG                        fegyver és gépgyár | fegarmy
                                                        | fég fegyver | femaru | фег | f e g
frommer            HU  -        Frommer                    -
lucznik            PL  -        Łucznik (FB Radom)         łucznik | radom | fabryka broni
                                                        | zaklady metalowe | лучник
cugir              RO  -        Cugir (Romarm)             romarm | regia autonoma romtehnica
                                                        | cugir | ratmil | sn romarm | cn romarm
                                                        | кугир

# Portugal and Greece
indep              PT  -        INDEP                      fábrica de braço de prata
fbp                PT  -        FBP                        -
ebo                GR  -        EBO (EAS)                  hellenic arms | ebo

# Netherlands, Luxembourg
hembrug            NL  -        Hembrug                    artillerie inrichtingen
"""
