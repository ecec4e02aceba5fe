"""The makers of the Middle East, Asia, Australia and Africa, in our own words."""

# id  country  family where it is not the id  name  further names in registers
ASIA = """
# Middle East
iwi            IL  -  IWI (IMI)                   imi | israel military industries
                                                  | israel weapon industries | i m i | i w i
                                                  | jericho | galil | negev
                                                  | israel weapons industries | тавор | uzi | تافور
                                                  | عوزي
bul            IL  -  BUL                         bul armory | bul transmark
silver-shadow  IL  -  Silver Shadow               gilboa
maadi          EG  -  Maadi                       مصنع 54 | factory 54 egypt | misr | maadi company
                                                  | المعادي
helwan         EG  -  Helwan                      حلوان
dio            IR  -  Defence Industries Organization  dio iran | صنايع دفاع
caracal        AE  -  Caracal                     كاراكال | قراقال
al-qadissiya   IQ  -  Al-Qadisiyah                al qadissiya | tabuk | القادسية | تبوك | tariq
                                                  | طارق
mic-sd         SD  -  Military Industry Corporation  mic sudan | هيئة التصنيع الحربي | هيئة التصنيع
kaddb          JO  -  KADDB                       jadara | viper jaws
al-kharj       SA  -  Military Industries Corporation Al-Kharj  al kharj | الخرج

# South Asia
pof            PK  -  Pakistan Ordnance Factories  pof | pakistan ordnance | p o f wah
daudsons       PK  -  Daudsons Armoury            daudsons
royal-arms     PK  -  Royal Arms Pakistan         -
iof            IN  -  Indian Ordnance Factory     ordnance factory board | ishapore | rfi | i o f
                                                  | indian ordnance | rifle factory ishapore | ofb
                                                  | ordnance factory tiruchirappalli
bof            BD  -  Bangladesh Ordnance Factories  bof bangladesh
st-kinetics    SG  -  ST Kinetics                 chartered industries of singapore | cis singapore
                                                  | st kinetics

# East and south-east Asia
norinco        CN  -  Norinco                     china north industries | norinko | nornico
                                                  | норинко | 北方工业 | نورينكو
poly           CN  -  Poly Technologies           polytech | poly tech
jing-an        CN  -  Jing An                     jing an import
state-66       CN  -  State Factory 66            factory 66 | arsenal 66
xinxing        CN  -  China Xinxing               xinxing
howa           JP  -  Howa                        -
miroku         JP  -  Miroku                      b c miroku
nambu          JP  -  Nambu                       nambu arms | new nambu
arisaka        JP  -  Arisaka                     -
skb            JP  -  SKB                         skb arms
daewoo         KR  -  Daewoo / S&T                s&t motiv | daewoo | snt motiv | daewoo precision
dasan          KR  -  Dasan                       dasan machineries
north-korea    KP  -  DPRK Arsenal                type 58 dprk | baek du san
pindad         ID  -  Pindad                      pt pindad
armscor        PH  -  Armscor (Rock Island)       rock island | armscor | rock island armory | ria
                                                  | squires bingham
                                                  | arms corporation of the philippines
shooters       PH  -  Shooters Arms               shooters arms manufacturing | sam philippines
danao          PH  -  Danao Arms                  danao
metrillo       PH  -  Metrillo                    -
ferfrans       PH  -  Ferfrans                    -
z111           VN  -  Factory Z111                z111
factory-205    TW  -  Factory 205                 205th armory | nhà máy 205
sme            MY  -  SME Ordnance                syarikat malaysia explosives
ka-pa-sa       MM  -  Ka Pa Sa                    kapasa
thai           TH  -  Thai Royal Arsenal          -
lithgow        AU  -  Lithgow                     lithgow arms | adi lithgow
australian     AU  -  Australian Automatic Arms   -
sportco        AU  -  Sportco                     -

# Africa
vektor         ZA  -  Vektor (Lyttelton)          lyttelton | denel | vektor | lew
musgrave       ZA  -  Musgrave                    -
truvelo        ZA  -  Truvelo                     -
milkor         ZA  -  Milkor                      -
dicon          NG  -  DICON                       defence industries corporation of nigeria
kofc           KE  -  Kenya Ordnance Factories    kofc | eldoret ordnance
gafat          ET  -  Gafat Armament              gafat | homicho
luwero         UG  -  Luwero Industries           luwero
mwenge         TZ  -  Mzinga Corporation          mzinga
zimbabwe-di    ZW  -  Zimbabwe Defence Industries  zdi
rhogun         ZW  -  Rhogun                      rhuzi
manucar        CF  -  Manufacture Centrafricaine  -
"""
