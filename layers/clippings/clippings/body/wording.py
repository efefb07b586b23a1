"""What the words of a short passage say about its part: page furniture in the languages that news is written in."""

from __future__ import annotations

import re

#: One kind of furniture a line. Words are compared whole, lower-cased.
KINDS: tuple[tuple[str, str], ...] = (
    (
        "subscribe",
        "subscribe subscription subscriber subscribers newsletter newsletters signup abonnieren abonnement "
        "abonner abonnez abonnés abo suscríbete suscríbase suscripción suscriptores boletín iscriviti "
        "abbonati abbonamento assine assinante assinatura nieuwsbrief abonneer prenumerera nyhetsbrev abonner "
        "tilaa uutiskirje подписаться подпишитесь подписка рассылка 订阅 購読 구독 inbox email e-mail",
    ),
    (
        "account",
        "login register registered password account anmelden einloggen registrieren connexion connectez "
        "inscription iniciar sesión regístrate cuenta accedi registrati entrar cadastre inloggen logga войти "
        "регистрация 登录 登入 注册 ログイン 로그인",
    ),
    (
        "share",
        "share follow facebook twitter whatsapp instagram telegram linkedin pinterest tiktok youtube teilen "
        "folgen partager suivez compartir síguenos síguenos condividi seguici compartilhar compartilhe siga "
        "delen volg dela följ del udostępnij obserwuj поделиться "
        "подписывайтесь 分享 微信 微博 シェア 공유 tweet reddit",
    ),
    (
        "related",
        "related recommended trending popular latest previous next mehr weitere lesen auch lire aussi plus "
        "lea también leer más leggi anche leia mais também lees ook läs mer les også czytaj także читайте "
        "также 相关 阅读 推荐 上一篇 下一篇 関連 記事 관련 기사 more read",
    ),
    (
        "comment",
        "comment comments reply replies commented kommentar kommentare kommentieren commentaire commentaires "
        "commenter comentario comentarios comentar commenti commento comentários reacties reageer kommentarer "
        "komentarze комментарии комментарий 评论 コメント 댓글",
    ),
    (
        "advert",
        "advertisement advertising sponsored advertorial anzeige werbung publicité publicidad pubblicità "
        "publicidade advertentie annons annonse reklama реклама 广告 広告 광고 affiliate commission ad ads",
    ),
    (
        "legal",
        "copyright rights reserved cookies cookie privacy terms policy gdpr consent rechte vorbehalten "
        "datenschutz impressum nutzungsbedingungen droits réservés confidentialité mentions derechos "
        "reservados privacidad diritti riservati direitos voorbehouden rättigheter prawa права защищены 版权 转载 "
        "著作権 저작권 disclaimer",
    ),
    (
        "credit",
        "photo photograph photographs image images getty reuters afp ap shutterstock foto fotos bild "
        "photographer imago dpa picture alamy crédit credit courtesy unsplash epa illustration fotografía フォト "
        "图片 图 사진 caption",
    ),
    (
        "time",
        "updated published posted min minutes ago pm am gmt edt est utc uhr aktualisiert veröffentlicht "
        "publié mis jour actualizado publicado aggiornato pubblicato atualizado bijgewerkt uppdaterad "
        "oppdatert opublikowano опубликовано обновлено 发布 更新 時間 기사입력",
    ),
    (
        "byline",
        "by von par por di door av autor author auteur autore reporter editor correspondent redaktion "
        "rédaction redacción redazione journalist staff writer contributed contributor 记者 编辑 来源 記者 기자",
    ),
    (
        "tag",
        "tags tagged topics topic filed keywords themen schlagworte mots etiquetas temas argomenti "
        "onderwerpen ämnen tagi теги 标签 タグ categories",
    ),
    (
        "act",
        "click here tap watch listen play download print save copy close open menu search skip sign up start "
        "free try buy now shop view all see",
    ),
    (
        "notice",
        "disclosure correction clarification source sources reporting originally appeared republished "
        "permission editing translated views opinions expressed opinion tips contact follow advice "
        "informational purposes donate support",
    ),
    ("reader", "you your yours ihnen ihrem ihrer vous votre vos usted ustedes você vocês jij jouw uw"),
)
NAMES = tuple(name for name, _ in KINDS)
_BITS: dict[str, int] = {}
for _bit, (_, _words) in enumerate(KINDS):
    for _word in _words.split():
        _BITS[_word] = _BITS.get(_word, 0) | 1 << _bit
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_UNSPACED = [(word, bits) for word, bits in _BITS.items() if _HAN.match(word)]


def kinds_in(words: list[str], text: str) -> int:
    """Return the kinds of furniture that *words*, the lower-cased words of *text*, speak of, as bits."""
    bits = 0
    known = _BITS
    for word in words:
        if word in known:
            bits |= known[word]
    if not text.isascii() and _HAN.search(text):
        for word, found in _UNSPACED:
            if word in text:
                bits |= found
    return bits
