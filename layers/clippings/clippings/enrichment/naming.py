"""The words that give a name's kind away, in the languages of the press."""

from __future__ import annotations

from clippings.enrichment.word_sets import name_set, word_set

#: Offices and forms of address that stand before a person's name, lower-cased, without a full stop.
TITLES = word_set(
    """
    mr mrs ms miss dr prof professor sir dame lord lady king queen prince princess pope president chancellor
    minister premier senator sen rep representative gov governor mayor judge justice capt captain col colonel gen
    general sgt sergeant lt lieutenant detective officer coach chairman chairwoman ceo attorney ambassador
    secretary congressman congresswoman congressmember sheriff commissioner councillor actor actress singer
    director author columnist herr frau präsident präsidentin bundeskanzler bundeskanzlerin kanzler kanzlerin
    minister ministerin ministerpräsident ministerpräsidentin bürgermeister bürgermeisterin oberbürgermeister
    könig königin prinz prinzessin papst trainer trainerin autor autorin sprecher sprecherin chef chefin
    professorin monsieur madame mme m président présidente ministre maire roi reine pape señor señora don doña
    presidente presidenta ministro ministra alcalde alcaldesa rey reina papa signor signora sindaco senhor senhora
    statsminister kong dronning prins aktor artist trener treneren manager başkan cumhurbaşkanı bakan bakanı
    kardinal cardinal kapten
    """
)
#: Ends of German and Scandinavian compounds that are such words: "US-Präsident", "Außenministerin".
TITLE_ENDS = (
    "präsident", "präsidentin", "minister", "ministerin", "kanzler", "kanzlerin", "sprecher", "sprecherin", "chef",
    "chefin", "trainer", "trainerin", "meister", "meisterin", "autor", "autorin", "forscher", "forscherin",
    "preisträger",
)  # fmt: skip

#: Words that make a capitalised phrase an organisation, as a word of the phrase, lower-cased.
ORGANISATION_WORDS = word_set(
    """
    inc corp corporation ltd llc plc gmbh ag holding holdings group co company companies bank university college
    school institute institution ministry department agency administration association federation commission
    council court committee party police union foundation society church league club times post journal news
    network press office bureau authority board services service army force forces navy corps airlines airways
    motors energy studios entertainment records university's hospital museum theatre theater orchestra parliament
    senate congress democrats republicans reserve exchange partners advisers advisors capital ventures labs
    technologies systems universität hochschule institut ministerium bundesamt amt gericht bundesgericht verband
    verein gesellschaft stiftung partei polizei gewerkschaft kommission akademie zeitung sparkasse klinikum
    université institut ministère fédération parti commission conseil société banque universidad instituto
    ministerio federación partido comisión consejo banco asociación guardia policía università istituto ministero
    federazione partito commissione consiglio banca associazione universidade associação federação câmara conselho
    universiteit ministerie partij stichting politie bond universitetet departementet politiet partiet
    üniversitesi bakanlığı belediyesi müdürlüğü partisi başkanlığı derneği fc afc cf sc sv vfb vfl tsv united
    city's athletic rovers wanderers organisation organization
    """
)
#: Ends of German compounds that are organisations: "Notenbank", "Sprenggesellschaft".
ORGANISATION_ENDS = (
    "universität", "institut", "ministerium", "gesellschaft", "verband", "gewerkschaft", "kommission", "behörde",
    "bundesamt", "gericht", "stiftung", "zeitung", "agentur",
)  # fmt: skip

#: Organisations that go by their bare name, and are written about most.
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
#: Capital letters that are no organisation.
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
PERSON_LINKS = word_set(
    """
    de da do dos das del della di du van von der den ter bin ibn al el la le zu zum
    """
)
ORGANISATION_LINKS = word_set(
    """
    of for the and & für der des de du d' del della la di do da e y und voor van och og i
    """
)

#: Prepositions of place.
LOCATIVES = word_set(
    """
    in at from near to across outside inside around into throughout toward towards im aus nach bei durch à au aux
    en depuis vers chez dans sur a desde hacia hasta nel nella dal da em no na te naar uit op fra til i från till
    på w z do v ve na iz u din în la ke dari di в из на у
    """
)
#: Verbs of saying next to a name, lower-cased.
SPEECH = word_set(
    """
    said says told tells added adds wrote writes explained explains argued argues asked noted notes warned warns
    insisted tweeted announced declared replied responded recalled admitted claimed confirmed stated continued
    concluded sagte sagt erklärte erklärt betonte betont meinte meint fügte schrieb schreibt berichtete berichtet
    warnte warnt kritisierte forderte fordert erzählt erzählte kündigte teilte déclaré explique expliqué affirme
    affirmé indique indiqué souligne estime assure précise raconte confie ajoute dit dijo dice afirmó afirma
    explicó explica aseguró asegura señaló añadió declaró indicó disse dice spiega ha detto dichiarato sottolinea
    aggiunge afferma afirmou explicou contou declarou zei zegt vertelt aldus stelt sier sa forteller siger sagde
    fortæller säger sade berättar sanoo sanoi kertoo dedi söyledi belirtti açıkladı konuştu powiedział powiedziała
    mówi dodał řekl uvedl rekao mondta сказал сказала заявил заявила сообщил сообщила отметил добавил сказав
    заявив
    """
)

#: Lands by their initials.
LAND_INITIALS = frozenset({"US", "U.S.", "USA", "UK", "U.K.", "UAE", "U.S.A."})
#: Regions and quarters that the gazetteer's sources leave out, apart by commas.
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
#: Words in front of a place: "die Hauptstadt Lima".
PLACE_WORDS = word_set(
    """
    hauptstadt stadt gemeinde dorf ort kreis landkreis kanton provinz region city town village province
    """
)

#: Last words of a phrase that no person's name ends with.
NO_PERSON_ENDS = word_set(
    """
    road street avenue square lane drive bridge park river lake mount mountain valley bay beach island islands
    house hall cup award awards prize day week month one bowl series show season game games tour trail trial law
    act bill code case report review edition panel dolls disco panic centerfold residence center centre airport
    station building tower straße platz allee brücke haus preis pokal gesetz turm hof rue place pont calle plaza
    avenida via piazza praça rua coast average index access policy industrials journal constitution herald tribune
    alps championship championships federation agreement treaty plan project program programme system
    """
)
