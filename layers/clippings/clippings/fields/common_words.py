"""Small words by which languages are told apart: each is frequent in its own and rare or unknown in the others."""

from __future__ import annotations

_BY_LANGUAGE = {
    "en": "the and of that was with for his they this have from which would their been were what about",
    "de": "der die und nicht ist das mit sich dem auf ein eine auch dass wird einen werden sind zum noch",
    "fr": "les des est une dans pour qui que sur pas avec plus sont cette été ses mais leur aux nous",
    "es": "los las del una por con para que como más pero sus este está también fue sobre entre desde ha",
    "it": "il di che della per sono del con una gli alla nel anche più dei delle è dal non questo",
    "pt": "os uma não para com dos mais como pelo são também foi das pela ao em ou seu há muito",
    "nl": "het een van en dat niet zijn voor met ook aan naar maar worden deze door heeft bij er nog",
    "sv": "och att det som är på för med inte har till av från men ett kan om var vi efter",
    "da": "og at det som er på for med ikke har til af fra men et kan om var efter blev",
    "no": "og at det som er på for med ikke har til av fra men et kan om var etter ble",
    "fi": "ja on ei että se oli myös kun mutta hän ovat jos kuin niin tämä ole joka vuonna",
    "is": "og að það sem er á fyrir með ekki hefur til af frá en við um var þess hann verið",
    "pl": "nie się że jest na do jak ale przez dla po od tym oraz który są za było już także",
    "cs": "se je že na by jako ale podle pro od jsou byl také už nebo který aby při více ve",
    "sk": "sa je že na by ako ale podľa pre od sú bol tiež už alebo ktorý aby pri viac vo",
    "hu": "és hogy nem egy is az meg volt mint csak már ez azt még de után szerint pedig vagy ki",
    "ro": "și că nu este pentru din cu mai sunt fost care prin dar această după într lui fi ale sau",
    "hr": "je da se nije na što za su od kako ali koji bi još ili sve će iz prema biti",
    "sl": "je da se ni na ki za so od kot pa tudi bi še ali bo pri iz zaradi več",
    "tr": "ve bir bu için ile olarak da çok daha olan gibi ancak sonra kadar oldu ise var yeni diye",
    "id": "yang dan di dengan untuk dari tidak ini itu pada dalam akan adalah oleh juga telah ke ada sebagai",
    "vi": "và của là không một được cho có trong những người với các này khi đã từ đến cũng như",
    "et": "ja on ei et see oli ka kui aga ta mis ning oma siis või kes eest selle ole pole",
    "lv": "un ir ka no par ar tas bet arī kas nav pēc vai lai savu tiek šo gan jau bija",
    "lt": "ir yra kad tai iš su bet kaip buvo dėl ar jau už jis taip pat apie nuo prie tik",
    "ca": "els les una amb per que és del més però als seva aquest va són també han dels pel fins",
    "af": "die en van nie is het dat vir met om wat hy aan ook sy was word deur maar jou",
    "sw": "ya na wa kwa ni katika za la kuwa hiyo pia huo kama lakini hii wake baada cha yake watu",
    "ru": "и в не на что с по как это его но из за от для был они также после если",
    "uk": "і в не на що з та як це його але за від для був вони також після якщо які",
    "bg": "и на да се не за че от са като но по ще има след при със до бъде това",
    "sr": "и је да се у на за не су од као али који би ће из према због",
    "ar": "في من على أن إلى التي عن الذي هذا ما مع كان هذه بعد كما قال بين لم أو خلال",
    "fa": "در که به از این با را است برای آن یک بر تا کرد شد خود می و هم نیز",
    "ur": "کے کی میں ہے کا اور سے کو نے پر یہ کہ اس ہیں بھی ایک کر تھا گیا نہیں",
    "hi": "के में है की और को का से ने पर यह कि इस हैं भी एक कर था गया नहीं",
}

#: Word → the languages that it speaks for.
LANGUAGES: dict[str, tuple[str, ...]] = {}
for _language, _words in _BY_LANGUAGE.items():
    for _word in _words.split():
        LANGUAGES[_word] = (*LANGUAGES.get(_word, ()), _language)

#: The languages that the table tells apart.
KNOWN = frozenset(_BY_LANGUAGE)
