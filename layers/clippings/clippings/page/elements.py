"""The elements of HTML by their effect on the text."""

#: Elements whose content is never text of the page.
TEXTLESS = frozenset(
    "script style head title option select optgroup textarea datalist iframe object embed audio video canvas map svg "
    "img picture source input meta link area col colgroup param track frame frameset applet base basefont bgsound "
    "progress meter".split()
)
#: Elements that end a paragraph wherever they are.
BLOCK = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup html legend li listing main menu nav ol p plaintext search section summary "
    "caption tbody td tfoot th thead ul xmp".split()
)
#: Elements that are inline in running text and containers elsewhere.
INLINE_OR_BLOCK = frozenset({"button", "label", "slot"})
#: Elements of running text: custom elements and buttons in them do not break the line.
PROSE = frozenset("p li h1 h2 h3 h4 h5 h6 td th dd dt figcaption blockquote summary".split())
#: A table with one of these elements in a cell lays out the page. Other tables hold data.
LAYOUT = frozenset("table div section article form h1 h2 h3 h4 h5 h6 ul ol blockquote figure pre iframe nav".split())
