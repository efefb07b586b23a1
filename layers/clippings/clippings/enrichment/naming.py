"""Word lists that tell what kind of entity a name is."""

from __future__ import annotations

from clippings.enrichment.word_sets import name_set, word_set
from clippings.languages.word_lists import all_words

#: Offices and forms of address that stand before a person's name, lower-cased, without a full stop.
TITLES = frozenset(all_words("entities", "titles"))
#: Endings of German and Scandinavian compounds that are titles: "US-Präsident", "Außenministerin".
TITLE_ENDS = all_words("entities", "title_ends")

#: Words that make a capitalised phrase an organisation, as a word of the phrase, lower-cased.
ORGANISATION_WORDS = frozenset(all_words("entities", "organisation_words"))
#: Endings of German compounds that are organisations: "Notenbank", "Sprenggesellschaft".
ORGANISATION_ENDS = all_words("entities", "organisation_ends")

#: The organisations in the news that are called by a bare name.
KNOWN_ORGANISATIONS = word_set(
    """
    NATO Nato UNO UN WHO WTO IMF IWF UNESCO UNICEF OPEC UEFA FIFA Fifa Uefa IOC NBA NFL NHL MLB MLS WWE UFC FBI
    CIA NSA NASA ESA FDA SEC FTC EPA DEA EZB ECB EU UE BBC CNN CBS NBC ABC NPR PBS ESPN HBO MTV ARD ZDF NDR MDR
    WDR SWR ORF SRF NRK TV2 dpa AFP AP Reuters Bloomberg Axios Politico Forbes Spiegel Google Alphabet Apple
    Microsoft Amazon Meta Facebook Instagram WhatsApp Twitter TikTok YouTube Netflix Spotify Disney Nvidia Intel
    AMD IBM Samsung Huawei Xiaomi Sony Nintendo OpenAI Anthropic SpaceX Boeing Airbus Tesla Toyota Volkswagen BMW
    Mercedes Audi Porsche Ford Honda Nissan Hyundai Lufthansa Ryanair Uber Airbnb PayPal Paypal Visa Mastercard
    HSBC JPMorgan Siemens Bosch SAP Bayer BASF Allianz Vodafone Telekom Pfizer Moderna Novartis Roche Nestlé
    Adidas Nike Ikea Lego Walmart Hamas Hezbollah Hisbollah Taliban Kremlin Kreml Pentagon Bundestag Bundesrat
    Bundeswehr Knesset Interpol Europol Greenpeace Amnesty CDU CSU SPD FDP AfD BSW FPÖ SPÖ ÖVP ANC GOP PKK AKP CHP
    MHP Galatasaray Fenerbahçe Beşiktaş Juventus Arsenal Chelsea Everton Borussia ADAC IHK DGB CAAN USMC TUI RWE
    EnBW Eurostat Frontex Telegram Reddit LinkedIn Snapchat Pinterest
    """
)
#: Words in capitals that are not organisations.
NO_ORGANISATION = word_set(
    """
    US USA UK UAE TV AI KI DNA RNA PHD CEO CFO CTO COO GDP BIP COVID HIV AIDS PDF VPN EV EVS SUV IT PC PR HR UV
    LED USB GPS API APP SMS FAQ DIY BBQ VIP MVP WR DT QB RB TE CB LB DJ MP MPS PM AM BC AD CE ID OK TBD TBA VAT
    MWST HP PS KW MW GB TB MB KM CM MM KG MPH KMH RPM LGBTQ LGBT BMI ADHD PTSD IQ NYC LA DC BIS HD SSD CPU GPU RAM
    OS IOS ETF IPO ROI SEO CRM UI UX II III IV VI VII VIII IX XI XII XX XXI EST PST GMT UTC MEZ CET SIT ASP DIN
    ISO LTE LNG PVC RB18 CO2 DAX CAC
    """
)
#: Small words within a name.
PERSON_LINKS = frozenset(all_words("entities", "person_links"))
ORGANISATION_LINKS = frozenset(all_words("entities", "organisation_links"))

#: Prepositions of place.
LOCATIVES = frozenset(all_words("entities", "locatives"))
#: Verbs of saying next to a name, lower-cased.
SPEECH = frozenset(all_words("entities", "speech"))

#: Countries by their initials.
LAND_INITIALS = frozenset({"US", "U.S.", "USA", "UK", "U.K.", "UAE", "U.S.A."})
#: Regions and districts that are not in the gazetteer's sources.
REGIONS = name_set(
    """
    Bayern, Baden-Württemberg, Hessen, Sachsen, Sachsen-Anhalt, Thüringen, Niedersachsen, Nordrhein-Westfalen,
    NRW, Rheinland-Pfalz, Saarland, Schleswig-Holstein, Mecklenburg-Vorpommern, Brandenburg, Bavaria, Saxony,
    Tirol, Steiermark, Kärnten, Oberösterreich, Niederösterreich, Burgenland, Vorarlberg, Südtirol, Aargau,
    Tessin, Wallis, Ruhrgebiet, Cataluña, Andalucía, Galicia, Madrid, Catalonia, Euskadi, Castilla y León,
    Toscana, Lombardia, Sicilia, Sardegna, Puglia, Veneto, Piemonte, Bretagne, Normandie, Occitanie, Provence,
    Corse, Île-de-France, Scotland, Wales, England, Northern Ireland, Ontario, Quebec, Québec, British Columbia,
    Alberta, Manitoba, Nova Scotia, Saskatchewan, New South Wales, Queensland, Tasmania, Gauteng, Western Cape,
    Eastern Cape, KwaZulu-Natal, Limpopo, Punjab, Kerala, Maharashtra, Gujarat, Bihar, Tamil Nadu, Karnataka,
    Uttar Pradesh, West Bengal, Rajasthan, Kashmir, Crimea, Krim, Donbas, Donbass, Gaza, Gaza Strip, Gazastreifen,
    West Bank, Westjordanland, Tibet, Kurdistan, Chechnya, Siberia, Middle East, Nahost, Naher Osten, Balkan,
    Latin America, Lateinamerika, Hollywood, Manhattan, Brooklyn, Wall Street, Silicon Valley, Capitol Hill, White
    House, Weißes Haus, Downing Street, Atlantik, Pazifik, Ostsee, Nordsee, Mittelmeer, Atlantic Ocean, Pacific
    Ocean, Mediterranean, Red Sea, Black Sea, Rotes Meer, Schwarzes Meer, Alpen, Alps, Rhein, Donau
    """
)
#: Words before a place: "die Hauptstadt Lima".
PLACE_WORDS = frozenset(all_words("entities", "place_words"))

#: Last words of a phrase that no person's name ends with.
NO_PERSON_ENDS = frozenset(all_words("entities", "no_person_ends"))
