"""The makers of south-east Europe, the former Soviet Union and Turkey, in our own words."""

# id  country  family where it is not the id  name  further names in registers
EAST = """
# Former Yugoslavia
zastava        RS  -        Zastava Arms              застава | zastava | crvena zastava
                                                      | zavodi crvena zastava | kragujevac | زاستافا
                                                      | црвена застава
prvi-partizan  RS  -        Prvi Partizan             -
hs             HR  -        HS Produkt                hs 2000 | im metal | hs produkt karlovac
agram          HR  -        Agram                     -
rh-alan        HR  -        RH-Alan                   alan agencija
arex           SI  -        Arex                      rex | arex delta
tara           ME  -        Tara                      tara aerospace | tara perfection
bnt            BA  -        BNT TMiH                  bratstvo novi travnik

# Albania
gramsh         AL  -        Gramsh                    um gramsh | poliçan

# Russia and the former Soviet Union
izhmash        RU  izhevsk  Izhmash (Kalashnikov)     ижмаш | izhevsk | kalashnikov concern | saiga
                                                      | сайга | концерн калашников | ижевск
                                                      | ижевский машиностроительный завод
                                                      | izhevsk machinebuilding | ايجماش
                                                      | ижмаш сайга
izhmekh        RU  izhevsk  Izhevsk Mechanical Plant  baikal | ижмех | байкал | imz | izhevsk mekh
                                                      | ижевский механический завод | иж | izh
tula           RU  -        Tula Arms Plant           toz | туламаш | tulamash | тоз
                                                      | тульский оружейный завод | tulsky
                                                      | tula arsenal
molot          RU  -        Molot                     vyatskie polyany | молот | vepr | вепрь
                                                      | вятско полянский
degtyarev      RU  -        Degtyarev Plant (ZiD)     зид | завод имени дегтярева | degtyarev
                                                      | kovrov | ковров
tsniitochmash  RU  -        TsNIITochMash             цниитточмаш | цнииточмаш
kbp            RU  -        KBP Tula                  кбп | instrument design bureau
zlatoust       RU  -        Zlatoust                  златоуст
orsis          RU  -        Orsis                     орсис | promtechnologia
lobaev         RU  -        Lobaev Arms               лобаев
fort           UA  -        Fort (RPC)                форт | npo fort | форт украина
mayak          UA  -        Mayak                     маяк завод
zbroyar        UA  -        Zbroyar                   зброяр
latek          UA  -        Latek                     латэк
luganskpatron  UA  -        Luhansk Cartridge Works   луганский патронный
telemechanics  AZ  -        Telemechanics Baku        iglim
delta-ge       GE  -        Delta (Georgia)           stc delta

# Turkey
canik          TR  -        Canik (Samsun Yurt)       canik55 | samsun yurt savunma | canik 55
                                                      | canik | samsun domestic defence | чаник
                                                      | كانيك | جانيك
girsan         TR  -        Girsan                    yavuz girsan | гирсан | جيرسان
sarsilmaz      TR  -        Sarsılmaz                 sarasilmaz | sar | kilinç | sarsilmas
                                                      | sar arms | sarsilmaz silah | сарсылмаз
                                                      | سارسيلماز
tisas          TR  -        TİSAŞ                     zigana | trabzon silah | tisas trabzon | тисас
                                                      | تيساس
mkek           TR  -        MKE                       kirikkale | mkek | makina ve kimya | m k e
hatsan         TR  -        Hatsan                    hatsan arms
akdal          TR  -        Akdal                     -
armsan         TR  -        Armsan                    armsan silah
pardus         TR  -        Pardus                    -
huglu          TR  -        Huğlu                     -
toros          TR  -        Toros                     toros arms
doruk          TR  -        Doruk (Eternal)           eternal | doruk silah
ekol           TR  -        Ekol                      voltran | ekol voltran
zoraki         TR  -        Atak (Zoraki)             zoraki | atak arms
blow           TR  -        Blow                      üçyıldız | ucyildiz
retay          TR  -        Retay                     retay arms
kuzey          TR  -        Kuzey                     -
vursan         TR  -        Vursan                    -
derya          TR  -        Derya Arms                derya
kral           TR  -        Kral Arms                 kral
khan           TR  -        Khan Arms                 -
yildiz         TR  -        Yıldız                    yildiz silah
escort         TR  -        Escort                    -
silver-eagle   TR  -        Silver Eagle              -
kalekalip      TR  -        Kale Kalıp                kale kalip
ata            TR  -        ATA Arms                  ata silah
uzkon          TR  -        Uzkon                     -
adler          TR  -        Adler                     adler arms
typhoon        TR  -        Typhoon Defence           -
ottoguns       TR  -        Ottoguns                  -
"""
