# ruff: noqa: E501 - one kind of word a line
"""Names out of a byline: who is named, one by one, without what stands around them."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from clippings.fields.month_names import month_of
from clippings.records import Author

#: Longest name of a person or an organisation, in characters and in words.
MAX_NAME = 70
MAX_WORDS = 8
#: Bidirectional and other invisible controls: they turn a name's letters round, and belong to no name.
_INVISIBLE = re.compile(r"[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]")

_BY_WORDS = (
    r"(?:(?:story|words|text|report(?:ing|ed)?|article|post(?:ed)?|analysis|opinion|column|written|published|created|authored|"
    r"contributed|curated|reported and written|guest post|medically reviewed)\s+)?by\b",
    r"(?-i:(?:Written |Posted )?B[yY]|Von|Par|Por)(?=(?-i:[A-ZÀ-Þ][a-zà-ÿ]))",
    r"(?:post|blog|article|story) was written by\b",
    r"authors?\b(?! at)",
    r"words?:",
    r"text\s?:",
    r"story:",
    r"von\b",
    r"ein(?:e|er|em)? (?:\w+ ){0,2}von\b",
    r"autor(?:in|en|innen|es|as|a|:innen)?\b",
    r"redaktion:",
    r"interview:",
    r"(?:verfasst|geschrieben) von\b",
    r"(?:rédigé |publié |écrit )?par\b",
    r"auteurs?\b",
    r"propos recueillis par\b",
    r"(?:escrito |publicado |redactado )?por\b",
    r"redacción:",
    r"texto:?",
    r"(?:a cura |articolo )?di\b",
    r"(?:scritto |pubblicato )?(?-i:da|Da)(?= (?-i:[A-Z])\w+ (?-i:[A-Z]))",
    r"autore\b",
    r"(?:geschreven )?door\b",
    r"tekst\b",
    r"(?:skriven |skrevet |text |tekst )?a[vf]\b",
    r"journalist\b:?",
    r"kirjoittaja\b",
    r"teksti\b",
    r"autorzy\b",
    r"opracowanie\b",
    r"oprac\.",
    r"szerző\b",
    r"írta\b",
    r"de(?= (?-i:[A-ZȘȚĂÂÎ])\w+ (?-i:[A-ZȘȚĂÂÎ]))",
    r"автор(?:ы|и|ка)?\b",
    r"текст\b",
    r"του\b",
    r"της\b",
    r"συντάκτης\b",
    r"γράφει (?:ο|η)\b",
    r"από\b",
    r"yazar\b",
    r"yazan\b",
    r"muhabir\b",
    r"haber:",
    r"editör\b",
    r"(?:ditulis )?oleh\b",
    r"penulis\b",
    r"ngu:?(?= )",
    r"tác giả\b",
    r"بقلم",
    r"كتب(?: -|:)",
    r"الكاتب",
    r"מאת",
    r"लेखक",
    r"द्वारा",
    r"文[／/:：・]",
    r"作者",
    r"記者[:：]",
    r"责任编辑",
    r"撰文",
    r"編輯[:：]",
)
#: Words that introduce a byline. They end where a name begins.
_BY = re.compile(rf"^(?:[\s:•·|*–—-]+|(?:{'|'.join(_BY_WORDS)})[\s:：/|•·–—-]*)+", re.IGNORECASE)
#: Where the names of a byline end: what follows is a place, a date, an address or an invitation.
_TAIL = re.compile(
    r"\s*(?:\(.*|\[.*|<.*|\{.*|https?:.*|www\..*|\S+@\S+.*|@\w+.*|"
    r"(?:^|\s)(?:published|updated|posted|last updated|contributor since|is an?\b|was an?\b|are\b|has\b|follow|share|in\b|at\b|on\b(?= \w+ \d)|for\b|"
    r"aktualisiert|veröffentlicht|stand:|uhr\b|publié|mis à jour|publicado|actualizado|pubblicato|bijgewerkt|publicerad|uppdaterad|oppdatert|publisert|"
    r"reviewed by|medically reviewed|fact[- ]checked|edited by|photos?:|photography|foto\b|fotos\b|follow|min(?:ute)?s? read|view (?:all|profile|bio)|read more|"
    r"more (?:from|about|by)|view articles|see (?:all|full)|learn more|full bio|opens? in|tel\.?:|email|e-mail|twitter|linkedin).*"
    r"|\s[|•·–—]\s.*|\s\d.*|\s-\s.*)$",
    re.IGNORECASE | re.DOTALL,
)
_SPLIT = re.compile(
    r"\s*[;|/•·+＋、，]\s*|\s*,\s*(?:and|und|et|y|e|og|och|en|und)\s+|\s+(?:and|und|et|og|och|und|sowie|mit|και|ja|ve|és|și|și|and)\s+|"
    r"\s+(?:y|e|i|и|і|та|en|a|u|و)\s+(?=[A-ZÀ-ÞĀ-ŽА-ЯΑ-Ω\u0600-\u06ff])|\s*&\s*|\s{3,}"
)
_COMMA = re.compile(r"\s*,\s*")

#: From here on a byline names people who did not write. Shorter bylines have no room for it, in characters.
_OTHERS = re.compile(
    r"[\s|,.;•·–—-]+(?:(?:medically|expert|legally) )?(?:fact[- ]?checked|reviewed|edited|verified|categor(?:y|ies)|tags?|topics?)(?: by)?\b",
    re.IGNORECASE,
)
MIN_BYLINE = 12
#: A date before the "by" is no longer than this, in characters.
MAX_BEFORE_BY = 45

#: What stands behind a comma and is no name: degrees, jobs, kinds of work.
_JOB = re.compile(
    r"\b(?:editor|reporter|writer|correspondent|journalist|columnist|contributor|producer|director|manager|officer|analyst|author|staff|"
    r"bureau chief|chief|head of|founder|co-?founder|ceo|cto|cmo|president|vice|professor|lecturer|fellow|researcher|scientist|engineer|developer|"
    r"consultant|specialist|strategist|expert|coach|intern|lead|senior|associate|assistant|dietitian|nutritionist|certified|licensed|"
    r"redakteur(?:in)?|korrespondent(?:in)?|reporter(?:in)?|autor(?:in)?|chefredakteur(?:in)?|redaktor(?:in)?|volont(?:är|ärin)|leiter(?:in)?|ressortleiter(?:in)?|"
    r"journaliste|rédact(?:eur|rice)|correspondant(?:e)?|redactor[a]?|periodista|corresponsal|editora?|jornalista|repórter|giornalista|"
    r"redacteur|verslaggever|correspondent|journalist|redaktør|redaktör|reportasjeleder|toimittaja|dziennikarz|redaktor(?:ka)?|"
    r"muhabiri?|editörü|корреспондент|редактор|обозреватель|reporterin|update[sd]?|photographer|fotograf)\b"
    r"|^(?:M\.?D\.?|Ph\.?\s?D\.?|R\.?D\.?N?|R\.?N\.?|MS|MA|MBA|MPH|MSc|BSc|BA|BS|JD|Esq\.?|CPA|CFP|CSCS|LDN?|FAND|CDN|CPT|DO|DDS|DVM|LCSW|NASM|ACE|"
    r"Jr\.?|Sr\.?|II|III|RYT|CFA|PMP|Pharm\.?D\.?|Psy\.?D\.?|Ed\.?D\.?|DPT|PT|CDCES|LMFT|LPC|FNP|NP|PA-C|FACP|FACC|CISSP|MSW|MFA|MPP|MEd|M\.?Ed\.?|BSN|MSN)$",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(
    r"^(?:admin(?:istrator)?|root|user|guest|editor|webmaster|author|authors|unknown|anonymous|none|null|undefined|n/?a|test|home|menu|share|"
    r"comments?|advertisement|subscribe|follow|about|contact|login|log in|sign up|read more|published|updated|posted|staff|team|new|news|"
    r"written|edited|by|facebook|twitter|instagram|linkedin|youtube|whatsapp|email|print|image|photo|video|article|blog|default|super ?user|"
    r"wp-?admin|siteadmin|sponsored|sponsor|contributors?|copyright|getty images|unsplash|shutterstock|our team|view profile|bio|see bio|profile|"
    r"on \w+|and|und|et|y|og|och|en|with|mit|avec|con|for|the|from|via|log(?: ?(?:in|out))?|(?:staff|senior|news|chief|deputy|associate|special|guest) (?:writer|reporter|editor|correspondent|contributor|columnist)s?|register(?: now)?|sign in|create .*|start .*|view .*|more .*|see .*|cite .*|"
    r"get started|learn .*|table of .*|archive page|full bio|(?:our )?editors'? picks|guest (?:author|columnists?|post)|last|home page|top stories|"
    r"press release|by ?line|last updated|quelle.*|image:.*|images? .*|source:.*|editing by .*|kommentar.*|startseite|zuerst.*|"
    r"[ap]\.?m\.?(?: .*)?|\d.*\d.*|.)$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"\b(?:subscribe|newsletter|cookie|read|click|share|minutes?|comments?|likes?|views|ago|today|yesterday|gestern|heute|http|www|login|copyright|"
    r"all rights|advertis\w*|table of contents|updated|published|reviewed|verified|checked)\b|[?!=<>{}\\#%]|\.(?:com|html|php|jpg|png)\b(?!$)",
    re.IGNORECASE,
)
#: A job or a place of work written straight behind a name.
_TRAILING_JOB = re.compile(
    r"(?<=\w)(?:\s+|(?<=[a-zß-ÿ])(?=[A-Z]))(?:(?:executive|deputy|assistant|associate|senior|staff|chief|managing|contributing|freelance|special|content|news|political|"
    r"sports?|digital|foreign|business|features?|head|lead|social|guest|math|lifestyle|entertainment|money|tech|travel|health|science|economics|"
    r"globe|consumer|crime|court|community|global|us|uk|editorial|online|vice|general) )*"
    r"(?:editor|writer|reporter|correspondent|journalist|columnist|contributor|producer|director|redakteur(?:in)?|korrespondent(?:in)?|redactora?|"
    r"journaliste|staff|director|president|manager|founder|ceo|co-?founder|archive page|articles|profile|dietitian|follow|twitter|기자|記者|记者)\b.*$",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:staff|team|desk|newsroom|news|press|agency|agence|agentur|agencia|agenzia|redaktion|redacción|redação|redazione|rédaction|redactie|redaksjonen?|"
    r"redaktionen|toimitus|redakcja|redakce|редакция|media|magazine|times|post|tribune|herald|gazette|zeitung|journal|institute|university|college|school|"
    r"society|association|foundation|council|ministry|department|center|centre|company|group|inc|llc|ltd|gmbh|corp|corporation|co|board|editors?|"
    r"editorial|contributors|correspondents|service|services|studio|studios|labs?|solutions|agencies|wire|reuters|afp|dpa|apa|ansa|efe|tass|xinhua|"
    r"ritzau|ntb|tt|pa media|bloomberg|cnn|bbc|ap|upi|pti|ani|kna|epd|sid|ddp|lusa|belga|anp|stt|pap|čtk|tanjug|hina|mti|agerpres|ata|aa|dha|iha|"
    r"online|web|tv|radio|network|digital|community|guide|hub|academy|bank|insurance|consulting|marketing|software|systems|technologies)\b|"
    r"\.\w{2,4}$|新聞|新闻|通信社|通讯社|日報|時報|뉴스|신문|編集部|编辑部|기자단|وكالة|مركز|צוות",
    re.IGNORECASE,
)
#: News agencies sign under these names.
_AGENCY = re.compile(
    r"^(?:ap|afp|dpa|apa|reuters|ansa|efe|tass|itar-tass|xinhua|ritzau|ntb|tt|upi|pti|ani|kna|epd|sid|lusa|belga|anp|stt|pap|čtk|tanjug|hina|mti|"
    r"agerpres|aa|dha|iha|bloomberg|pa media|pa|keystone-sda|sda|the associated press|associated press|agence france-?presse|"
    r"press association|press trust of india|deutsche presse-agentur|europa press|anadolu(?: ajansı)?|interfax|ukrinform|kyodo|jiji|yonhap)(?:\b|$)",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """Return *text* as one line without entities, controls and marks that turn the writing direction."""
    text = html.unescape(text) if "&" in text and ";" in text else text
    return (
        " ".join(_INVISIBLE.sub(" ", text).split())
        if not text.isascii() or _INVISIBLE.search(text)
        else " ".join(text.split())
    )


#: An address stands where a name should.
_ADDRESS = re.compile(r"(?:https?:|www\.|/|mailto:)|\S+@\S+\.\S+$")
#: A date or a word like "posted" before the "by".
_INNER_BY = re.compile(r"(?<=[\s·|•,–-])(?:by|von|par|por|door|av|af|di)\s+(?=[A-ZÀ-ÞĀ-Ž])")


def from_by(text: str) -> str:
    """Return the part of *text* from its "by" on, where nothing but a date or a count stands before; else *text*."""
    match = _INNER_BY.search(text)
    if match is None or match.start() > MAX_BEFORE_BY:
        return text
    words = [word for word in _BEFORE_BY.findall(text[: match.start()]) if word.lower() not in _DATE_WORDS]
    return text[match.start() :] if not any(month_of(word) is None for word in words) else text


_BEFORE_BY = re.compile(r"[^\W\d_]+")
#: Words that a date line is made of beside the month.
_DATE_WORDS = frozenset(
    "on at am pm st nd rd th min mins minute minutes read ago days hours updated published posted written created story words comments comment "
    "mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday sunday am um uhr le à el del de en il kl den gmt utc est et pst".split()
)


def begins_byline(text: str) -> bool:
    """Whether *text* opens with the words that introduce a byline."""
    match = _BY.match(text)
    return match is not None and any(map(str.isalpha, match[0]))


def split_names(byline: str) -> Iterator[str]:
    """Yield the names in *byline*, one by one; what is no name is left out."""
    text = clean(byline)
    if _ADDRESS.match(text):
        return
    text = _BY.sub("", text, count=1)
    text = _OTHERS.split(text, maxsplit=1)[0] if len(text) > MIN_BYLINE else text
    parts = _SPLIT.split(text)
    if len(parts) == 2 and is_organisation(text) and not all(" " in part.strip() for part in parts):
        yield tidy(text)  # "Center for Drug Evaluation and Research" is one
        return
    for part in parts:
        part = _TAIL.sub("", _BY.sub("", part))
        pieces = _COMMA.split(part)
        if len(pieces) == 2 and _inverted(pieces):
            pieces = [f"{pieces[1]} {pieces[0]}"]
        for piece in pieces:
            bare = _TRAILING_JOB.sub("", piece)
            name = tidy(bare if " " in bare.strip() or not bare.isascii() else piece)
            name = _without_month(name)
            if is_name(name):
                yield name


def _without_month(name: str) -> str:
    """Return *name* without the month of the date that stood behind it."""
    head, _, last = name.rpartition(" ")
    while last and month_of(last) and (head or not last.istitle() or last.lower() not in _GIVEN_MONTHS):
        name = head
        head, _, last = name.rpartition(" ")
    return name


#: Months that people are called as well.
_GIVEN_MONTHS = frozenset({"april", "may", "june", "august", "jan", "mai", "juni", "mar", "dec"})


def _inverted(pieces: list[str]) -> bool:
    """Whether two pieces are "Family, Given": one word each, neither a degree."""
    return all(len(piece.split()) == 1 and piece[:1].isupper() and not _JOB.search(piece) for piece in pieces)


_LOOSE_END = re.compile(r"\s+(?:on|at|in|am|um|le|op|på|den|el)(?:\s+\w+day)?$", re.IGNORECASE)


def tidy(name: str) -> str:
    """Return *name* without the punctuation around it."""
    name = _LOOSE_END.sub("", re.sub(r"^(?:and|und|et|by|with|mit) +", "", name))
    return name.strip(" \t,;:.|/•·–—-*\"“”„«»'`()[]").strip() + (
        "." if re.search(r"\b(?:Jr|Sr|[A-Z])\.\W*$", name) else ""
    )


def is_name(name: str) -> bool:
    """Whether *name* can be the name of somebody or of an organisation."""
    if not name or len(name) > MAX_NAME or len(name.split()) > MAX_WORDS or not any(map(str.isalpha, name)):
        return False
    if _NOT_A_NAME.match(name) or _FURNITURE.search(name) or "@" in name:
        return False
    if _JOB.search(name) and not _ORGANISATION.search(name):
        return False
    return sum(map(str.isdigit, name)) <= 4


def is_agency(name: str) -> bool:
    """Whether *name* is a news agency's."""
    return bool(_AGENCY.match(name)) and name.count(" ") < 3


def is_organisation(name: str) -> bool:
    """Whether *name* is made of words that name organisations rather than people."""
    return bool(_AGENCY.match(name) or name.startswith("The ") or _ORGANISATION.search(name))


def is_login(name: str) -> bool:
    """Whether *name* is a user's login rather than a name: one word in small letters, or with figures in it."""
    return " " not in name and name.isascii() and "." not in name and (name.islower() or any(map(str.isdigit, name)))


def looks_personal(name: str) -> bool:
    """Whether *name* is written as people's names are: two words or more that begin large, or a script without case."""
    words = name.split()
    large = [w for w in words if w[:1].isupper() or unicodedata.category(w[0]) == "Lo"]
    return bool(words) and (len(words) > 1 or unicodedata.category(name[0]) == "Lo") and len(large) * 2 >= len(words)


def to_author(name: str, kind: str | None = None, url: str | None = None) -> Author:
    """Return the record of *name*; *kind* is what the page declares it as, if it does."""
    agency = bool(_AGENCY.match(name)) and len(name.split()) < 4
    organisation = agency or bool(_ORGANISATION.search(name)) or (kind == "organisation" and not looks_personal(name))
    return Author(name, "agency" if agency else "writer", "organisation" if organisation else "person", url)
