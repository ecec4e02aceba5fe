"""The calibres we know. Names are looked up without `mm` and without the first dot."""

# id  name  other cartridges that its weapons are also said to take  names of the same cartridge
CARTRIDGES = """
# Pistols and revolvers, metric
4.6x30     4.6x30 mm               -             4.6 hk
5.7x28     5.7x28 mm               -             5.7 | fn 5.7
6.35x15    6.35 mm Browning        -             25 acp | 25 auto | 25 acp auto | 25 | 6.35 | 635
7.62x25    7.62 mm Tokarev         7.63x25       7.62 tt | 30 tokarev | 7.62 mauser
7.62x38r   7.62 mm Nagant          -             7.62x38
7.63x25    7.63 mm Mauser          -             7.63 | 30 mauser | 763
7.65x17    7.65 mm Browning        -             .32 acp | 32 auto | 32 auto expo | 7.65 br
                                                 | 7.65x17sr
7.65x21    7.65 mm Parabellum      -             30 luger | 7.65 para | 7.65 luger
9x17       .380 ACP                -             380 | 380 auto | 380 acp auto | 9 kurz | 9 corto
                                                 | 9 curto | 9 short | 9 court | 9 browning short
                                                 | 9x17k | 9 browning curto
9x18       9 mm Makarov            -             9x18 pm | 9x18 makarov | 9 pm | 9x18 mak
9x18u      9x18 mm Ultra           -             9 ultra | 9 police
9x19       9 mm Parabellum         -             9 luger | 9 para | 9 para bellum | 9 nato
                                                 | 9x19 parabellum | 9x19 para | 9x19 luger
                                                 | 9x19 nato | 9 luger 9x19 | 9p
9x20sr     9 mm Browning Long      -             9 browning largo | 9 browning longo
9x21       9x21 mm IMI             -             9 imi
9x22       .357 SIG                -             9x22
9x23       9x23 mm Largo           -             9 largo | 9 bergmann | 9x23 winchester
38super    .38 Super               -             38 super auto | 38 auto | 38 acp | 356
38tpc      .38 TPC                 -             -
10x22      .40 S&W                 -             40 sw | 40 smith&wesson | 40 auto | 40 s&w magnum
10x25      10 mm Auto              -             10 mm
11.43x23   .45 ACP                 -             45 auto | 11.43 | 11.25
45gap      .45 GAP                 -             -

# Pistols and revolvers, inches
22short    .22 Short               22lr          22 curto | 22 corto
22long     .22 Long                22lr 22short  22 longo | 22 largo
22lr       .22 Long Rifle          -             22 lr | 22lr | 22 l r | 22 lr sv | 5.6x15r
                                                 | 22 rimfire
22wmr      .22 WMR                 -             22 magnum | 22 win mag
32sw       .32 S&W                 32swl         32 s&w short | 32 sw | 32 short | 32 s&w curto
32swl      .32 S&W Long            -             32 long | 32 swl | 32 s&w l | 32 sw long
                                                 | 32 s&w longo
32-20      .32-20 Winchester       -             32 wcf | 32 20 wcf
320        .320 Revolver           32sw          320 | 320 short | 320 bulldog
38sw       .38 S&W                 -             38 sw | 38 s&w short | 38 smith&wesson | 9x20r
                                                 | 9x20
38short    .38 Short Colt          38spl 38sw    38 short | 38 curto | 38 special short
                                                 | 38 spl curto
38spl      .38 Special             9x33r         38 sp | 38 spl p | 38 p | 38 swl | 38 s&w special
                                                 | 9x29.5 | 9x29r | 9x29.5r
9x33r      .357 Magnum             -             357
44spl      .44 Special             44mag         44 s&w special | 44 s&w
44mag      .44 Magnum              -             44 rem magnum
44-40      .44-40 Winchester       -             44 wcf
44russian  .44 Russian             44spl         -
45colt     .45 Colt                -             45 long colt | 45 lc
454        .454 Casull             45colt        454
455        .455 Webley             -             455
50ae       .50 Action Express      -             50 ae
500sw      .500 S&W Magnum         -             500 s&w

# Rifles and machine guns
17hmr      .17 HMR                 -             17
5.45x39    5.45x39 mm              -             5.45 | 5.45 soviet | 545
5.56x45    5.56x45 mm NATO         223           556 | 5.56 | 5.56 nato
223        .223 Remington          -             223 | 223 armalite | 223 wylde
222        .222 Remington          -             222
22-250     .22-250 Remington       -             -
243        .243 Winchester         -             243
6.5x55     6.5x55 mm Swedish       -             6.5 swedish
6.5cm      6.5 mm Creedmoor        -             -
270        .270 Winchester         -             270
7x57       7 mm Mauser             -             7 mm | 7x57 mauser
7.5x55     7.5x55 mm Swiss         -             7.5 swiss
7.5x54     7.5x54 mm French        -             7.5 mas | 7.5 french
7.62x33    .30 Carbine             -             30 m1 | 30 m1 carbine | 30 carabina
7.62x39    7.62x39 mm              -             7.62 soviet | 7.62 kalashnikov | 7.62x39 m43
                                                 | 7.62 m43 | 7.62 russian short
7.62x51    7.62x51 mm NATO         308           7.62 nato
308        .308 Winchester         -             308
7.62x54r   7.62x54R                -             7.62x54 | 7.62 russian | 7.62x54 rimmed
30-06      .30-06 Springfield      -             3006 | 7.62x63 | 30 06 sprg
30-30      .30-30 Winchester       -             3030 | 30 wcf
300blk     .300 Blackout           -             300 blk | 300 aac | 300 aac blackout | 7.62x35
300wm      .300 Winchester Magnum  -             300 wm
303        .303 British            -             303 | 7.7x56r | 7.7
7.65x53    7.65x53 mm Argentine    -             7.65 argentine | 7.65 argentino | 7.65 mauser
7.92x33    7.92x33 mm Kurz         -             7.92 kurz
7.92x57    7.92x57 mm Mauser       -             8x57 | 8x57is | 8 mauser | 7.92 mauser | 7.92
                                                 | 8 mm
338        .338 Lapua Magnum       -             338 | 338 lapua | 8.6x70
375        .375 H&H Magnum         -             375 | 375 h&h
9x39       9x39 mm                 -             -
12.7x99    .50 BMG                 -             50 browning | 12.7 nato
12.7x108   12.7x108 mm             -             12.7 soviet
14.5x114   14.5x114 mm             -             14.5

# Shotguns; a size such as 12/70 or 28x63.5 is a gauge and a chamber
10ga       10 gauge                -             -
12ga       12 gauge                -             12
16ga       16 gauge                -             16
20ga       20 gauge                -             20
24ga       24 gauge                -             24
28ga       28 gauge                -             28
32ga       32 gauge                -             -
36ga       .410 bore               -             36 | 410 | 410 36

# Air, flobert and signal
4.5air     4.5 mm air              -             177 | 4.5 | 4.5 bb
5.5air     5.5 mm air              -             5.5 | 5.5 bb
6flobert   6 mm Flobert            22short       -
9flobert   9 mm Flobert            -             -
"""

# id  name  names of the family  its members
FAMILIES = """
9mm     9 mm               9 | 9.00    9x17 9x18 9x18u 9x19 9x20sr 9x21 9x23
7.62mm  7.62 mm            7.62 | 762  7.62x25 7.62x33 7.62x38r 7.62x39 7.62x51 7.62x54r 308
7.65mm  7.65 mm            7.65 | 765  7.65x17 7.65x21 7.65x53
12.7mm  12.7 mm            12.7 | 50   12.7x99 12.7x108
7.5mm   7.5 mm             7.5         7.5x54 7.5x55
10      10 mm or 10 gauge  10          10x22 10x25 10ga
22      .22                22          22short 22long 22lr 22wmr 5.5air
30      .30                30          7.62x33 30-06 30-30 308
300     .300               300         300blk 300wm
.32     .32                .32         7.65x17 32sw 32swl 32-20 320
32      .32 or 32 gauge    32          7.65x17 32sw 32swl 32-20 320 32ga
38      .38                38          38sw 38short 38spl 38super 38tpc 9x33r
40      .40                40          10x22
44      .44                44          44spl 44mag 44-40 44russian
45      .45                45          11.43x23 45gap 45colt
"""
