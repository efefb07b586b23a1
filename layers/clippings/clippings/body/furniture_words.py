"""What the words of a short passage say about its part: page furniture in the languages that news is written in."""

from __future__ import annotations

import re

from clippings.page.word_splitting import UNSPACED

#: One kind of furniture a line. Words are compared whole, lower-cased.
KINDS: tuple[tuple[str, str], ...] = (
    (
        "subscribe",
        "subscribe subscription subscriber subscribers newsletter newsletters signup abonnieren abonnement "
        "abonner abonnez abonnés abo suscríbete suscríbase suscripción suscriptores boletín iscriviti "
        "abbonati abbonamento assine assinante assinatura nieuwsbrief abonneer prenumerera nyhetsbrev abonner "
        "tilaa uutiskirje подписаться подпишитесь подписка рассылка 订阅 購読 구독 inbox email e-mail "
        "abone bülten subskrybuj newslettera prenumerata підписатися підпишіться підписка розсилка předplatné "
        "předplatit odebírat predplatné odoberať előfizetés feliratkozás hírlevél abonează abonați prenumeruoti "
        "naujienlaiškis abonēt uudiskiri εγγραφείτε συνδρομή berlangganan langganan اشترك اشتراك النشرة הירשמו "
        "הרשמה ניוזלטר خبرنامه tilmeld nyhedsbrev tilaajille सब्सक्राइब সাবস্ক্রাইব สมัครสมาชิก",
    ),
    (
        "account",
        "login register registered password account anmelden einloggen registrieren connexion connectez "
        "inscription iniciar sesión regístrate cuenta accedi registrati entrar cadastre inloggen logga войти "
        "регистрация 登录 登入 注册 ログイン 로그인 "
        "giriş şifre zaloguj logowanie rejestracja hasło увійти реєстрація přihlásit přihlášení registrace heslo "
        "bejelentkezés regisztráció jelszó autentificare prisijungti σύνδεση masuk akun התחברות סיסמה ورود "
        "kirjaudu salasana लॉगिन লগইন เข้าสู่ระบบ",
    ),
    (
        "share",
        "share follow facebook twitter whatsapp instagram telegram linkedin pinterest tiktok youtube teilen "
        "folgen partager suivez compartir síguenos síguenos condividi seguici compartilhar compartilhe siga "
        "delen volg dela följ del udostępnij obserwuj поделиться "
        "подписывайтесь 分享 微信 微博 シェア 공유 tweet reddit "
        "paylaş takip поділитися sdílet sledujte zdieľať megosztás kövess distribuie urmărește dalintis dalīties "
        "jaga κοινοποίηση μοιραστείτε ακολουθήστε bagikan ikuti شارك تابعنا مشاركة واتساب فيسبوك تويتر שתפו שיתוף "
        "עקבו פייסבוק вконтакте jaa seuraa व्हाट्सएप फेसबुक ফেসবুক হোয়াটসঅ্যাপ แชร์ フォロー",
    ),
    (
        "related",
        "related recommended trending popular latest previous next mehr weitere lesen auch lire aussi plus "
        "lea también leer más leggi anche leia mais também lees ook läs mer les også czytaj także читайте "
        "также 相关 阅读 推荐 上一篇 下一篇 関連 記事 관련 기사 more read "
        "ilgili önceki sonraki схожі související čtěte súvisiace prečítajte kapcsolódó olvasta citește skaitykite "
        "lasiet loe διαβάστε σχετικά baca terkait terbaru terpopuler اقرأ المزيد קראו כתבות بخوانید مرتبط lue "
        "myös पढ़ें पढ़ें আরও อ่านเพิ่มเติม ข่าวที่เกี่ยวข้อง",
    ),
    (
        "comment",
        "comment comments reply replies commented kommentar kommentare kommentieren commentaire commentaires "
        "commenter comentario comentarios comentar commenti commento comentários reacties reageer kommentarer "
        "komentarze комментарии комментарий 评论 コメント 댓글 "
        "yorum yorumlar коментар коментарі komentář komentáře diskuse komentár komentáre hozzászólás "
        "hozzászólások comentarii komentarai komentāri kommentaarid σχόλια σχόλιο komentar تعليق تعليقات תגובות "
        "תגובה نظرات دیدگاه kommentit kommentoi टिप्पणी মন্তব্য ความคิดเห็น",
    ),
    (
        "advert",
        "advertisement advertising sponsored advertorial anzeige werbung publicité publicidad pubblicità "
        "publicidade advertentie annons annonse reklama реклама 广告 広告 광고 affiliate commission ad ads "
        "reklam inzerce hirdetés publicitate reklāma reklaam διαφήμιση iklan advertensi إعلان إعلانات פרסומת "
        "מודעה تبلیغات آگهی mainos विज्ञापन বিজ্ঞাপন விளம்பரம் โฆษณา quảng",
    ),
    (
        "legal",
        "copyright rights reserved cookies cookie privacy terms policy gdpr consent rechte vorbehalten "
        "datenschutz impressum nutzungsbedingungen droits réservés confidentialité mentions derechos "
        "reservados privacidad diritti riservati direitos voorbehouden rättigheter prawa права защищены 版权 转载 "
        "著作権 저작권 disclaimer "
        "hakları saklıdır gizlilik çerez çerezler prywatności zastrzeżone захищені конфіденційності vyhrazena "
        "soukromí vyhradené súkromia fenntartva adatvédelmi rezervate confidențialitate saugomos δικαιώματα "
        "απορρήτου dilindungi privasi محفوظة الخصوصية שמורות זכויות פרטיות محفوظ tietosuoja evästeet सर्वाधिकार "
        "स्वत्वाधिकार สงวนลิขสิทธิ์",
    ),
    (
        "credit",
        "photo photograph photographs image images getty reuters afp ap shutterstock foto fotos bild "
        "photographer imago dpa picture alamy crédit credit courtesy unsplash epa illustration fotografía フォト "
        "图片 图 사진 caption "
        "фото снимок fotoğraf fotó nuotr fotogrāfija φωτογραφία صورة تصوير צילום عکس kuva valokuva फोटो 写真",
    ),
    (
        "time",
        "updated published posted min minutes ago pm am gmt edt est utc uhr aktualisiert veröffentlicht "
        "publié mis jour actualizado publicado aggiornato pubblicato atualizado bijgewerkt uppdaterad "
        "oppdatert opublikowano опубликовано обновлено 发布 更新 時間 기사입력 "
        "güncelleme yayınlanma оновлено опубліковано aktualizováno publikováno aktualizované frissítve actualizat "
        "paskelbta publicēts avaldatud ενημέρωση δημοσίευση diperbarui tayang wib تحديث פורסם עודכן انتشار "
        "julkaistu päivitetty प्रकाशित अपडेट আপডেট เผยแพร่ อัปเดต",
    ),
    (
        "byline",
        "by von par por di door av autor author auteur autore reporter editor correspondent redaktion "
        "rédaction redacción redazione journalist staff writer contributed contributor 记者 编辑 来源 記者 기자 "
        "автор редактор корреспондент журналіст yazar muhabir editör redakcja redakce redakcia szerző autorius "
        "autors συντάκτης penulis oleh بقلم الكاتب מאת نویسنده خبرنگار toimittaja लेखक संवाददाता প্রতিবেদক "
        "ผู้สื่อข่าว",
    ),
    (
        "tag",
        "tags tagged topics topic filed keywords themen schlagworte mots etiquetas temas argomenti "
        "onderwerpen ämnen tagi теги 标签 タグ categories "
        "теги темы теми etiketler štítky témata címkék etichete ετικέτες الوسوم תגיות برچسب aiheet टैग ট্যাগ แท็ก",
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
#: Scripts whose words are met inside of a run of letters, or are more than one: those that set no spaces, and those
#: whose vowel signs are no letters.
_RUN_IN = re.compile(rf"[\u0900-\u0dff{UNSPACED}\uac00-\ud7af]")
_INSIDE = [(word, bits) for word, bits in _BITS.items() if _RUN_IN.match(word)]


def kinds_in(words: list[str], text: str) -> int:
    """Return the kinds of furniture that *words*, the lower-cased words of *text*, speak of, as bits."""
    bits = 0
    known = _BITS
    for word in words:
        if word in known:
            bits |= known[word]
    if not text.isascii() and _RUN_IN.search(text):
        for word, found in _INSIDE:
            if word in text:
                bits |= found
    return bits
