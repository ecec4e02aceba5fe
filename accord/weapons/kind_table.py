"""The words that registers use for kinds of weapon, in the languages that they are kept in."""

# type  action  category  words
KINDS = """
PISTOL          SEMI_AUTOMATIC  SA1  pist | pistol | pistola | pistolet | semi automatic pistol
                                     | пистолет | pistola semiautomática | pistola semi automática
                                     | مسدس | self loading pistol | pistolet semi automatique
                                     | pistole | pistolet automatyczny | tabanca | pistool
                                     | pistolen | تپانچه | selbstladepistole | pistola auto
                                     | auto pistol | pst
PISTOL          AUTOMATIC       SA1  automatic pistol | pistola automática | pistolet automatique
                                     | автоматический пистолет
PISTOL          REVOLVER        SA1  revolv | revolver | revólver | револьвер | rev | rewolwer
                                     | altıpatlar | مسدس دوار | ريفولفر | رفولفر
PISTOL          SINGLE_SHOT     SA6  garrucha | single shot pistol | pistola monotiro | pistolão
                                     | pistola de un tiro | tercerola | pistolão de dois canos
PISTOL          DERRINGER       SA6  derringer
PISTOL          -               SA1  handgun | hand gun | arma curta | arma corta | arme de poing
                                     | faustfeuerwaffe | короткоствольное | arma de puño
SHOTGUN_PISTOL  SINGLE_SHOT     SA6  garruchão | shotgun pistol
SHOTGUN         -               SA6  esping | escop | обрез | shotgun | shot gun | espingarda
                                     | escopeta | fusil de chasse | ружье | дробовик | flinte
                                     | fucile | doppietta | cartucheira | av tüfeği | haglgevaer
                                     | بندقية صيد | بندقية خرطوش | خرطوش | espingarda cartucheira
                                     | calibre doze | гладкоствольное ружье | охотничье ружье
                                     | strzelba | schrotflinte | caçadeira
SHOTGUN         PUMP            SA6  pump shotgun | pump action shotgun | espingarda pump
                                     | escopeta de corredera | fusil à pompe | espingarda de bombeio
                                     | pump action | помповое ружье | espingarda pump action | pump
SHOTGUN         DOUBLE_BARREL   SA6  double barrel shotgun | espingarda dois canos
                                     | escopeta de dos cañones | double barreled shotgun
                                     | двустволка | espingarda de dois canos | fusil juxtaposé
SHOTGUN         OVER_UNDER      SA6  over under shotgun | fusil superposé | escopeta superpuesta
SHOTGUN         SEMI_AUTOMATIC  SA6  semi automatic shotgun | espingarda semiautomática
                                     | espingarda semi automática | escopeta semiautomática
SHOTGUN         PERCUSSION      SA6  bacamarte | polveira | socadeira | pica pau | antecarga
                                     | espingarda de carregar pela boca | muzzle loader
SHOTGUN         SINGLE_SHOT     SA6  single shot shotgun | espingarda um cano | espingarda monotiro
                                     | espingarda de antecarga | espingarda de um cano
RIFLE           -               SA2  carab | rifle | carabine | carabina | carbine | карабин
                                     | винтовка | arme d'épaule | carabina fuzil | fusil | büchse
                                     | gewehr | karabin | tüfek | long gun | arma larga | arma longa
                                     | بندقية | كاربين | carabina rifle | карабін | karabiner
                                     | lange wapen | geweer | langwaffe | fusil de précision
RIFLE           BOLT            SA2  bolt action rifle | rifle de cerrojo | fuzil de repetição
                                     | mosquetão | mosquete | mosquetón | mousqueton | bolt action
                                     | fusil de cerrojo | carabina de repetição | repetierbüchse
                                     | снайперская винтовка | sniper rifle | rifle de repetição
                                     | rifle de precisão | fuzil de precisão | بندقية قنص
RIFLE           LEVER           SA2  lever action rifle | lever action | carabina puma
RIFLE           SINGLE_SHOT     SA2  single shot rifle | fusil à un coup
RIFLE           SEMI_AUTOMATIC  SA2  semi automatic rifle | fuzil semiautomático | rifle semi auto
                                     | rifle semiautomático | carabina semiautomática
                                     | fusil semi auto | semi auto rifle | carabina semi automática
                                     | fuzil semi automático | самозарядный карабин
RIFLE           -               SA4  fuzil
RIFLE           AUTOMATIC       SA4  ak 47 | ak47 | akm | ak 74 | assault rifle | fuzil de assalto
                                     | fuzil automático | fusil de asalto | автомат | fusil d'assaut
                                     | fusil automático | automatic rifle | sturmgewehr
                                     | battle rifle | fal automático
                                     | espingarda automática de assalto | بندقية هجومية | رشاش آلي
                                     | بندقية آلية | piyade tüfeği | select fire rifle
                                     | machine rifle | fuzil metralhador leve
                                     | karabinek automatyczny | رشاش كلاشنكوف
RIFLE_SHOTGUN   -               SA6  combination gun | drilling | arma combinada
                                     | carabina espingarda | rifle espingarda | espingarda rifle
                                     | fusil mixte | комбинированное ружье
SUBMACHINE_GUN  AUTOMATIC       SA3  submet | submetr | submetralh | submachine gun
                                     | sub machine gun | smg | machine pistol | sub machinegun
                                     | submetralhadora | pistola metralhadora | subfusil
                                     | submachinegun | subametralladora | pistolet mitrailleur
                                     | пистолет пулемет | sub metralhadora | metralhadora de mão
                                     | maschinenpistole | pistola ametralladora | metra | رشاش قصير
                                     | رشاش صغير | makineli tabanca | pistolet maszynowy | mini uzi
                                     | subfusil ametrallador
MACHINE_GUN     AUTOMATIC       SA5  light machine gun | lmg | metralhadora leve | fuzil metralhador
                                     | ametralladora ligera | mitrailleuse légère
                                     | fusil mitrailleur | squad automatic weapon | ручной пулемет
                                     | رشاش خفيف | fusil ametrallador | general purpose machine gun
                                     | gpmg | единый пулемет
MACHINE_GUN     AUTOMATIC       LW1  heavy machine gun | hmg | metralhadora pesada
                                     | ametralladora pesada | mitrailleuse lourde
                                     | крупнокалиберный пулемет | رشاش ثقيل | metralhadora antiaérea
                                     | metralhadora ponto 50
MACHINE_GUN     AUTOMATIC       -    machine gun | machinegun | metralhadora | ametralladora
                                     | mitrailleuse | пулемет | رشاش | maschinengewehr
                                     | makineli tüfek | mg
ROCKET          LAUNCHER        LW5  rocket launcher | lança foguete | lanzacohetes | lança foguetes
                                     | lance roquettes | rpg | lança rojão
                                     | гранатомет противотанковый | lança rojões | bazuca | bazooka
                                     | قاذف صواريخ | آر بي جي | law | at 4
GRENADE         LAUNCHER        LW2  grenade launcher | lança granadas | lanzagranadas
                                     | lança granada | lance grenades | подствольный гранатомет
                                     | granatwerfer | قاذف قنابل | гранатомет | ugl
MORTAR          -               LW6  mortar | morteiro | mortero | mortier | миномет | هاون
                                     | moździerz
CANNON          RECOILLESS      LW4  recoilless rifle | canhão sem recuo | cañón sin retroceso
                                     | canon sans recul | безоткатное орудие
CANNON          -               LW3  anti tank rifle | portable anti tank gun | fuzil antimaterial
                                     | противотанковое ружье | anti material rifle
MISSILE         LAUNCHER        LW7  manpads | missile launcher | lança míssil | lanzamisiles | пзрк
DISGUISED       -               SA6  disguised gun | pen gun | caneta revólver | pen pistol
                                     | caneta pistola | pistola bolígrafo | bengala arma
                                     | stylo pistolet
PISTOL          FLARE           -    flare gun | signal pistol | pistola sinalizadora
                                     | pistola de señales | pistolet de signalisation
                                     | сигнальный пистолет | leuchtpistole
PISTOL          BLANK           -    blank pistol | pistola de fogueo | pistola detonadora
                                     | alarm pistol | starter pistol | pistola de alarme
                                     | pistolet d'alarme | gas pistol | schreckschuss
                                     | schreckschusspistole | kurusıkı | revólver de fogueo
                                     | газовый пистолет | pistola de festim | مسدس صوت
PISTOL          GAS             -    air pistol | pistola de pressão | pistola de aire comprimido
                                     | пневматический пистолет | bb gun | pistola de chumbinho
                                     | airsoft
RIFLE           GAS             -    air rifle | carabina de pressão | espingarda de pressão
                                     | carabina de ar comprimido | rifle de aire comprimido
                                     | air gun | carabine à plomb | пневматическая винтовка
                                     | espingarda de chumbinho | espingarda de ar comprimido
                                     | luftgewehr
SILENCER        -               -    silencer | suppressor | silenciador | silencieux | глушитель
                                     | schalldämpfer | كاتم صوت | abafador | supressor de ruído
"""

# legal origin  words, whatever the weapon's shape
ORIGINS = """
CRAFT           arma de fabricação caseira | fabricação caseira | arma artesanal | artesanal
                | caseira | craft | craft produced | home made | homemade | fabricación casera
                | arme artisanale | artisanale | hechiza | arma hechiza | artesanais | caseiro
                | fabricação artesanal | improvisada | arma improvisada | improvised | zip gun
                | самодельное | самодельный | самодельная | самодельное оружие | chachimbo
                | bate bucha | hechizo | fabrication artisanale | eigenbau | el yapımı | يدوي الصنع
                | country made | katta | desi | local made | locally made | arma caseira
                | fabricación artesanal | trabuco
CONVERTED       arma convertida | converted | converted blank | blank converted | arme convertie
                | convertida | adaptada | arma adaptada | transformada | переделанный | modificada
                | umgebaut | transformée | traumatica modificada
PRIVATELY_MADE  privately made firearm | ghost gun | 3d printed | impressa em 3d | arma impresa 3d
                | impressão 3d | pmf | arma fantasma | impresa en 3d | imprimée en 3d | 3d
DEACTIVATED     deactivated | desativada | desactivada | neutralisée | inutilizada | inerte
                | obsoleta desativada | деактивированный | demilitarised | demilitarized
REACTIVATED     reactivated | reativada | reactivada | réactivée
"""

# What a word beside the shape says of the action.
ACTIONS = """
SEMI_AUTOMATIC  semi auto | semi automatic | semiautomatic | semiautomática | semi automática
                | semiautomático | semi automático | semi automatique | self loading | semiauto
                | полуавтоматический | самозарядный | самозарядная | autoloading | yarı otomatik
AUTOMATIC       full auto | fully automatic | select fire | automática | automático | automatic
                | automatique | автоматический | automatisch
PUMP            pump | pump action | bombeio | corredera | à pompe | помповое | slide action
BOLT            bolt | bolt action | cerrojo | ferrolho | repetição | à verrou | repeating
LEVER           lever | lever action | alavanca | palanca
DOUBLE_BARREL   double barrel | double barreled | dois canos | dos cañones | side by side
                | duplo cano | juxtaposé | cano duplo | 2 canos | doppelflinte | paralela
                | paralelos
OVER_UNDER      over under | over and under | superposed | superposé | sobrepostos | superpuesta
SINGLE_SHOT     single shot | um cano | monotiro | tiro único | tiro unitário | single barrel
                | 1 cano | un cañón | à un coup
REVOLVER        revolver | tambor
"""
