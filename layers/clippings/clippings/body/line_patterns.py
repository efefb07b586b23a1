"""How passages begin that are no running text: pointers to other pages, credits, corrections, bylines."""

from __future__ import annotations

import re

#: "Read also" in the languages that news is written in, before a colon or as a line of its own. Over the corpus, of
#: the kept passages that begin so and are mostly a link, the truths have 38 in 100; of all kept ones they have 92.
READ_ALSO = re.compile(
    r"(?:(?:also |now )?read(?: also| more| next| now| on)?|see (?:also|more)|watch(?: also| more| now)?"
    r"|more(?: (?:on|from|about) [^:|]{1,40})?|related(?: (?:articles?|stor(?:y|ies)|posts?|reading|content|coverage"
    r"|links?|news|topics?|videos?))?|recommended(?: reading)?|you (?:may|might) (?:also )?like|don['’]t miss"
    r"|further reading"
    r"|(?:lesen sie|lies) (?:auch|hier|dazu|mehr)|(?:das )?könnte (?:sie|dich) (?:auch )?interessieren"
    r"|mehr (?:zum thema|dazu|lesen)|auch interessant|siehe auch"
    r"|[àa] lire(?: aussi| également)?|lire (?:aussi|également|la suite)|voir aussi|sur le même sujet"
    r"|(?:lee|lea|vea|ver|mire) (?:también|más|además)|te puede interesar|más información|más sobre [^:|]{1,40}"
    r"|leggi (?:anche|qui)|per approfondire|guarda anche|potrebbe interessarti"
    r"|lei?a (?:também|mais)|veja (?:também|mais)|saiba mais"
    r"|lees (?:ook|meer|verder)|bekijk ook|läs (?:också|även|mer|vidare)|les (?:også|mer)|læs (?:også|mere)"
    r"|lue (?:myös|lisää)|katso myös|(?:czytaj|zobacz|przeczytaj) (?:także|też|również|więcej)"
    r"|čtěte (?:také|i|více)|přečtěte si(?: také)?|(?:pre)?čítajte (?:aj|tiež|si aj)|(?:pro)?čitajte (?:i|još)"
    r"|preberite tudi|citește (?:și|mai)|vezi și|olvassa? (?:el|még|tovább)|kapcsolódó(?: cikk(?:ek|ünk|eink)?)?"
    r"|διαβάστε (?:επίσης|ακόμη|ακόμα|περισσότερα)|ayrıca okuyun|ilgili haber(?:ler)?|(?:həmçinin )?oxuyun"
    r"|(?:taip pat )?skaitykite(?: taip pat| daugiau)?|lasiet? arī|loe (?:ka|veel|lisaks|edasi)"
    r"|lesa? (?:einnig|meira)|sjá einnig|lleg(?:iu|eix) (?:també|més)|le tamén|irakurri ere"
    r"|baca (?:juga|lagi|selengkapnya)|simak juga|lihat juga|(?:đọc|xem) thêm|(?:tin|bài) liên quan"
    r"|basahin(?: din| rin)?|soma (?:pia|zaidi)|читайте (?:также|ещё|еще|по теме)|смотрите также|по теме"
    r"|читайте (?:також|ще)|дивіться також|чытайце таксама|(?:прочетете|вижте) (?:още|също)"
    r"|прочитај(?:те)? (?:и|још|повеќе)|оқи отырыңыз|(?:ასევე )?წაიკითხეთ|կարդացեք(?: նաև)?"
    r"|[اإ]قرأ (?:أيضا|أيضًا|أيضاً|المزيد)|(?:مواضيع|أخبار) ذات صلة|קראו? (?:גם|עוד)|ראו גם"
    r"|(?:بیشتر|همچنین) بخوانید|(?:مطالب|اخبار) مرتبط|(?:مزید|یہ بھی) پڑھیں|(?:यह|ये|इसे) भी प.{1,2}ें"
    r"|और प.{1,2}ें|हे ?ही वाचा|আর[ওো] প.{1,2}ুন|இதையும் படிக்க|ఇవి కూడా చదవండి|આ પણ વાંચો|ಇದನ್ನೂ ಓದಿ"
    r"|อ่าน(?:เพิ่มเติม|ต่อ)|ข่าวที่เกี่ยวข้อง"
    r"|関連記事|あわせて読みたい|相关(?:阅读|新闻|报道)|延伸閱讀|延伸阅读|관련 ?기사)\s*(?:[:：|>»]|\s[–—-]\s|$)",
    re.IGNORECASE,
)
#: How a note on a correction begins, in the larger news languages.
CORRECTION = re.compile(
    r"(?:this (?:article|story|post) (?:was|has been) (?:corrected|amended|updated to correct)"
    r"|(?:corrections?|clarification)\s*[:(—–]"
    r"|korrektur\s*:|richtigstellung\s*:|rectificatif\s*:|fe de errores|correção\s*:|correzione\s*:|rettifica\s*:"
    r"|rectificatie\s*:)",
    re.IGNORECASE,
)
#: How a picture's credit begins.
CREDIT = re.compile(
    r"(?:photo(?:graph)?s?|images?|pictures?|fotos?|bild(?:er)?|cr[ée]dits?|illustration)"
    r"\s*(?:credit|by|courtesy|:|©|/)|©\s|(?:getty|afp|reuters|imago|dpa)\b[^.]{0,60}$",
    re.IGNORECASE,
)
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĂĄĆČĎĐĘĚĞĽŁŃŇŐŘŚŞŠŢŤŮŰŹŻŽ]\S{0,30}"
_LINK = "de|da|do|dos|das|del|della|di|du|van|von|der|den|ter|bin|ibn|al|el|la|le|zu|and|und|et|y|e|och|og"
_NAME = rf"{_CAPITAL}(?: (?:{_CAPITAL}|{_LINK})){{1,6}}"
#: A line that is nothing but "By" and a name.
BYLINE = re.compile(rf"(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|Door|Av|Af|von|by|par|por|di|door|av|af) {_NAME}")
