"""The calibres we know. Names are looked up without `mm` and without the first dot."""

# id  name  other cartridges that its weapons are also said to take  names of the same cartridge
HANDGUN = """
# Metric
2.7kolibri  2.7 mm Kolibri         -             -
4.6x30      4.6x30 mm              -             4.6 hk | 4.6
5.45x18     5.45x18 mm             -             5.45 psm
5.7x28      5.7x28 mm              -             5.7 | fn 5.7
5.8x21      5.8x21 mm              -             -
6.35x15     6.35 mm Browning       -             25 acp | 25 auto | 25 acp auto | 25 | 6.35 | 635
                                                 | 6.35 br | 25 automatic colt pistol
7.62x25     7.62 mm Tokarev        7.63x25       7.62 tt | 30 tokarev | 7.62 mauser | 7.62 tok
7.62x38r    7.62 mm Nagant         -             7.62x38
7.63x25     7.63 mm Mauser         -             7.63 | 30 mauser | 763
7.65x17     7.65 mm Browning       -             .32 acp | 32 auto | 32 auto expo | 7.65 br
                                                 | 7.65x17sr | 32 colt auto | 7.65 auto
7.65x20     7.65 mm French Long    -             7.65 longue | 7.65 mas
7.65x21     7.65 mm Parabellum     -             30 luger | 7.65 para | 7.65 luger
8x22        8 mm Nambu             -             -
8gaulois    8 mm Gaulois           -             -
8x27r       8 mm French Ordnance   -             8 lebel revolver | 8x27
9x17        .380 ACP               -             380 | 380 auto | 380 acp auto | 9 kurz | 9 corto
                                                 | 9 curto | 9 short | 9 court | 9 browning short
                                                 | 9x17k | 9 browning curto | 380 acp curto | 380a
                                                 | 9 browning kurz | 380 curto | 9 browning corto
9x18        9 mm Makarov           -             9x18 pm | 9x18 makarov | 9 pm | 9x18 mak | 9 mak
                                                 | 9 макаров | 9 макарова | 9x18 пм | 9 пм
9x18u       9x18 mm Ultra          -             9 ultra | 9 police
9x19        9 mm Parabellum        -             9 luger | 9 para | 9 para bellum | 9 nato | 9x19p
                                                 | 9x19 parabellum | 9x19 para | 9x19 luger
                                                 | 9x19 nato | 9 luger 9x19 | 9p | 9 парабеллум
                                                 | 9 люгер | 9 بارابيلوم | 9 para luger
9x20sr      9 mm Browning Long     -             9 browning largo | 9 browning longo
9x21        9x21 mm IMI            -             9 imi
9x21g       9x21 mm Gyurza         -             9x21 сп10
9x22        .357 SIG               -             9x22
9x23        9x23 mm Largo          -             9 largo | 9 bergmann | 9x23 winchester | 9 bayard
9x23steyr   9 mm Steyr             -             9 steyr
9x25        9x25 mm Mauser         -             9 mauser | 9 mauser export
10x22       .40 S&W                -             40 sw | 40 smith&wesson | 40 auto | 40 s&w magnum
                                                 | 40sw
10x25       10 mm Auto             -             10 mm
10.4x20r    10.4 mm Italian        -             10.4 | 10.35
10.6x25r    10.6 mm German         -             -
11.43x23    .45 ACP                -             45 auto | 11.43 | 11.25 | 45acp | 45 aut | 1143
45gap       .45 GAP                -             -

# Inches
22tcm       .22 TCM                -             -
25naa       .25 NAA                -             -
30super     .30 Super Carry        -             -
32naa       .32 NAA                -             -
32hr        .32 H&R Magnum         32swl 327     32 h&r
327         .327 Federal Magnum    -             327
32sw        .32 S&W                32swl         32 s&w short | 32 sw | 32 short | 32 s&w curto
                                                 | 32 curto | 32 s&w corto
32swl       .32 S&W Long           -             32 long | 32 swl | 32 s&w l | 32 sw long
                                                 | 32 s&w longo | 32 longo | 32 largo | 32 s&w largo
32sc        .32 Short Colt         -             -
32lc        .32 Long Colt          32swl         -
320         .320 Revolver          32sw          320 | 320 short | 320 bulldog
38sw        .38 S&W                -             38 sw | 38 s&w short | 38 smith&wesson | 9x20r
                                                 | 9x20 | 380 rim
38short     .38 Short Colt         38spl 38sw    38 short | 38 curto | 38 special short
                                                 | 38 spl curto | 38 corto
38lc        .38 Long Colt          38spl         38 long | 38 longo | 38 largo
38spl       .38 Special            9x33r         38 sp | 38 spl p | 38 p | 38 swl | 38 s&w special
                                                 | 38 s&w spl | 9x29.5 | 9x29r | 9x29.5r
                                                 | 38 special p | 38 s | 38 espcial | 38 esp p
38super     .38 Super              -             38 super auto | 38 auto | 38 acp | 356 | 38 sup
38tpc       .38 TPC                -             -
9x33r       .357 Magnum            -             357 | 357 s&w magnum | 357 rem magnum
41short     .41 Short              -             -
41mag       .41 Magnum             -             41 rem magnum
44spl       .44 Special            44mag         44 s&w special | 44 s&w
44mag       .44 Magnum             -             44 rem magnum
44-40       .44-40 Winchester      -             44 wcf
44russian   .44 Russian            44spl         -
44bulldog   .44 Bulldog            -             -
45colt      .45 Colt               -             45 long colt | 45 lc
442         .442 Webley            -             442
450r        .450 Revolver          -             -
454         .454 Casull            45colt        454
455         .455 Webley            -             455
460sw       .460 S&W Magnum        45colt 454    460 s&w
475         .475 Linebaugh         -             -
480         .480 Ruger             -             480
50ae        .50 Action Express     -             50 ae
500sw       .500 S&W Magnum        -             500 s&w
"""

# The same columns.
RIMFIRE = """
17hmr      .17 HMR            -             17 | 17 hornady magnum rimfire
17hm2      .17 Mach 2         -             17 hm2
17wsm      .17 WSM            -             -
22short    .22 Short          22lr          22 curto | 22 corto
22long     .22 Long           22lr 22short  22 longo | 22 largo | 22 l
22lr       .22 Long Rifle     -             22 lr | 22lr | 22 l r | 22 lr sv | 5.6x15r | 5.6x15
                                            | 22 rimfire | 22 rifle longo | 5.6 mm | 22 lr hv
22wmr      .22 WMR            -             22 magnum | 22 win mag | 22 mag | 22 wmr | 22mag
22wrf      .22 WRF            -             -
"""

# The same columns.
RIFLE = """
# Metric
5.45x39    5.45x39 mm            -             5.45 | 5.45 soviet | 545 | 5.45 russian
5.56x45    5.56x45 mm NATO       223           556 | 5.56 | 5.56 nato | 556 nato
5.8x42     5.8x42 mm             -             5.8
6arc       6 mm ARC              -             -
6rem       6 mm Remington        -             244 remington
6.5x50     6.5x50 mm Arisaka     -             6.5 arisaka
6.5x52     6.5x52 mm Carcano     -             6.5 carcano
6.5x54     6.5x54 mm Mannlicher  -             6.5 mannlicher
6.5x55     6.5x55 mm Swedish     -             6.5 swedish | 6.5x55 se
6.5x57     6.5x57 mm Mauser      -             -
6.5cm      6.5 mm Creedmoor      -             -
6.5gr      6.5 mm Grendel           -             6.5x39
6.8spc     6.8 mm SPC            -             6.8x43
6.8x51     6.8x51 mm             -             277 fury
7x57       7 mm Mauser           -             7 mm | 7x57 mauser | 275 rigby
7x57r      7x57R                 -             -
7x64       7x64 mm Brenneke      -             7x64
7x65r      7x65R                 -             -
7mm08      7 mm-08 Remington     -             7mm08
7rm        7 mm Remington Mag.   -             7 rem magnum | 7 remington magnum | 7x63b
7.35x51    7.35 mm Carcano       -             7.35
7.5x54     7.5x54 mm French      -             7.5 mas | 7.5 french
7.5x55     7.5x55 mm Swiss       -             7.5 swiss
7.62x33    .30 Carbine           -             30 m1 | 30 m1 carbine | 30 carabina | 30 carbina
                                               | 7.62 carbine
7.62x39    7.62x39 mm            -             7.62 soviet | 7.62 kalashnikov | 7.62x39 m43
                                               | 7.62 m43 | 7.62 russian short | 7.62 short
                                               | 7.62x39 soviet | 7.62 ak
7.62x45    7.62x45 mm            -             -
7.62x51    7.62x51 mm NATO       308           7.62 nato | 7.62 otan
7.62x54r   7.62x54R              -             7.62x54 | 7.62 russian | 7.62x54 rimmed | 7.62 mosin
7.65x53    7.65x53 mm Argentine  -             7.65 argentine | 7.65 argentino | 7.65 mauser
7.7x58     7.7x58 mm Arisaka     -             7.7 arisaka
7.92x33    7.92x33 mm Kurz       -             7.92 kurz | 8x33 kurz
7.92x57    7.92x57 mm Mauser     -             8x57 | 8x57is | 8 mauser | 7.92 mauser | 7.92 | 8 mm
                                               | 8x57js | 8x57 mauser
8x57irs    8x57IRS               -             -
8x50r      8x50R Lebel           -             8 lebel
8x56r      8x56R                 -             -
9x39       9x39 mm               -             -
9x53r      9x53R                 -             -
9.3x62     9.3x62 mm             -             -
9.3x74r    9.3x74R               -             -
12.7x55    12.7x55 mm            -             -
12.7x99    .50 BMG               -             50 browning | 12.7 nato | 50 bmg
12.7x108   12.7x108 mm           -             12.7 soviet
14.5x114   14.5x114 mm           -             14.5

# Inches
204        .204 Ruger            -             204
22hornet   .22 Hornet            -             22 hornet
218        .218 Bee              -             218
220        .220 Swift            -             220
222        .222 Remington        -             222
223        .223 Remington        5.56x45       223 | 223 armalite | 223 wylde
22-250     .22-250 Remington     -             -
243        .243 Winchester       -             243
25-06      .25-06 Remington      -             2506
25-20      .25-20 Winchester     -             2520
250        .250 Savage           -             250
257        .257 Roberts          -             257
260        .260 Remington        -             260
264        .264 Win. Magnum      -             264
270        .270 Winchester       -             270
270wsm     .270 WSM              -             -
280        .280 Remington        -             280 | 7mm express
300blk     .300 Blackout         -             300 blk | 300 aac | 300 aac blackout | 7.62x35
                                               | 300blk
300prc     .300 PRC              -             -
300sav     .300 Savage           -             -
300wm      .300 Win. Magnum      -             300 wm | 300 win magnum | 300 winchester magnum
300wsm     .300 WSM              -             -
300wby     .300 Weatherby        -             300 weatherby magnum
30-06      .30-06 Springfield    -             3006 | 7.62x63 | 30 06 sprg | 30 06
30-30      .30-30 Winchester     -             3030 | 30 wcf | 30 30
30-40      .30-40 Krag           -             3040
303        .303 British          -             303 | 7.7x56r | 7.7 | 7.7x56
303sav     .303 Savage           -             -
308        .308 Winchester       -             308
32-20      .32-20 Winchester     -             32 wcf | 32 20 wcf | 3220 | 8x33r
32-40      .32-40 Winchester     -             -
32ws       .32 Win. Special      -             32 winchester special
338        .338 Lapua Magnum     -             338 | 338 lapua | 8.6x70
338wm      .338 Win. Magnum      -             338 winchester magnum | 338wm | 338 wm
348        .348 Winchester       -             348
35rem      .35 Remington         -             35 | 35 rem
350        .350 Legend           -             350
351        .351 Winchester       -             351
358        .358 Winchester       -             358
37may      .37 Maynard           -             37 maynard
375        .375 H&H Magnum       -             375 | 375 h&h
38-40      .38-40 Winchester     -             38 wcf | 3840
38-55      .38-55 Winchester     -             3855
405        .405 Winchester       -             405
408        .408 CheyTac          -             408
416        .416 Rigby            -             416
416rem     .416 Remington        -             416 rem magnum
444        .444 Marlin           -             444
45-70      .45-70 Government     -             4570 | 45 70 govt
450bm      .450 Bushmaster       -             450
458        .458 Win. Magnum      -             458 | 458 winchester magnum
458socom   .458 SOCOM            -             -
50beowulf  .50 Beowulf           -             12.7x42
500-416    .500/.416 Nitro Express  -            500 416 nitro
577        .577 Snider           -             577
"""

# The same columns; a size such as 12/70 or 28x63.5 is a gauge and a chamber.
SHOTGUN = """
4ga   4 gauge    -  -
8ga   8 gauge    -  -
10ga  10 gauge   -  -
12ga  12 gauge   -  12
14ga  14 gauge   -  14
16ga  16 gauge   -  16
20ga  20 gauge   -  20
24ga  24 gauge   -  24
28ga  28 gauge   -  28
32ga  32 gauge   -  -
36ga  .410 bore  -  36 | 410 | 410 36 | 36 410
"""

# The same columns: air, flobert, signal and blank cartridges, grenades.
OTHER = """
4.5air     4.5 mm air       -        177 | 4.5 | 4.5 bb | 177 bb | 4.5 pellet | 4.5 co2
5.5air     5.5 mm air       -        5.5 | 5.5 bb | 5.5 pellet | 22 air | 5.5 co2
6bb        6 mm airsoft     -        6 bb
6flobert   6 mm Flobert     22short  6 mm
9flobert   9 mm Flobert     -        -
8pak       8 mm blank       -        8 k | 8 pak | 8 knall | 8x20
9pak       9 mm blank       -        9 pak | 9 pa | 9 knall | 9 pa knall | 9 blank | 9x22 pak | 9 ра
380blank   .380 blank       -        380 r | 9 r knall | 380 knall
10x28t     10x28T           -        -
26.5flare  26.5 mm flare    -        26.5
37flare    37 mm flare      -        37
40x46      40x46 mm         -        40 grenade | 40 mm grenade | 40x46sr
60mortar   60 mm mortar     -        60 mm
"""

# id  name  names of the family  its members
FAMILIES = """
9mm     9 mm               9 | 9.00        9x17 9x18 9x18u 9x19 9x20sr 9x21 9x23 9x25 9x23steyr
7.62mm  7.62 mm            7.62 | 762      7.62x25 7.62x33 7.62x38r 7.62x39 7.62x51 7.62x54r 308
7.65mm  7.65 mm            7.65 | 765      7.65x17 7.65x20 7.65x21 7.65x53
12.7mm  12.7 mm            12.7 | 50       12.7x99 12.7x108
7.5mm   7.5 mm             7.5             7.5x54 7.5x55
6.5mm   6.5 mm             6.5             6.5x50 6.5x52 6.5x54 6.5x55 6.5x57 6.5cm 6.5gr
10      10 mm or 10 gauge  10              10x22 10x25 10ga
22      .22                22              22short 22long 22lr 22wmr 22wrf 5.5air
30      .30                30              7.62x33 30-06 30-30 308
300     .300               300             300blk 300wm 300wsm 300sav 300wby 300prc
.32     .32                .32             7.65x17 32sw 32swl 32sc 32lc 32hr 32-20 320
32      .32 or 32 gauge    32              7.65x17 32sw 32swl 32sc 32lc 32hr 32-20 320 32ga
38      .38                38              38sw 38short 38lc 38spl 38super 38tpc 9x33r
40      .40                40              10x22
41      .41                41              41short 41mag
44      .44                44              44spl 44mag 44-40 44russian 44bulldog
45      .45                45              11.43x23 45gap 45colt
500     .500               500             500sw
"""

CARTRIDGES = HANDGUN + RIMFIRE + RIFLE + SHOTGUN + OTHER
