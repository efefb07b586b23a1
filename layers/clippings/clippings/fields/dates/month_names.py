# ruff: noqa: E501 - one language a line
"""The names of the months, full and short, in the languages that pages are met in.

Keys are lower-cased without a closing dot. A word that means different months in different languages stands under the
language that needs it and nowhere else (``listopad`` is October in Croatian, November in Polish and Czech). A hyphen
joins the words of a name that has several.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Stands for a month of which a table has no name.
_NONE = "-"

#: Full names, and the short ones that mislead on no page of another language.
_COMMON = {
    "en": "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct november|nov december|dec",
    "de": "januar|jänner|jan|jän februar|feber|feb märz|mär|mrz|maerz april|apr mai juni|jun juli|jul august|aug september|sept|sep oktober|okt november|nov dezember|dez",
    "fr": "janvier|janv février|fevrier|févr|fév mars avril|avr mai juin juillet|juil août|aout septembre|sept octobre|oct novembre|nov décembre|decembre|déc",
    "es": "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago septiembre|setiembre|sept|sep|set octubre|oct noviembre|nov diciembre|dic",
    "it": "gennaio|gen febbraio|feb marzo|mar aprile|apr maggio|mag giugno|giu luglio|lug agosto|ago settembre|sett|set ottobre|ott novembre|nov dicembre|dic",
    "pt": "janeiro|jan fevereiro|fev março|marco|mar abril|abr maio|mai junho|jun julho|jul agosto|ago setembro|set outubro|out novembro|nov dezembro|dez",
    "nl": "januari|jan februari|feb maart|mrt april|apr mei juni|jun juli|jul augustus|aug september|sep oktober|okt november|nov december|dec",
    "sv": "januari|jan februari|feb mars april|apr maj juni|jun juli|jul augusti|aug september|sep|sept oktober|okt november|nov december|dec",
    "da": "januar|jan februar|feb marts|mar april|apr maj juni|jun juli|jul august|aug september|sep|sept oktober|okt november|nov december|dec",
    "no": "januar|jan februar|feb mars april|apr mai juni|jun juli|jul august|aug september|sep|sept oktober|okt november|nov desember|des",
    "is": "janúar|jan febrúar|feb mars apríl|apr maí júní|jún júlí|júl ágúst|ágú september|sep október|okt nóvember|nóv desember|des",
    "fi": "tammikuuta|tammikuu helmikuuta|helmikuu maaliskuuta|maaliskuu huhtikuuta|huhtikuu toukokuuta|toukokuu kesäkuuta|kesäkuu heinäkuuta|heinäkuu elokuuta|elokuu syyskuuta|syyskuu lokakuuta|lokakuu marraskuuta|marraskuu joulukuuta|joulukuu",
    "et": "jaanuar|jaan veebruar|veebr märts aprill|apr mai juuni juuli august|aug september|sept oktoober|okt november|nov detsember|dets",
    "lv": "janvāris|janvārī februāris|februārī marts|martā aprīlis|aprīlī maijs|maijā jūnijs|jūnijā jūlijs|jūlijā augusts|augustā septembris|septembrī oktobris|oktobrī novembris|novembrī decembris|decembrī",
    "lt": "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
    "pl": "stycznia|styczeń|sty lutego|luty|lut marca|marzec|mar kwietnia|kwiecień|kwi maja|maj czerwca|czerwiec|cze lipca|lipiec|lip sierpnia|sierpień|sie września|wrzesień|wrz października|październik|paź listopada|listopad|lis grudnia|grudzień|gru",
    "cs": "ledna|leden|led února|únor|úno března|březen|bře dubna|duben|dub května|květen|kvě června|červen|čvn července|červenec|čvc srpna|srpen|srp září|zář října|říjen|říj listopadu|listopad|lis prosince|prosinec|pro",
    "sk": "januára|január februára|február marca|marec apríla|apríl mája|máj júna|jún júla|júl augusta|august septembra|september októbra|október novembra|november decembra|december",
    "hu": "január|jan február|febr|feb március|márc|már április|ápr május|máj június|jún július|júl augusztus|aug szeptember|szept október|okt november|nov december|dec",
    "ro": "ianuarie|ian februarie|feb martie|mar aprilie|apr mai iunie|iun iulie|iul august|aug septembrie|sept octombrie|oct noiembrie|noi|nov decembrie|dec",
    "hr": "siječnja|siječanj veljače|veljača ožujka|ožujak travnja|travanj svibnja|svibanj lipnja|lipanj srpnja|srpanj kolovoza|kolovoz rujna|rujan listopada|listopad studenoga|studenog|studeni prosinca|prosinac",
    "sr": "januar|januara|jan februar|februara|feb mart|marta|mar april|aprila|apr maj|maja jun|juna|juni jul|jula|juli avgust|avgusta|avg septembar|septembra|sep oktobar|oktobra|okt novembar|novembra|nov decembar|decembra|dec",
    "sr-cyrl": "јануар|јануара фебруар|фебруара март|марта април|априла мај|маја јун|јуна јул|јула август|августа септембар|септембра октобар|октобра новембар|новембра децембар|децембра",
    "sl": "januarja|januar februarja|februar marca|marec aprila|april maja|maj junija|junij julija|julij avgusta|avgust septembra|september oktobra|oktober novembra|november decembra|december",
    "ru": "января|январь|янв февраля|февраль|фев|февр марта|март|мар апреля|апрель|апр мая|май июня|июнь|июн июля|июль|июл августа|август|авг сентября|сентябрь|сен|сент октября|октябрь|окт ноября|ноябрь|ноя|нояб декабря|декабрь|дек",
    "uk": "січня|січень|січ лютого|лютий|лют березня|березень|бер квітня|квітень|квіт травня|травень|трав червня|червень|черв липня|липень|лип серпня|серпень|серп вересня|вересень|вер жовтня|жовтень|жовт листопада|листопад|лист грудня|грудень|груд",
    "be": "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "bg": "януари|ян февруари|фев март април|апр май юни юли август|авг септември|септ октомври|окт ноември|ноем декември|дек",
    "mk": "јануари февруари март април мај јуни јули август септември октомври ноември декември",
    "el": "ιανουαρίου|ιανουάριος|ιαν φεβρουαρίου|φεβρουάριος|φεβ μαρτίου|μάρτιος|μαρ απριλίου|απρίλιος|απρ μαΐου|μαίου|μάιος|μαϊ|μαι ιουνίου|ιούνιος|ιουν ιουλίου|ιούλιος|ιουλ αυγούστου|αύγουστος|αυγ σεπτεμβρίου|σεπτέμβριος|σεπ οκτωβρίου|οκτώβριος|οκτ νοεμβρίου|νοέμβριος|νοε δεκεμβρίου|δεκέμβριος|δεκ",
    "tr": "ocak|oca şubat|şub mart|mar nisan|nis mayıs|may haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki kasım|kas aralık|ara",
    "az": "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "ar": "يناير|كانون-الثاني فبراير|شباط مارس|آذار أبريل|ابريل|إبريل|نيسان مايو|أيار يونيو|يونيه|حزيران يوليو|يوليه|تموز أغسطس|اغسطس|آب سبتمبر|أيلول أكتوبر|اكتوبر|تشرين-الأول نوفمبر|تشرين-الثاني ديسمبر|كانون-الأول",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه|جولای اوت|آگوست سپتامبر اکتبر نوامبر دسامبر",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "he": "ינואר|בינואר פברואר|בפברואר מרץ|במרץ|מרס|במרס אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר",
    "hi": "जनवरी|जन फरवरी|फ़रवरी मार्च अप्रैल मई जून जुलाई|जुला अगस्त|अग सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर",
    "bn": "জানুয়ারি|জানুয়ারি ফেব্রুয়ারি|ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "id": "januari|jan februari|feb maret|mar april|apr mei juni|jun juli|jul agustus|agu|agt september|sep oktober|okt november|nov desember|des",
    "ms": "januari|jan februari|feb mac april|apr mei jun julai ogos|ogo september|sep oktober|okt november|nov disember|dis",
    "th": "มกราคม|ม.ค กุมภาพันธ์|ก.พ มีนาคม|มี.ค เมษายน|เม.ย พฤษภาคม|พ.ค มิถุนายน|มิ.ย กรกฎาคม|ก.ค สิงหาคม|ส.ค กันยายน|ก.ย ตุลาคม|ต.ค พฤศจิกายน|พ.ย ธันวาคม|ธ.ค",
    "ca": "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "eu": "urtarrilaren otsailaren martxoaren apirilaren maiatzaren ekainaren uztailaren abuztuaren irailaren urriaren azaroaren abenduaren",
    "gl": "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
    "cy": "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr",
    "ga": "eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa meán-fómhair deireadh-fómhair samhain nollaig",
    "zu": "januwari|masingana februwari|nhlolanja mashi|ndasa ephreli|mbasa meyi|nhlaba juni|nhlangulana julayi|ntulikazi agasti|ncwaba septhemba|mandulo okthoba|mfumfu novemba|lwezi disemba|zibandlela",
    "xh": "janyuwari februwari matshi epreli meyi juni julayi agasti septemba oktobha novemba disemba",
    "sw": "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
    "af": "januarie|jan februarie|feb maart|mrt april|apr mei junie|jun julie|jul augustus|aug september|sep oktober|okt november|nov desember|des",
    "sq": "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "ka": "იანვარი|იანვარს თებერვალი|თებერვალს მარტი|მარტს აპრილი|აპრილს მაისი|მაისს ივნისი|ივნისს ივლისი|ივლისს აგვისტო|აგვისტოს სექტემბერი|სექტემბერს ოქტომბერი|ოქტომბერს ნოემბერი|ნოემბერს დეკემბერი|დეკემბერს",
    "hy": "հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի",
    "lb": "januar februar mäerz abrëll mee juni juli august september oktober november dezember",
    "fo": "januar februar mars apríl mai juni juli august september oktober november desember",
    "kl": "januaari februaari marsi apriili maaji juuni juuli aggusti septembari oktobari novembari decembari",
}  # fmt: skip

#: Names that count on pages of their language alone: elsewhere "Sat", "Jen" or "Few" are other words.
_LOCAL = {
    "am": "ጃንዋሪ|ጃን ፌብሩዋሪ|ፌብ ማርች ኤፕሪል|ኤፕሪ ሜይ ጁን ጁላይ ኦገስት|ኦገስ ሴፕቴምበር|ሴፕቴ ኦክቶበር|ኦክቶ ኖቬምበር|ኖቬም ዲሴምበር|ዲሴም",
    "as": "জানুৱাৰী|জানু ফেব্ৰুৱাৰী|ফেব্ৰু মাৰ্চ এপ্ৰিল মে’ জুন জুলাই আগষ্ট|আগ ছেপ্তেম্বৰ|ছেপ্তে অক্টোবৰ|অক্টো নৱেম্বৰ|নৱে ডিচেম্বৰ|ডিচে",
    "ar": "جانفي فيفري اذار أفريل|افريل ماي جوان جويلية|يوليوز أوت|غشت شتنبر|ايلول - نونبر دجنبر",
    "az": "yan fev mar apr - iyn iyl avq sen okt noy dek",
    "be": "сту|студзень лют|люты сак|сакавік кра|красавік май чэр|чэрвень ліп|ліпень жні|жнівень вер|верасень кас|кастрычнік ліс|лістапад сне|снежань",
    "bn": "জানু|জানুয়ারী ফেব|ফেব্রুয়ারী - এপ্রি - - জুল আগ সেপ|সেপ্ট অক্টো নভে ডিসে",
    "ca": "gen febr - abr - - jul ag set oct nov des",
    "ckb": "کانوونی-دووەم|کانوونی-دووەمی شوبات|شوباتی ئازار|ئازاری نیسان|نیسانی ئایار|ئایاری حوزەیران|حوزەیرانی تەمووز|تەمووزی ئاب|ئابی ئەیلوول|ئەیلوولی تشرینی-یەکەم|تشرینی-یەکەمی تشرینی-دووەم|تشرینی-دووەمی کانوونی-یەکەم|کانونی-یەکەم|کانوونی-یەکەمی|کانونی-یەکەمی",
    "cy": "ion chwef|chw maw ebr - meh gorff|gor - - hyd tach rhag",
    "el": "- - μάρ - μαΐ|μαϊ|μάι ιούν ιούλ αύγ - - νοέ -",
    "eu": "urtarrila|urt otsaila|ots martxoa|mar apirila|api maiatza|mai ekaina|eka uztaila|uzt abuztua|abu iraila|ira urria|urr azaroa|aza abendua|abe",
    "fa": "ژانویهٔ فوریهٔ - - مهٔ - ژوئیهٔ - - - - -",
    "fil": "enero|ene pebrero|peb marso|mar abril|abr mayo|may hunyo|hun hulyo|hul agosto|ago setyembre|set oktubre|okt nobyembre|nob disyembre|dis",
    "fo": "jan feb mar apr - jun jul aug sep okt nov des",
    "ga": "ean feabh - aib beal meith - lún mfómh dfómh samh noll",
    "gl": "xan feb mar abr - - xul ago set out nov dec",
    "gu": "જાન્યુઆરી|જાન્યુ ફેબ્રુઆરી|ફેબ્રુ માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ સપ્ટેમ્બર|સપ્ટે ઑક્ટોબર|ઑક્ટો નવેમ્બર|નવે ડિસેમ્બર|ડિસે",
    "ha": "janairu|jan faburairu|fab maris|mar afirilu|afi mayu|may yuni|yun yuli|yul agusta|agu satumba|sat oktoba|okt nuwamba|nuw disamba|dis",
    "he": "ינו|בינו פבר|בפבר - אפר|באפר - - - אוג|באוג ספט|בספט אוק|באוק נוב|בנוב דצמ|בדצמ",
    "hi": "- फ़र - - - - जुल - सित अक्टू नव दिस",
    "hr": "sij velj ožu tra svi lip srp kol ruj lis stu pro",
    "hy": "հնվ|հունվար փտվ|փետրվար մրտ|մարտ ապր|ապրիլ մյս|մայիս հնս|հունիս հլս|հուլիս օգս|օգոստոս սեպ|սեպտեմբեր հոկ|հոկտեմբեր նոյ|նոյեմբեր դեկ|դեկտեմբեր",
    "ig": "jenụwarị|jen febrụwarị|feb maachị|maa epreel|epr mee jun|juu julaị|jul ọgọọst|ọgọ septemba|sep ọktoba|ọkt novemba|nov disemba|dis",
    "ka": "იან თებ მარ აპრ მაი ივნ ივლ აგვ სექ ოქტ ნოე დეკ",
    "kk": "қаңтар|қаң|қаңтарда ақпан|ақп|ақпанда наурыз|нау сәуір|сәу мамыр|мам маусым|мау шілде|шіл тамыз|там қыркүйек|қыр қазан|қаз қараша|қар желтоқсан|жел",
    "km": "មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ",
    "kn": "ಜನವರಿ|ಜನ ಫೆಬ್ರವರಿ|ಫೆಬ್ರ ಮಾರ್ಚ್ ಏಪ್ರಿಲ್|ಏಪ್ರಿ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್|ಆಗ ಸೆಪ್ಟೆಂಬರ್|ಸೆಪ್ಟೆಂ ಅಕ್ಟೋಬರ್|ಅಕ್ಟೋ ನವೆಂಬರ್|ನವೆಂ ಡಿಸೆಂಬರ್|ಡಿಸೆಂ",
    "ku": "rêbendan|rbn sibat|sbt adar|adr nîsan|nsn gulan|gln hezîran|hzr tîrmeh|trm tebax|tbx îlon|îln cotmeh|cot mijdar|mjd berfanbar|brf",
    "ky": "январь|янв февраль|фев март|мар апрель|апр май июнь|июн июль|июл август|авг сентябрь|сен октябрь|окт ноябрь|ноя декабрь|дек",
    "lb": "jan feb mäe abr - jun jul aug sep okt nov dez",
    "lo": "ມັງກອນ|ມ.ກ ກຸມພາ|ກ.ພ ມີນາ|ມ.ນ ເມສາ|ມ.ສ ພຶດສະພາ|ພ.ພ ມິຖຸນາ|ມິ.ຖ ກໍລະກົດ|ກ.ລ ສິງຫາ|ສ.ຫ ກັນຍາ|ກ.ຍ ຕຸລາ|ຕ.ລ ພະຈິກ|ພ.ຈ ທັນວາ|ທ.ວ",
    "lt": "saus|sausis vas|vasaris kov|kovas bal|balandis geg|gegužė birž|birželis liep|liepa rugp|rugpjūtis rugs|rugsėjis spal|spalis lapkr|lapkritis gruod|gruodis",
    "lv": "janv febr - apr - jūn jūl aug sept okt nov dec",
    "mk": "јан фев мар апр - јун јул авг сеп окт ное дек",
    "ml": "ജനുവരി|ജനു ഫെബ്രുവരി|ഫെബ്രു മാർച്ച്|മാർ ഏപ്രിൽ|ഏപ്രി മേയ് ജൂൺ ജൂലൈ ഓഗസ്റ്റ്|ഓഗ സെപ്റ്റംബർ|സെപ്റ്റം ഒക്‌ടോബർ|ഒക്ടോബർ|ഒക്ടോ നവംബർ|നവം ഡിസംബർ|ഡിസം",
    "mr": "जानेवारी|जाने फेब्रुवारी|फेब्रु मार्च एप्रिल|एप्रि मे जून जुलै ऑगस्ट|ऑग सप्टेंबर|सप्टें ऑक्टोबर|ऑक्टो नोव्हेंबर|नोव्हें डिसेंबर|डिसें",
    "ms": "- - - - - - jul - - - - -",
    "mt": "jannar|jan frar|fra marzu|mar april|apr mejju|mej ġunju|ġun lulju|lul awwissu|aww settembru|set ottubru|ott novembru|nov diċembru|diċ",
    "my": "ဇန်နဝါရီ|ဇန် ဖေဖော်ဝါရီ|ဖေ မတ် ဧပြီ|ဧ မေ ဇွန် ဇူလိုင်|ဇူ ဩဂုတ်|ဩ စက်တင်ဘာ|စက် အောက်တိုဘာ|အောက် နိုဝင်ဘာ|နို ဒီဇင်ဘာ|ဒီ",
    "ne": "जनवरी फेब्रुअरी|फेब्रुवरी मार्च अप्रिल मे जुन जुलाई अगस्ट|अगस्त सेप्टेम्बर अक्टोबर नोभेम्बर डिसेम्बर",
    "ny": "januwale|jan febuluwale|feb malichi|mal epulo|epu mei juni|jun julai|jul ogasiti|oga seputemba|sep okutoba|oku novemba|nov disemba|dis",
    "oc": "gen|genièr feb|febrièr març abr|abril mai junh jul|julhet ago|agost set|setembre oct|octòbre nov|novembre dec|decembre",
    "om": "amajjii|ama guraandhala|gur bitootessa eebila|elb caamsaa|cam waxabajjii|wax adoolessa|ado hagayya|hag fulbaana|ful onkoloolessa|onk sadaasa mudde|mud",
    "or": "ଜାନୁଆରୀ ଫେବୃଆରୀ ମାର୍ଚ୍ଚ ଅପ୍ରେଲ ମଇ ଜୁନ ଜୁଲାଇ ଅଗଷ୍ଟ ସେପ୍ଟେମ୍ବର ଅକ୍ଟୋବର ନଭେମ୍ବର ଡିସେମ୍ବର",
    "pa": "ਜਨਵਰੀ|ਜਨ ਫ਼ਰਵਰੀ|ਫ਼ਰ ਮਾਰਚ ਅਪ੍ਰੈਲ|ਅਪ੍ਰੈ ਮਈ ਜੂਨ ਜੁਲਾਈ|ਜੁਲਾ ਅਗਸਤ|ਅਗ ਸਤੰਬਰ|ਸਤੰ ਅਕਤੂਬਰ|ਅਕਤੂ ਨਵੰਬਰ|ਨਵੰ ਦਸੰਬਰ|ਦਸੰ",
    "ps": "جنوري فبروري|فېبروري مارچ اپریل مۍ جون جولای اګست سېپتمبر|سپتمبر اکتوبر نومبر دسمبر",
    "rw": "mutarama|mut gashyantare|gas werurwe|wer mata|mat gicurasi|gic kamena|kam nyakanga|nya kanama|kan nzeri|nze ukwakira|ukw ugushyingo|ugu ukuboza|uku",
    "sd": "جنوري فيبروري مارچ اپريل مئي جون جولاءِ آگسٽ سيپٽمبر آڪٽوبر نومبر ڊسمبر",
    "si": "දුරුතු|ජනවාරි|ජන නවම්|පෙබරවාරි|පෙබ මැදින්|මාර්තු|මාර් බක්|අප්‍රේල්|අප්රේල් වෙසක්|මැයි පොසොන්|ජූනි ඇසළ|ජූලි නිකිණි|අගෝස්තු|අගෝ බිනර|සැප්තැම්බර්|සැප් වප්|ඔක්තෝබර්|ඔක් ඉල්|නොවැම්බර්|නොවැ උඳුවප්|දෙසැම්බර්|දෙසැ",
    "so": "janaayo|jan|jannaayo febraayo|feb|feebraayo maarso|mar|maarsho abriil|abr maayo|may|maajo juun|jun|juunyo luulyo|lul agosto|ogs|ogosto|agoosto sebtembar|seb|sebteembar|sebtember oktoobar|okt|oktoober noofeembar|nof|noofember diseembar|dis|diseember",
    "sq": "jan shk mar pri - qer korr gush sht tet nën dhj",
    "sr": "јануар|јан фебруар|феб март|мар април|апр мај јун јул август|авг септембар|сеп октобар|окт новембар|нов децембар|дец",
    "sw": "jan feb mac apr - jun jul ago sep okt nov des",
    "ta": "ஜனவரி|ஜன பிப்ரவரி|பிப் மார்ச்|மார் ஏப்ரல்|ஏப் மே ஜூன் ஜூலை ஆகஸ்ட்|ஆக செப்டம்பர்|செப் அக்டோபர்|அக் நவம்பர்|நவ டிசம்பர்|டிச",
    "te": "జనవరి|జన ఫిబ్రవరి|ఫిబ్ర మార్చి ఏప్రిల్|ఏప్రి మే జూన్ జులై|జూలై ఆగస్టు|ఆగ సెప్టెంబర్|సెప్టెం అక్టోబర్|అక్టో నవంబర్|నవం డిసెంబర్|డిసెం",
    "tg": "январ|янв феврал|фев март|мар апрел|апр май июн июл август|авг сентябр|сен октябр|окт ноябр|ноя декабр|дек",
    "ti": "ጥሪ ለካቲት|ለካ መጋቢት|መጋ ሚያዝያ|ሚያ ጉንበት|ግን ሰነ ሓምለ|ሓም ነሓሰ|ነሓ መስከረም|መስ ጥቅምቲ|ጥቅ ሕዳር|ሕዳ ታሕሳስ|ታሕ",
    "tk": "ýanwar|ýan fewral|few mart|mar aprel|apr maý iýun iýul awgust|awg sentýabr|sen oktýabr|okt noýabr|noý dekabr|dek",
    "tt": "гыйнвар|гыйн февраль|фев март|мар апрель|апр май июнь июль август|авг сентябрь|сент октябрь|окт ноябрь|нояб декабрь|дек",
    "uz": "yanvar|yan fevral|fev mart|mar aprel|apr may iyun|iyn iyul|iyl avgust|avg sentabr|sen|sentyabr oktabr|okt|oktyabr noyabr|noy dekabr|dek",
    "xh": "jan feb mat epr mey jun jul aga sept|sep okthobha|okt|okthoba nov dis",
    "zu": "jan feb mas eph mey jun jul aga sep okt nov dis",
}  # fmt: skip


def _read(table: str) -> dict[str, int]:
    return {
        word: month for month, words in enumerate(table.split(" "), 1) for word in words.split("|") if word != _NONE
    }


def _undisputed(tables: Iterable[dict[str, int]]) -> dict[str, int]:
    """Return the words that name the same month in every one of *tables* that has them."""
    found: dict[str, int] = {}
    disputed: set[str] = set()
    for table in tables:
        for word, month in table.items():
            if found.setdefault(word, month) != month:
                disputed.add(word)
    return {word: month for word, month in found.items() if word not in disputed}


_COMMON_WORDS = {language: _read(table) for language, table in _COMMON.items()}
#: Words that name one month whatever the language of the page.
MONTHS: dict[str, int] = _undisputed(_COMMON_WORDS.values())
#: Language → word → month.
BY_LANGUAGE: dict[str, dict[str, int]] = {
    language: _COMMON_WORDS.get(language, {}) | _read(_LOCAL.get(language, _NONE)) for language in (*_COMMON, *_LOCAL)
}
_OF_SEVERAL_WORDS = {word.replace("-", " ") for words in BY_LANGUAGE.values() for word in words if "-" in word}
_SEVERAL = re.compile("|".join(sorted(_OF_SEVERAL_WORDS, key=len, reverse=True)), re.IGNORECASE)


def joined(text: str) -> str:
    """Return *text*, as long as it was, with a hyphen between the words of a month's name that has several."""
    return text if text.isascii() else _SEVERAL.sub(lambda match: match[0].replace(" ", "-"), text)


def month_of(word: str, language: str | None = None) -> int | None:
    """Return the number of the month that *word* names, in *language* first, else where all languages agree."""
    word = word.lower().strip(".")
    own = BY_LANGUAGE.get((language or "").split("-")[0].lower(), {})
    return own.get(word) or MONTHS.get(word)
