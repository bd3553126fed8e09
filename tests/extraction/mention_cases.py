"""Sentences over the ways in which reports mention who acts, and what must be found in each; written for this test."""

from __future__ import annotations

from typing import Final

# people: name = office [state] flags; others: name (kind key)
CASES: Final[tuple[tuple[str, str], ...]] = (
    (
        "Newly appointed Foreign Minister Elif Aydin of Turkey spoke.",
        "Elif Aydin = foreign minister [TUR] new; Turkey (state TUR)",
    ),
    (
        "Norwegian Prime Minister Ida Berg met her Finnish counterpart, Pekka Laine, in Oslo.",
        "Ida Berg = prime minister [NOR]; Pekka Laine = [FIN] counterpart; Oslo (place NOR)",
    ),
    (
        "Ida Berg, the country's top diplomat, said Norway would wait.",
        "Ida Berg = foreign minister; Norway (state NOR)",
    ),
    (
        "Outgoing Chilean President Rui Castro thanked the army.",
        "Rui Castro = president [CHL] outgoing; army (state)",
    ),
    (
        "The acting mayor of Bergen, Nils Dahl, opened the hall.",
        "Nils Dahl = mayor of Bergen acting",
    ),
    (
        "Acting Mayor of Bergen Nils Dahl opened the hall.",
        "Nils Dahl = mayor of Bergen acting",
    ),
    (
        "Prime Minister Ida Berg came with a bevy of other ministers.",
        "Ida Berg = prime minister",
    ),
    (
        "The speakers of both chambers, Anna Holt and Marek Nowak, attended.",
        "Anna Holt = speaker of parliament; Marek Nowak = speaker of parliament",
    ),
    (
        "The speakers of both chambers of parliament, Anna Holt and Marek Nowak, attended.",
        "Anna Holt = speaker of parliament; Marek Nowak = speaker of parliament",
    ),
    (
        "Moscow rejected the proposal.",
        "Moscow (state RUS)",
    ),
    (
        "They met in Moscow on Friday.",
        "Moscow (place RUS)",
    ),
    (
        "A delegation from Moscow arrived in Minsk.",
        "Moscow (place RUS); Minsk (place BLR)",
    ),
    (
        "Support from Moscow is not enough, Minsk said.",
        "Moscow (state RUS); Minsk (state BLR)",
    ),
    (
        "The White House in Bishkek was stormed by protesters.",
        "White House (state KGZ); Bishkek (place KGZ); protesters",
    ),
    (
        "The White House said that the president would travel to Tokyo.",
        "White House (state USA); president = president; Tokyo (place JPN)",
    ),
    (
        "The Kremlin denied the report.",
        "Kremlin (state RUS)",
    ),
    (
        "Scotland's First Minister Fiona Muir met Danish officials.",
        "Fiona Muir = first minister [GBR-SCT]; Danish officials = official [DNK]",
    ),
    (
        "The president of Tatarstan, Rinat Akhmetov, visited Ankara.",
        "Rinat Akhmetov = president [RUS-TA]; Ankara (state TUR)",
    ),
    (
        "Soviet Foreign Minister Pavel Orlov visited Cairo in 1985.",
        "Pavel Orlov = foreign minister [SUN]; Cairo (state EGY)",
    ),
    (
        "The former Yugoslavia was represented by Josip Horvat.",
        "Yugoslavia (state YUG); Josip Horvat",
    ),
    (
        "The Collective Security Treaty Organisation (CSTO) met. The CSTO adopted a plan.",
        (
            "Collective Security Treaty Organisation (organisation CSTO); CSTO (organisation CSTO)"
            "; CSTO (organisation CSTO)"
        ),
    ),
    (
        "The Alpine Development Bank (ADB) lent 3 million euros to Austria. The ADB will send experts.",
        (
            "Alpine Development Bank (organisation ADB); ADB (organisation ADB); Austria (state AUT); "
            "ADB (organisation ADB)"
        ),
    ),
    (
        "Roman Catholic Pope Leo met Greek Orthodox bishops.",
        "Leo = pope [VAT]",
    ),
    (
        "The Council of the Arab League met in Cairo.",
        "Council of the Arab League (organisation ARABLEAGUE); Cairo (place EGY)",
    ),
    (
        "The Council of Ministers of Kenya met.",
        "Council of Ministers of Kenya (state KEN)",
    ),
    (
        "Muslim leaders met Prime Minister Ida Berg.",
        "Muslim leaders; Ida Berg = prime minister",
    ),
    (
        "Ida Berg and her predecessor, Knut Moe, attended.",
        "Ida Berg; Knut Moe = predecessor",
    ),
    (
        "Foreign ministers Ida Berg of Norway and Pekka Laine of Finland met.",
        "Ida Berg = foreign minister [NOR]; Pekka Laine = foreign minister [FIN]; Finland (state FIN)",
    ),
    (
        "The foreign ministers of Norway and Finland, Ida Berg and Pekka Laine, met.",
        "Ida Berg = foreign minister [NOR]; Pekka Laine = foreign minister [FIN]",
    ),
    (
        "Norway's Ida Berg and Finland's Pekka Laine met in Oslo.",
        "Norway (state NOR); Ida Berg; Finland (state FIN); Pekka Laine; Oslo (place NOR)",
    ),
    (
        "Deputy Foreign Minister Nils Dahl met the Kyrgyz side.",
        "Nils Dahl = deputy foreign minister; Kyrgyz side (state KGZ)",
    ),
    (
        "Ambassador to Norway Pekka Laine handed over his credentials.",
        "Pekka Laine = ambassador to Norway",
    ),
    (
        "The Finnish ambassador in Oslo, Pekka Laine, was summoned.",
        "Pekka Laine = ambassador in Oslo [FIN]",
    ),
    (
        "Kenya's envoy to the UN, Grace Wanjiru, abstained.",
        "Grace Wanjiru = envoy to the U.N. [KEN]",
    ),
    (
        "US Secretary of State John Miller called Ida Berg.",
        "John Miller = secretary of state [USA]; Ida Berg",
    ),
    (
        "The U.S. special envoy for the Sahel, Mary Stone, arrived.",
        "Mary Stone = special envoy for the Sahel [USA]",
    ),
    (
        "President-elect Rui Castro visited Lima.",
        "Rui Castro = president designate; Lima (state PER)",
    ),
    (
        "Rui Castro, prime minister-designate of Portugal, met reporters.",
        "Rui Castro = prime minister [PRT] designate; Portugal (state PRT)",
    ),
    (
        "Interim President Ana Castro swore in her cabinet.",
        "Ana Castro = president acting; cabinet (state)",
    ),
    (
        "Former Portuguese finance minister Rui Castro was arrested.",
        "Rui Castro = finance minister [PRT] former",
    ),
    (
        "Ex-president Rui Castro left the country.",
        "Rui Castro = president former",
    ),
    (
        "The late president Rui Castro had signed it.",
        "Rui Castro = president former",
    ),
    (
        "Then-foreign minister Rui Castro had signed it.",
        "Rui Castro = foreign minister former",
    ),
    (
        "First lady Ana Castro opened a school.",
        "Ana Castro = first lady",
    ),
    (
        "King Haakon received President Rui Castro.",
        "Haakon = king; Rui Castro = president",
    ),
    (
        "Crown Prince Salman bin Faisal of Jordan arrived in Doha.",
        "Salman bin Faisal = crown prince [JOR]; Jordan (state JOR); Doha (place QAT)",
    ),
    (
        "Foreign Ministry spokeswoman Ana Castro said it was a mistake.",
        "Ana Castro = spokesperson of the foreign ministry",
    ),
    (
        "Kremlin spokesman Pavel Orlov said so.",
        "Pavel Orlov = spokesperson [RUS]",
    ),
    (
        "EU foreign policy chief Marta Rossi called for calm.",
        "Marta Rossi = high representative [EU]",
    ),
    (
        "NATO Secretary General Jan de Vries arrived in Kyiv.",
        "Jan de Vries = secretary-general [NATO]; Kyiv (place UKR)",
    ),
    (
        "The head of the World Food Programme, Mary Stone, visited Juba.",
        "Mary Stone = head [WFP]; Juba (state SSD)",
    ),
    (
        "Defence chief General Otto Krause met his Danish colleague.",
        "Otto Krause = chief of defence; Danish colleague = [DNK] counterpart",
    ),
    (
        "General Otto Krause commands the force.",
        "Otto Krause = general",
    ),
    (
        "Opposition leader Grace Wanjiru was detained.",
        "Grace Wanjiru = opposition leader",
    ),
    (
        "The leader of the Green Alliance, Otto Krause, resigned.",
        "Otto Krause = leader of the Green Alliance",
    ),
    (
        "Speaker of the Sejm Marek Nowak arrived in Vilnius.",
        "Marek Nowak = speaker of the lower chamber of parliament [POL]; Vilnius (place LTU)",
    ),
    (
        "Senator Mary Stone of Ohio met President Rui Castro.",
        "Mary Stone = senator; Rui Castro = president",
    ),
    (
        "Governor of Osh region Almaz Toktorov visited Tashkent.",
        "Almaz Toktorov = governor of Osh; Tashkent (state UZB)",
    ),
    (
        "Chief negotiator Otto Krause returned to Vienna.",
        "Otto Krause = negotiator; Vienna (place AUT)",
    ),
    (
        "The Turkish and Greek leaders met in Izmir.",
        "Turkish = leader [TUR]; Greek leaders = leader [GRC]; Izmir (place)",
    ),
    (
        "Both presidents signed the treaty.",
        "presidents = president",
    ),
    (
        "Russian Deputy Prime Minister Pavel Orlov and his Kazakh counterpart met.",
        "Pavel Orlov = deputy prime minister [RUS]; Kazakh counterpart = [KAZ] counterpart",
    ),
    (
        "Russian Foreign Minister Pavel Orlov and his colleagues from Iran and Turkey met.",
        "Pavel Orlov = foreign minister [RUS]; Iran (state IRN); Turkey (state TUR)",
    ),
    (
        "Zhenish Asanov, Kyrgyz First Deputy Prime Minister, met Chinese Vice Premier Li Wei.",
        (
            "Zhenish Asanov = first deputy prime minister [KGZ]; "
            "Kyrgyz First Deputy Prime Minister = first deputy prime minister [KGZ]; Li Wei = vice prime minister [CHN]"
        ),
    ),
    (
        "Hungary's newly elected president, Eva Nagy, visited Warsaw.",
        "Eva Nagy = president [HUN] new; Warsaw (state POL)",
    ),
    (
        "Energy ministers from Qatar and Oman agreed on a price.",
        "Energy ministers = energy minister; Qatar (state QAT); Oman (state OMN)",
    ),
    (
        "The chairman of the Joint Commission, Otto Krause, spoke.",
        "Otto Krause = chairperson of the Joint Commission",
    ),
    (
        "Beijing's top diplomat Li Wei will visit.",
        "Li Wei = foreign minister [CHN]",
    ),
    (
        "Japan's chief cabinet secretary, Kenji Mori, denied it.",
        "Kenji Mori = cabinet secretary [JPN]",
    ),
    (
        "The minister of emergency situations, Boobek Asanov, flew to Batken.",
        "Boobek Asanov = emergency situations minister",
    ),
    (
        "Taoiseach Sean Kelly met the Norwegian premier.",
        "Sean Kelly = prime minister [IRL]; Norwegian premier = prime minister [NOR]",
    ),
    (
        "Russian Foreign Minister Pavel Orlov and his Iranian colleague, Reza Karimi, met.",
        "Pavel Orlov = foreign minister [RUS]; Reza Karimi = [IRN] counterpart",
    ),
    (
        "Rui Castro, the president-elect of Peru, was in Rome.",
        (
            "Rui Castro = president [PER] designate; president-elect = president designate; "
            "Peru (state PER); Rome (place ITA)"
        ),
    ),
    (
        "Senator Rui Lima flew to Jordan with Jordan Peel.",
        "Rui Lima = senator; Jordan (state JOR); Jordan Peel",
    ),
    (
        "The EU and its High Representative Marta Rossi protested.",
        "EU (organisation EU); Marta Rossi = high representative",
    ),
)
