# ruff: noqa: E501 - one kind of word a line
"""The words of bylines in many languages: what opens and ends them, joins names, and is no name.

Patterns without ``re.IGNORECASE`` are for text in small letters: they are found there in a quarter of the time.
"""

from __future__ import annotations

import re

BY_WORDS = (
    r"(?:(?:article|post|story|guide|blog)\s+)?(?:(?:story|words|text|report(?:ing|ed)?|article|post(?:ed)?|analysis|opinion|column|written|published|created|authored|"
    r"contributed|curated|reported and written|guest post|medically reviewed)\s+)?by\b",
    r"(?-i:(?:Written |Posted )?B[yY]|Von|Par|Por)(?=(?-i:[A-ZÀ-Þ][a-zà-ÿ]))",
    r"(?:(?:photos?|fotos?|pictures?|bilder) (?:and|&|und|et) (?:story|words|texte?)|(?:story|words|texte?) (?:and|&|und|et) (?:photos?|fotos?|pictures?|bilder))(?: by\b|:)",
    r"(?:this )?(?:post|blog|article|story) was written by\b",
    r"(?:(?:zeige|view|see|show|voir|ver) )?(?:alle[sn]?|all|mehr|more|tous|todos?|todas?) (?:(?:die |the |les |los )?(?:beiträge|artikel|posts?|articles?|stories|artículos) )?(?:von|by|from|de|par)\b",
    r"blog ?beitrag von\b",
    r"(?:authors?(?:\(s\))?|contributors?:)(?!\w)(?! at)(?!,)",
    r"words?:",
    r"text\s?:",
    r"story:",
    r"von\b",
    r"ein(?:e|er|em)? (?:\w+ )?(?:gast)?(?:beitrag|artikel|kommentar|bericht|essay|text|kolumne|analyse|reportage|porträt|nachruf|glosse|interview|rezension|kritik|gespräch) von\b",
    r"autor(?:in|en|innen|es|as|a|:innen)?\b",
    r"redaktion:",
    r"interview:",
    r"(?:verfasst|geschrieben|veröffentlicht|erstellt|eingestellt|gespeichert|publiziert) von\b",
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
    r"執筆者?(?=[:：／/\s]|$)",
    r"著者(?=[:：／/\s]|$)",
    r"글쓴이",
    r"記者[:：]",
    r"责任编辑",
    r"撰文",
    r"編輯[:：]",
    r"(?:本报|本報|本刊)?(?:记者|記者)(?=[:：／/\s])",
    r"글(?=[:：·])",
    r"โดย(?=[:\s])",
    r"(?:autorius|autorė|autoriai|autors|autori|avtor(?:ica|ji)?|piše|höfundur|egilea|müəllif|аутор|пише|пишува|ავტორი|հեղինակ|نویسنده|تحریر|"
    r"लेखिका|লেখক|প্রতিবেদক|எழுதியவர்|రచయిత|ಲೇಖಕ|ലേഖകൻ|લેખક|ผู้เขียน|เรื่อง|ໂດຍ|ដោយ)\s?[:：՝]",
)
#: Words that introduce a byline. They end where a name begins.
BY = re.compile(rf"^(?:[\s:•·|*–—-]+|(?:{'|'.join(BY_WORDS)})[\s:：/|•·–—-]*)+", re.IGNORECASE)
#: Where the names of a byline end: what follows is a place, a date, an address or an invitation.
TAIL = re.compile(
    r"(?-i:(?<=[a-zß-ÿ])(?:In|On|Posted|Published|Updated)\b.*)|\s*(?:\((?![^()]{1,20}\) [^\W\d_]).*|\[.*|<.*|\{.*|https?:.*|www\..*|\S+@\S+.*|@\w+.*|"
    r"(?:^|\s)(?:published|updated|posted|last updated|contributor since|is an?\b|was an?\b|are\b|has\b|follow|share|in\b|at\b|on\b(?= \w+ \d)|for\b|"
    r"aktualisiert|veröffentlicht|stand:|uhr\b|publié|mis à jour|publicado|actualizado|pubblicato|bijgewerkt|publicerad|uppdaterad|oppdatert|publisert|"
    r"reviewed by|medically reviewed|fact[- ]checked|edited by|photos?:|photography|foto\b|fotos\b|follow|min(?:ute)?s? read|view (?:all|profile|bio)|read more|"
    r"more (?:from|about|by)|view articles|see (?:all|full)|learn more|full bio|opens? in|tel\.?:|email|e-mail|twitter|linkedin).*"
    r"|\s[|•·–—]\s.*|\s\d.*|\s-\s.*)$",
    re.IGNORECASE | re.DOTALL,
)
SPLIT = re.compile(
    r"\s*[;|/•·+＋、，]\s*|\s*,\s*(?:and|und|et|y|e|og|och|en|und)\s+|\s+(?:and|und|et|og|och|und|sowie|mit|και|ja|ve|és|și|și|and)\s+|"
    r"\s+(?:y|e|i|и|і|та|en|a|u|و)\s+(?=[A-ZÀ-ÞĀ-ŽА-ЯΑ-Ω\u0600-\u06ff])|\s*&\s*|\s{3,}"
)
COMMA = re.compile(r"\s*,\s*")

#: From here on a byline names people who did not write.
OTHERS = re.compile(
    r"[\s|,.;•·–—-]+(?:(?:medically|expert|legally) )?(?:fact[- ]?checked|reviewed|edited|verified|categor(?:y|ies)|tags?|topics?)(?: by)?\b",
    re.IGNORECASE,
)

#: What stands behind a comma and is no name: degrees, jobs, kinds of work.
JOB = re.compile(
    r"\b(?:editor|reporter|writer|correspondent|journalist|columnist|contributor|producer|director|manager|officer|analyst|author|staff|"
    r"bureau chief|chief|head of|founder|co-?founder|ceo|cto|cmo|president|vice|professor|lecturer|fellow|researcher|scientist|engineer|developer|"
    r"consultant|specialist|strategist|expert|coach|intern|lead|senior|associate|assistant|dietitian|nutritionist|certified|licensed|"
    r"redakteur(?:in)?|korrespondent(?:in)?|reporter(?:in)?|autor(?:in)?|chefredakteur(?:in)?|redaktor(?:in)?|volont(?:är|ärin)|leiter(?:in)?|ressortleiter(?:in)?|"
    r"journaliste|rédact(?:eur|rice)|correspondant(?:e)?|redactor[a]?|periodista|corresponsal|editora?|jornalista|repórter|giornalista|"
    r"redacteur|verslaggever|correspondent|journalist|redaktør|redaktör|reportasjeleder|toimittaja|dziennikarz|redaktor(?:ka)?|"
    r"muhabiri?|editörü|корреспондент|редактор|обозреватель|reporterin|update[sd]?|photographer|fotograf)\b"
    r"|^(?:m\.?d\.?|ph\.?\s?d\.?|r\.?d\.?n?|r\.?n\.?|ms|ma|mba|mph|msc|bsc|ba|bs|jd|esq\.?|cpa|cfp|cscs|ldn?|fand|cdn|cpt|do|dds|dvm|lcsw|nasm|ace|"
    r"jr\.?|sr\.?|ii|iii|ryt|cfa|pmp|pharm\.?d\.?|psy\.?d\.?|ed\.?d\.?|dpt|pt|cdces|lmft|lpc|fnp|np|pa-c|facp|facc|cissp|msw|mfa|mpp|med|m\.?ed\.?|bsn|msn)$",
)
NOT_A_NAME = re.compile(
    r"^(?:admin(?:istrator)?|root|user|guest|editor|webmaster|author|authors|unknown|anonymous|none|null|undefined|n/?a|test|home|menu|share|"
    r"comments?|advertisement|subscribe|follow|about|contact|login|log in|sign up|read more|published|updated|posted|staff|team|new|news|"
    r"written|edited|by|facebook|twitter|instagram|linkedin|youtube|whatsapp|email|print|image|photo|video|article|blog|default|super ?user|"
    r"wp-?admin|siteadmin|sponsored|sponsor|contributors?|copyright|getty images|unsplash|shutterstock|our team|view profile|bio|see bio|profile|"
    r"on \w+|and|und|et|y|og|och|en|with|mit|avec|con|for|the|from|via|log(?: ?(?:in|out))?|(?:staff|senior|news|chief|deputy|associate|special|guest) (?:writer|reporter|editor|correspondent|contributor|columnist)s?|register(?: now)?|sign in|create .*|start .*|view .*|more .*|see .*|cite .*|"
    r"spotlight|get started|learn .*|table of .*|archive page|full bio|(?:our )?editors'? picks|guest (?:author|columnists?|post)|last|home page|top stories|"
    r"press release|by ?line|last updated|quelle.*|image:.*|images? .*|source:.*|editing by .*|(?:keine |ein |hinterlasse .*|\d+ )?kommentar.*|alle beiträge|startseite|zuerst.*|"
    r"[ap]\.?m\.?(?: .*)?|\d.*\d.*|.)$",
)
#: A "By" that ran into the name before it.
RUN_IN = re.compile(r"[a-z]By\b")
FURNITURE = re.compile(
    r"\b(?:subscribe|newsletter|cookie|read|click|share|minutes?|comments?|likes?|views|ago|today|yesterday|gestern|heute|http|www|login|copyright|"
    r"all rights|advertis\w*|table of contents|disclosures?|updated|published|reviewed|verified|checked|here|hier)\b|[?!=<>{}©→\\#%⟨⟩⋅]|\.(?:com|html|php|jpg|png)\b(?!$)",
)
#: A job or a place of work written straight behind a name.
TRAILING_JOB = re.compile(
    r"(?<=\w)(?:\s+|(?<=[a-zß-ÿ])(?=[A-Z]))(?:(?:executive|deputy|assistant|associate|senior|staff|chief|managing|contributing|freelance|special|content|news|political|"
    r"sports?|digital|foreign|business|features?|head|lead|social|guest|math|lifestyle|entertainment|money|tech|travel|health|science|economics|"
    r"globe|consumer|crime|court|community|global|us|uk|editorial|online|vice|general) )*"
    r"(?:editor|writer|reporter|correspondent|journalist|columnist|contributor|producer|director|redakteur(?:in)?|korrespondent(?:in)?|redactora?|"
    r"journaliste|staff|director|president|manager|founder|ceo|co-?founder|archive page|articles|profile|dietitian|follow|twitter)\b.*$",
    re.IGNORECASE,
)
#: What a Korean, a Chinese or a Japanese reporter is called, behind the name with or without a space.
TITLE_BEHIND = re.compile(
    r"(?<=[가-힣])\s?(?:선임|인턴|객원|전문|수습)?\s?(?:기자|특파원|논설위원)(?=\s|$).*|(?<=[\u4e00-\u9fff]{2})\s?(?:記者|记者)$"
)
#: What each of those has, in small letters.
TRAILING_WORDS = (
    "editor", "writer", "reporter", "correspondent", "journalist", "columnist", "contributor", "producer", "director", "redakteur",
    "korrespondent", "redactor", "staff", "president", "manager", "founder", "ceo", "archive page", "articles", "profile", "dietitian",
    "follow", "twitter",
)  # fmt: skip
ORGANISATION = re.compile(
    r"\b(?:coalition|alliance|federation|union|committee|staff|team|desk|newsroom|news|press|agency|agence|agentur|agencia|agenzia|redaktion|redacción|redação|redazione|rédaction|redactie|redaksjonen?|"
    r"redaktionen|toimitus|redakcja|redakce|редакция|media|magazine|times|post|tribune|herald|gazette|zeitung|journal|institute|university|college|school|"
    r"society|association|foundation|council|ministry|department|center|centre|company|group|inc|llc|ltd|gmbh|corp|corporation|co|board|editors?|"
    r"editorial|contributors|correspondents|service|services|studio|studios|labs?|solutions|agencies|wire|reuters|afp|dpa|apa|ansa|efe|tass|xinhua|"
    r"ritzau|ntb|tt|pa media|bloomberg|cnn|bbc|ap|upi|pti|ani|kna|epd|sid|ddp|lusa|belga|anp|stt|pap|čtk|tanjug|hina|mti|agerpres|ata|aa|dha|iha|"
    r"clinic|hospital|online|web|tv|radio|network|digital|community|guide|hub|academy|bank|insurance|consulting|marketing|software|systems|technologies)\b|"
    r"\.\w{2,4}$|新聞|新闻|通信社|通讯社|日報|時報|뉴스|신문|編集部|编辑部|기자단|وكالة|مركز|צוות",
)
#: News agencies sign under these names.
AGENCY = re.compile(
    r"^(?:ap|afp|dpa|apa|reuters|ansa|efe|tass|itar-tass|xinhua|ritzau|ntb|tt|upi|pti|ani|kna|epd|sid|lusa|belga|anp|stt|pap|čtk|tanjug|hina|mti|"
    r"agerpres|aa|dha|iha|bloomberg|pa media|pa|keystone-sda|sda|the associated press|associated press|agence france-?presse|"
    r"press association|press trust of india|deutsche presse-agentur|europa press|anadolu(?: ajansı)?|interfax|ukrinform|kyodo|jiji|yonhap)(?:\b|$)",
)
