# ruff: noqa: E501 - the markup of a page is not broken into lines
"""The markup of single programs and platforms between the paragraphs of a news page, with what is right of it."""

from __future__ import annotations

import pytest
from tests.support.framed_page import parsed
from tests.support.kinds import Kind

KINDS = {
    "footnotes: Pandoc": Kind(
        '<p>The lamp was lit in 1913<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> by the first keeper of the rock.</p><p>He stayed for forty years, and never learned to swim.</p><section class="footnotes" role="doc-endnotes"><hr/><ol><li id="fn1" role="doc-endnote"><p>Log of the tower, first leaf.<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>',
        text=("He stayed for forty years, and never learned to swim.",),
        markdown=("1913[^1]", "[^1]: Log of the tower, first leaf."),
    ),
    "footnotes: Substack": Kind(
        '<p>The lamp was lit in 1913<a data-component-name="FootnoteAnchorToDOM" id="footnote-anchor-1" href="#footnote-1" target="_self" class="footnote-anchor">1</a> by the first keeper of the rock.</p><p>He stayed for forty years, and never learned to swim.</p><div data-component-name="FootnoteToDOM" class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number" contenteditable="false">1</a><div class="footnote-content"><p>Log of the tower, first leaf.</p></div></div>',
        text=("He stayed for forty years, and never learned to swim.",),
        markdown=("1913[^1]", "[^1]: Log of the tower, first leaf."),
    ),
    "footnotes: GitHub": Kind(
        '<p>The lamp was lit in 1913<sup><a href="#user-content-fn-1-abc" id="user-content-fnref-1-abc" data-footnote-ref="" aria-describedby="footnote-label">1</a></sup> by the first keeper of the rock.</p><p>He stayed for forty years, and never learned to swim.</p><section data-footnotes="" class="footnotes"><h2 id="footnote-label" class="sr-only">Footnotes</h2><ol><li id="user-content-fn-1-abc"><p>Log of the tower, first leaf. <a href="#user-content-fnref-1-abc" data-footnote-backref="" class="data-footnote-backref" aria-label="Back to reference 1"><g-emoji>↩</g-emoji></a></p></li></ol></section>',
        text=("He stayed for forty years, and never learned to swim.",),
        markdown=("1913[^1]", "[^1]: Log of the tower, first leaf."),
    ),
    "footnotes: WordPress": Kind(
        '<p>The lamp was lit in 1913<sup data-fn="aa" class="fn"><a href="#aa" id="aa-link">1</a></sup> by the first keeper of the rock.</p><p>He stayed for forty years, and never learned to swim.</p><ol class="wp-block-footnotes"><li id="aa">Log of the tower, first leaf. <a href="#aa-link" aria-label="Jump to footnote reference 1">↩︎</a></li></ol>',
        text=("He stayed for forty years, and never learned to swim.",),
        markdown=("1913[^1]", "[^1]: Log of the tower, first leaf."),
    ),
    "footnotes: a plugin of WordPress": Kind(
        '<p>The lamp was lit in 1913<span class="easy-footnote-margin-adjust" id="easy-footnote-1"></span><span class="easy-footnote"><a href="#easy-footnote-bottom-1" title="Log of the tower, first leaf."><sup>1</sup></a></span> by the first keeper of the rock.</p><p>He stayed for forty years, and never learned to swim.</p><div class="easy-footnote-title"><h4>Notes:</h4></div><ol class="easy-footnotes-wrapper"><li class="easy-footnote-single"><span id="easy-footnote-bottom-1" class="easy-footnote-margin-adjust"></span>Log of the tower, first leaf.<a class="easy-footnote-to-top" href="#easy-footnote-1"></a></li></ol>',
        text=("He stayed for forty years, and never learned to swim.",),
        markdown=("1913[^1]", "[^1]: Log of the tower, first leaf."),
    ),
    "footnotes: Google Docs": Kind(
        '<p>The lamp was lit in 1913<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup> by the first keeper of the rock.</p><p>He stayed for forty years, and never learned to swim.</p><hr><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a><span> Log of the tower, first leaf.</span></p></div>',
        text=("He stayed for forty years, and never learned to swim.",),
        markdown=("1913[^1]", "[^1]: Log of the tower, first leaf."),
    ),
    "footnotes: Word": Kind(
        '<p class=MsoNormal>The lamp was lit in 1913<a style=\'mso-footnote-id:ftn1\' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style=\'mso-special-character:footnote\'><![if !supportFootnotes]><span class=MsoFootnoteReference>[1]</span><![endif]></span></span></a> by the first keeper of the rock.</p><p class=MsoNormal>He stayed for forty years, and never learned to swim.</p><div style=\'mso-element:footnote-list\'><br clear=all><hr align=left size=1 width="33%"><div style=\'mso-element:footnote\' id=ftn1><p class=MsoFootnoteText><a style=\'mso-footnote-id:ftn1\' href="#_ftnref1" name="_ftn1" title=""><span class=MsoFootnoteReference>[1]</span></a> Log of the tower, first leaf.</p></div></div>',
        text=("He stayed for forty years, and never learned to swim.",),
        markdown=("1913[^1]", "[^1]: Log of the tower, first leaf."),
    ),
    "footnotes: a dagger": Kind(
        '<p>The lamp was lit in 1913<sup><a id="dr" href="#dn">†</a></sup> by the first keeper of the rock.</p><p>He stayed for forty years, and never learned to swim.</p><p id="dn"><a href="#dr">†</a> Log of the tower, first leaf.</p>',
        text=("He stayed for forty years, and never learned to swim.",),
        markdown=("1913[^1]", "[^1]: Log of the tower, first leaf."),
    ),
    "footnotes: kramdown, a note with two references": Kind(
        '<p>The lamp was lit in 1913<sup id="fnref:1" role="doc-noteref"><a href="#fn:1" class="footnote" rel="footnote">1</a></sup> by the first keeper<sup id="fnref:1:1" role="doc-noteref"><a href="#fn:1" class="footnote" rel="footnote">1</a></sup> of the rock.</p><div class="footnotes" role="doc-endnotes"><ol><li id="fn:1" role="doc-endnote"><p>Log of the tower, first leaf. <a href="#fnref:1" class="reversefootnote" role="doc-backlink">&#8617;</a> <a href="#fnref:1:1" class="reversefootnote" role="doc-backlink">&#8617;<sup>2</sup></a></p></li></ol></div>',
        markdown=("1913[^1]", "keeper[^1]", "[^1]: Log of the tower, first leaf."),
    ),
    "footnotes: MediaWiki": Kind(
        '<p>The lamp was lit in 1913<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span class="cite-bracket">[</span>1<span class="cite-bracket">]</span></a></sup> by the first keeper of the rock.</p><div class="mw-references-wrap"><ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><b><a href="#cite_ref-1">^</a></b></span> <span class="reference-text">Log of the tower, first leaf.</span></li></ol></div>',
        markdown=("1913[^1]", "[^1]: Log of the tower, first leaf."),
    ),
    "footnotes: markdown-it": Kind(
        '<p>The lamp was lit in 1913<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup> by the first keeper of the rock.</p><p>He stayed for forty years, and never learned to swim.</p><hr class="footnotes-sep"><section class="footnotes"><ol class="footnotes-list"><li id="fn1" class="footnote-item"><p>Log of the tower, first leaf. <a href="#fnref1" class="footnote-backref">↩︎</a></p></li></ol></section>',
        text=("He stayed for forty years, and never learned to swim.",),
        markdown=("1913[^1]", "[^1]: Log of the tower, first leaf."),
    ),
    "footnotes: Asciidoctor": Kind(
        '<p>The lamp was lit in 1913<sup class="footnote">[<a id="_footnoteref_1" class="footnote" href="#_footnotedef_1" title="View footnote.">1</a>]</sup> by the first keeper of the rock.</p><p>He stayed for forty years, and never learned to swim.</p><div id="footnotes"><hr><div class="footnote" id="_footnotedef_1"><a href="#_footnoteref_1">1</a>. Log of the tower, first leaf.</div></div>',
        text=("He stayed for forty years, and never learned to swim.",),
        markdown=("1913[^1]", "[^1]: Log of the tower, first leaf."),
    ),
    "footnotes: Sphinx": Kind(
        '<p>The lamp was lit in 1913<a class="footnote-reference brackets" href="#id2" id="id1" role="doc-noteref"><span class="fn-bracket">[</span>1<span class="fn-bracket">]</span></a> by the first keeper of the rock.</p><p>He stayed for forty years, and never learned to swim.</p><aside class="footnote-list brackets"><aside class="footnote brackets" id="id2" role="doc-footnote"><span class="label"><span class="fn-bracket">[</span><a role="doc-backlink" href="#id1">1</a><span class="fn-bracket">]</span></span><p>Log of the tower, first leaf.</p></aside></aside>',
        text=("He stayed for forty years, and never learned to swim.",),
        markdown=("1913[^1]", "[^1]: Log of the tower, first leaf."),
    ),
    "footnotes: docutils": Kind(
        '<p>The lamp was lit in 1913<a class="footnote-reference" href="#id2" id="id1">[1]</a> by the first keeper of the rock.</p><p>He stayed for forty years, and never learned to swim.</p><table class="docutils footnote" id="id2" rules="none"><colgroup><col class="label"><col></colgroup><tbody><tr><td class="label"><a class="fn-backref" href="#id1">[1]</a></td><td>Log of the tower, first leaf.</td></tr></tbody></table>',
        text=("He stayed for forty years, and never learned to swim.",),
        markdown=("1913[^1]", "[^1]: Log of the tower, first leaf."),
    ),
    "footnotes: brackets around the link back": Kind(
        '<p>The lamp was lit in 1913<sup>[<a href="#n1" name="r1">1</a>]</sup> by the first keeper of the rock.</p><p class="note"><sup>[<a name="n1" href="#r1">1</a>]</sup> Log of the tower, first leaf.</p>',
        markdown=("1913[^1]", "[^1]: Log of the tower, first leaf."),
    ),
    "formulas: KaTeX": Kind(
        '<p>The beam turns <span class="katex"><span class="katex-mathml"><math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>v</mi><mo>=</mo><mfrac><mi>d</mi><mi>t</mi></mfrac></mrow><annotation encoding="application/x-tex">v=\\frac{d}{t}</annotation></semantics></math></span><span class="katex-html" aria-hidden="true"><span class="base"><span class="mord mathnormal">v</span><span class="mrel">=</span><span class="mord">dt</span></span></span></span> times, the engineer wrote.</p>',
        markdown=("$v=\\frac{d}{t}$",),
        absent=("vd", "v=dt times"),
    ),
    "formulas: KaTeX, a block": Kind(
        '<span class="katex-display"><span class="katex"><span class="katex-mathml"><math display="block"><semantics><mrow><mi>v</mi><mo>=</mo><mi>d</mi></mrow><annotation encoding="application/x-tex">v = \\sum_i d_i</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">v=d</span></span></span>',
        markdown=("$$v = \\sum_i d_i$$",),
    ),
    "formulas: MathJax 3": Kind(
        '<p>The beam turns <mjx-container class="MathJax" jax="CHTML"><mjx-math aria-hidden="true"><mjx-mi><mjx-c class="mjx-c1D463"></mjx-c></mjx-mi></mjx-math><mjx-assistive-mml unselectable="on" display="inline"><math><mi>v</mi><mo>=</mo><mfrac><mi>d</mi><mi>t</mi></mfrac></math></mjx-assistive-mml></mjx-container> times, the engineer wrote.</p>',
        text=("The beam turns v=d/t times",),
        markdown=("$v=\\frac{d}{t}$",),
    ),
    "formulas: MathJax 2": Kind(
        '<p>The beam turns <span class="MathJax_Preview"></span><span class="MathJax" id="MathJax-Element-1-Frame" data-mathml="&lt;math&gt;&lt;mi&gt;v&lt;/mi&gt;&lt;/math&gt;"><nobr aria-hidden="true"><span class="math"><span class="mi">v</span></span></nobr><span class="MJX_Assistive_MathML"><math><mi>v</mi></math></span></span><script type="math/tex" id="MathJax-Element-1">v_0</script> times, the engineer wrote.</p>',
        text=("The beam turns v_0 times",),
        markdown=("$v_0$",),
    ),
    "formulas: MathJax 2, a block": Kind(
        '<div class="MathJax_Display"><span class="MathJax">v=d</span></div><script type="math/tex; mode=display">v = \\int d</script>',
        markdown=("$$v = \\int d$$",),
    ),
    "formulas: a picture": Kind(
        '<p>The beam turns <img src="https://s0.wp.com/latex.php?latex=v%3Dd" alt="v=\\frac{d}{t}" title="v=\\frac{d}{t}" class="latex" /> times, the engineer wrote.</p>',
        markdown=("$v=\\frac{d}{t}$",),
    ),
    "formulas: LaTeXML, a numbered block before a table": Kind(
        '<table class="ltx_equation ltx_eqn_table"><tbody><tr class="ltx_equation ltx_eqn_row"><td class="ltx_eqn_cell ltx_eqn_center_padleft"></td><td class="ltx_eqn_cell"><math alttext="v=d" display="block"><semantics><mrow><mi>v</mi></mrow><annotation encoding="application/x-tex">v=d</annotation></semantics></math></td><td class="ltx_eqn_cell ltx_eqn_eqno"><span class="ltx_tag">(1)</span></td></tr></tbody></table><figure class="ltx_table"><figcaption class="ltx_caption"><span class="ltx_tag">Table 1: </span>Hours of the lamp</figcaption><table class="ltx_tabular"><thead><tr class="ltx_tr"><th class="ltx_td">Month</th><th class="ltx_td">Hours</th></tr></thead><tbody><tr class="ltx_tr"><td class="ltx_td">June</td><td class="ltx_td">5</td></tr></tbody></table></figure>',
        markdown=("$$v=d$$", "| June | 5 |"),
    ),
    "lists: LaTeXML": Kind(
        '<ol class="ltx_enumerate"><li class="ltx_item" style="list-style-type:none;"><span class="ltx_tag ltx_tag_item">1.</span><div class="ltx_para"><p class="ltx_p">Cut the wick</p></div></li><li class="ltx_item"><span class="ltx_tag ltx_tag_item">2.</span><div class="ltx_para"><p class="ltx_p">Light it</p></div></li></ol>',
        markdown=("\n1. Cut the wick\n2. Light it\n",),
    ),
    "drop cap: hidden from speech programs": Kind(
        '<p><span class="dropcap" aria-hidden="true">T</span><span class="visuallyhidden">T</span>wo hundred steps lead up to the lamp.</p>',
        text=("Two hundred steps",),
        absent=("TTwo", "T wo"),
    ),
    "drop cap: before its paragraph": Kind(
        '<div class="dropcap">T</div><p>wo hundred steps lead up to the lamp of the tower on the rock.</p>',
        text=("Two hundred steps",),
    ),
    "drop cap: by a style": Kind(
        '<p><b style="float:left;font-size:400%">T</b>wo hundred steps lead up to the lamp.</p>',
        text=("Two hundred steps",),
    ),
    "blocks: pre-wrap": Kind(
        '<div style="white-space: pre-wrap">Two hundred steps lead up to the lamp of the tower on the rock.\n\nNobody has counted those that lead down again to the boats.</div>',
        text=("\n\nTwo hundred steps", "\n\nNobody has"),
    ),
    "code: no pre": Kind(
        '<code style="display:block;white-space:pre">for lamp in lamps:<br>    lamp.light()<br>    print(lamp)</code>',
        markdown=("for lamp in lamps:\n    lamp.light()\n    print(lamp)",),
    ),
    "code: Shiki": Kind(
        '<pre class="shiki"><code><span class="line"><span style="color:#fff">for lamp in lamps:</span></span>\n<span class="line"><span style="color:#fff">    lamp.light()</span></span>\n<span class="line"><span style="color:#fff">    print(lamp)</span></span></code></pre>',
        markdown=("```\nfor lamp in lamps:\n    lamp.light()\n    print(lamp)\n```",),
    ),
    "code: Astro": Kind(
        '<pre class="astro-code"><code><span class="line" style="display:block">for lamp in lamps:</span><span class="line" style="display:block">    lamp.light()</span><span class="line" style="display:block">    print(lamp)</span></code></pre>',
        markdown=("for lamp in lamps:\n    lamp.light()\n    print(lamp)",),
    ),
    "code: Prism": Kind(
        '<pre class="line-numbers language-python"><code class="language-python">for lamp in lamps:\n    lamp.light()\n    print(lamp)<span aria-hidden="true" class="line-numbers-rows"><span></span><span></span><span></span></span></code></pre>',
        markdown=("```python\nfor lamp in lamps:\n    lamp.light()\n    print(lamp)\n```",),
    ),
    "code: react-syntax-highlighter": Kind(
        '<pre style="display:block"><code class="language-python"><span style="display:block"><span class="linenumber react-syntax-highlighter-line-number" style="display:inline-block;min-width:2em">1</span><span>for lamp in lamps:\n</span></span><span style="display:block"><span class="linenumber react-syntax-highlighter-line-number" style="display:inline-block;min-width:2em">2</span><span>    lamp.light()\n</span></span><span style="display:block"><span class="linenumber react-syntax-highlighter-line-number" style="display:inline-block;min-width:2em">3</span><span>    print(lamp)\n</span></span></code></pre>',
        markdown=("for lamp in lamps:\n    lamp.light()\n    print(lamp)",),
    ),
    "code: highlight.js with numbers": Kind(
        '<pre><code class="hljs python"><table class="hljs-ln"><tbody><tr><td class="hljs-ln-line hljs-ln-numbers" data-line-number="1"><div class="hljs-ln-n" data-line-number="1"></div></td><td class="hljs-ln-line hljs-ln-code">for lamp in lamps:</td></tr><tr><td class="hljs-ln-line hljs-ln-numbers" data-line-number="2"><div class="hljs-ln-n" data-line-number="2"></div></td><td class="hljs-ln-line hljs-ln-code">    lamp.light()</td></tr><tr><td class="hljs-ln-line hljs-ln-numbers" data-line-number="3"><div class="hljs-ln-n" data-line-number="3"></div></td><td class="hljs-ln-line hljs-ln-code">    print(lamp)</td></tr></tbody></table></code></pre>',
        markdown=("for lamp in lamps:\n    lamp.light()\n    print(lamp)",),
    ),
    "code: with a button": Kind(
        '<div class="code-block"><div class="header"><span>python</span><button>Copy code</button></div><pre><code class="language-python">for lamp in lamps:\n    lamp.light()\n    print(lamp)</code></pre></div>',
        markdown=("```python\nfor lamp in lamps:\n    lamp.light()\n    print(lamp)\n```",),
        absent=("Copy code",),
    ),
    "code: a gist": Kind(
        '<div class="gist"><div class="gist-file"><div class="gist-data"><table class="highlight"><tr><td id="L1" class="blob-num js-line-number" data-line-number="1"></td><td id="LC1" class="blob-code blob-code-inner">for lamp in lamps:</td></tr><tr><td id="L2" class="blob-num js-line-number" data-line-number="2"></td><td id="LC2" class="blob-code blob-code-inner">    lamp.light()</td></tr><tr><td id="L3" class="blob-num js-line-number" data-line-number="3"></td><td id="LC3" class="blob-code blob-code-inner">    print(lamp)</td></tr></table></div><div class="gist-meta"><a href="https://gist.github.com/x">view raw</a> hosted with ❤ by <a href="https://github.com">GitHub</a></div></div></div>',
        markdown=("for lamp in lamps:\n    lamp.light()\n    print(lamp)",),
    ),
    "code: numbers that Prism marks": Kind(
        '<pre class="language-bash"><code class="language-bash"><span class="token function">sudo</span> ufw allow <span class="token number">80</span>\n<span class="token function">sudo</span> ufw allow <span class="token number">443</span></code></pre>',
        markdown=("sudo ufw allow 80\nsudo ufw allow 443",),
    ),
    "code: cells of a notebook": Kind(
        '<div class="jp-Cell"><div class="jp-InputPrompt">In [1]:</div><div class="highlight"><pre>import lamp\nlamp.hours()</pre></div><div class="jp-OutputPrompt">Out[1]:</div><table class="dataframe"><thead><tr><th></th><th>month</th><th>hours</th></tr></thead><tbody><tr><th>0</th><td>June</td><td>5</td></tr></tbody></table><pre>mean 5.0</pre></div>',
        markdown=("import lamp\nlamp.hours()", "| 0 | June | 5 |", "mean 5.0"),
    ),
    "code: the signature of a function": Kind(
        '<dl class="py function"><dt class="sig sig-object py" id="lamp.light"><span class="sig-prename descclassname"><span class="pre">lamp.</span></span><span class="sig-name descname"><span class="pre">light</span></span><span class="sig-paren">(</span><em class="sig-param"><span class="n">hours</span></em><span class="sig-paren">)</span></dt><dd><p>Lights the lamp.</p></dd></dl>',
        text=("lamp.light(hours)", "Lights the lamp."),
    ),
    "code: a difference": Kind(
        '<pre><code class="language-diff"><span class="token deleted-sign deleted"><span class="token prefix deleted">-</span><span class="token line">old = 1\n</span></span><span class="token inserted-sign inserted"><span class="token prefix inserted">+</span><span class="token line">new = 2\n</span></span></code></pre>',
        markdown=("-old = 1\n+new = 2",),
    ),
    "headings: GitHub": Kind(
        '<h2 tabindex="-1"><a id="user-content-s" class="anchor" aria-hidden="true" href="#s"><svg class="octicon"></svg></a>The steps</h2>',
        markdown=("## The steps\n",),
    ),
    "headings: VitePress": Kind(
        '<h2 id="s">The steps <a href="#s" class="anchor" aria-label="Permalink to &quot;The steps&quot;">#</a></h2>',
        markdown=("## The steps\n",),
        absent=("The steps #",),
    ),
    "headings: Docusaurus": Kind(
        '<h2 class="anchor" id="s">The steps<a href="#s" class="hash-link" aria-label="Direct link to The steps" title="Direct link">\u200b</a></h2>',
        markdown=("## The steps\n",),
        absent=("Direct link",),
    ),
    "headings: a text for screen readers": Kind(
        '<h2>The steps<span class="sr-only">(section)</span></h2>', markdown=("## The steps\n",)
    ),
    "cards: an embedded post of WordPress": Kind(
        '<figure class="wp-block-embed is-type-wp-embed"><div class="wp-block-embed__wrapper"><blockquote class="wp-embedded-content"><a href="https://bay-courier.example/x">Storm breaks the southern pier in the night</a></blockquote></div></figure>',
        absent=("Storm breaks",),
    ),
    "cards: a link around all": Kind(
        '<a class="teaser" href="/x"><img src="/x.jpg" alt=""><div><h4>Storm breaks the southern pier</h4><p>Boats were moved before the high water came.</p></div></a>',
        absent=("Storm breaks", "Boats were moved"),
    ),
    "cards: a bookmark of Ghost": Kind(
        '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://other.example/x"><div class="kg-bookmark-content"><div class="kg-bookmark-title">Storm breaks the southern pier</div><div class="kg-bookmark-description">Boats were moved before the high water came.</div><div class="kg-bookmark-metadata"><span class="kg-bookmark-author">Other</span></div></div></a></figure>',
        absent=("Storm breaks", "Boats were moved"),
    ),
    "cards: a line": Kind(
        '<p><strong>READ MORE: </strong><a href="/x"><strong>Storm breaks the southern pier</strong></a></p>',
        absent=("Storm breaks",),
    ),
    "cards: a recommendation": Kind(
        '<div data-type="promo"><span>Recommended</span><h4><a href="/x">Storm breaks the southern pier</a></h4><p>Boats were moved before the high water came.</p><time>3 March</time></div>',
        absent=("Storm breaks", "Boats were moved", "Recommended"),
    ),
    "cards: a product": Kind(
        '<div class="product-card"><img src="/p.jpg"><h4>The Keeper’s Lamp, brass</h4><p>$49.99</p><a class="btn" href="https://shop.example/p">Buy now</a></div>',
        absent=("Buy now", "$49.99"),
    ),
    "cards: a gallery": Kind(
        '<div class="gallery"><h4><a href="/g">In pictures: the light of Port Ellis</a></h4><p>Twelve photographs from a hundred years.</p></div>',
        absent=("Twelve photographs",),
    ),
    "cards: a rich link": Kind(
        '<aside data-component="rich-link"><a href="/x"><span>Related: </span><h5>Storm breaks the southern pier in the night</h5></a></aside>',
        absent=("Storm breaks",),
    ),
    "cards: a call for donations": Kind(
        '<div class="donate"><h3>Support our journalism</h3><p>We keep the light on with your help. Give what you can today.</p><a href="/give">Give now</a></div>',
        absent=("Support our journalism", "Give what you can"),
    ),
    "tables: cells over rows": Kind(
        "<table><tr><th>Season<th>Month<th>Hours<tr><td rowspan=2>Winter<td>January<td>17<tr><td>February<td>15<tr><td>Summer<td>June<td>5</table>",
        text=("January", "February", "June"),
    ),
    "tables: facts": Kind(
        '<table class="facts"><tbody><tr><th scope="row">Height</th><td>41 m</td></tr><tr><th scope="row">Lit</th><td>1913</td></tr></tbody></table>',
        text=("Height", "41 m", "1913"),
    ),
    "tables: a heading over columns": Kind(
        "<table><tr><th colspan=2>Fares 2024</th></tr><tr><th>Route</th><th>Fare</th></tr><tr><td>North</td><td>4.50</td></tr><tr><td>South</td><td>6.20</td></tr></table>",
        text=("Fares 2024", "North", "6.20"),
    ),
    "tables: sorted by buttons": Kind(
        "<table><thead><tr><th><button>Route ▲</button></th><th><button>Fare</button></th></tr></thead><tbody><tr><td>North</td><td>4.50</td></tr><tr><td>South</td><td>6.20</td></tr></tbody></table>",
        text=("North", "4.50", "South"),
    ),
    "lists: tasks": Kind(
        '<ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" checked disabled> Stone mended</li><li class="task-list-item"><input type="checkbox" disabled> Iron mended</li></ul>',
        text=("☑ Stone mended", "☐ Iron mended"),
        markdown=("- [x] Stone mended\n- [ ] Iron mended\n",),
    ),
    "lists: a glossary": Kind(
        '<dl class="glossary"><dt>Wick</dt><dd><p>The part of the lamp that burns.</p></dd><dt>Lens</dt><dd><p>The glass around it.</p></dd></dl>',
        text=("Wick", "The part of the lamp that burns.", "Lens", "The glass around it."),
    ),
    "lists: a start": Kind(
        '<ol start="4"><li>Cut the wick.</li><li>Light it.</li></ol>', markdown=("4. Cut the wick.\n5. Light it.",)
    ),
    "lists: typed": Kind(
        "<p>• Cut the wick.<br>• Fill the tank.<br>• Light it.</p>",
        text=("Cut the wick.", "Fill the tank.", "Light it."),
    ),
    "text: an interview": Kind(
        "<p><b>Who lit the lamp?</b></p><p>My father did, and his father.</p><p><b>Were you afraid?</b></p><p>Never of the sea.</p>",
        text=("Who lit the lamp?", "My father did, and his father.", "Were you afraid?", "Never of the sea."),
    ),
    "text: a poem": Kind(
        '<p class="poem">The lamp is lit,<br>the keeper sleeps,<br>the stone is old,<br>the water deep.</p>',
        text=("The lamp is lit,\nthe keeper sleeps,",),
    ),
    "accordions: details": Kind(
        "<details><summary>How is the lamp lit?</summary><p>By hand at dusk, with a match and a paper twist, as the keepers have always done it.</p></details><details><summary>Who pays for the oil?</summary><p>The board pays for it out of the dues of the harbour.</p></details>",
        text=("How is the lamp lit?", "By hand at dusk", "Who pays for the oil?", "The board pays for it"),
    ),
    "accordions: buttons": Kind(
        '<div class="accordion"><h3><button aria-expanded="false" aria-controls="a1">How is the lamp lit?</button></h3><div id="a1" hidden><p>By hand at dusk, with a match and a paper twist, as the keepers have always done it.</p></div><h3><button aria-expanded="false" aria-controls="a2">Who pays for the oil?</button></h3><div id="a2" hidden><p>The board pays for it out of the dues of the harbour.</p></div></div>',
        text=("How is the lamp lit?", "By hand at dusk", "Who pays for the oil?", "The board pays for it"),
    ),
    "accordions: Bootstrap 5": Kind(
        '<div class="accordion" id="acc"><div class="accordion-item"><h2 class="accordion-header"><button class="accordion-button collapsed" type="button" data-bs-toggle="collapse" data-bs-target="#c1" aria-expanded="false" aria-controls="c1">How is the lamp lit?</button></h2><div id="c1" class="accordion-collapse collapse" data-bs-parent="#acc"><div class="accordion-body">By hand at dusk, with a match and a paper twist, as the keepers have always done it.</div></div></div><div class="accordion-item"><h2 class="accordion-header"><button class="accordion-button collapsed" type="button" data-bs-toggle="collapse" data-bs-target="#c2" aria-expanded="false" aria-controls="c2">Who pays for the oil?</button></h2><div id="c2" class="accordion-collapse collapse"><div class="accordion-body">The board pays for it out of the dues of the harbour.</div></div></div></div>',
        text=("How is the lamp lit?", "By hand at dusk", "Who pays for the oil?", "The board pays for it"),
    ),
    "accordions: a single section": Kind(
        '<div><button class="toggle" aria-expanded="false" aria-controls="p9">What the engineer wrote</button><div id="p9" style="display:none"><p>The stone is sound, the engineer wrote, and the iron of the lantern can be mended in place.</p></div></div>',
        text=("What the engineer wrote", "The stone is sound"),
    ),
    "accordions: Bootstrap 4": Kind(
        '<div class="card"><div class="card-header"><a data-toggle="collapse" href="#q1">How is the lamp lit?</a></div><div id="q1" class="collapse"><div class="card-body">By hand at dusk, with a match and a paper twist, as the keepers have always done it.</div></div></div>',
        text=("How is the lamp lit?", "By hand at dusk"),
    ),
    "accordions: Squarespace, before a form": Kind(
        '<div class="sqs-block accordion-block"><ul class="accordion-items-container"><li class="accordion-item"><h4 class="accordion-item__title-wrapper"><button class="accordion-item__click-target" aria-expanded="false" aria-controls="d1"><span class="accordion-item__title">How is the lamp lit?</span></button></h4><div class="accordion-item__dropdown" id="d1"><div class="accordion-item__description"><p>By hand at dusk, with a match and a paper twist.</p></div></div></li></ul></div><div class="sqs-block newsletter-block"><h2>Sign up</h2><p>News every month.</p><form><input><button>Send</button></form></div>',
        text=("How is the lamp lit?", "By hand at dusk"),
        absent=("News every month.",),
    ),
    "accordions: Confluence": Kind(
        '<div class="expand-container conf-macro"><div class="expand-control"><span class="expand-icon"></span><span class="expand-control-text">The log of the tower</span></div><div class="expand-content"><p>The lamp burned well all night, and the keeper of the rock slept.</p></div></div>',
        text=("The log of the tower", "The lamp burned well"),
    ),
    "boxes: a chat": Kind(
        '<div class="chat"><div class="message left"><span class="name">Ada</span><p>Is the lamp lit?</p></div><div class="message right"><span class="name">Bob</span><p>Since four, and the horn is ready.</p></div></div>',
        text=("Ada\n\nIs the lamp lit?", "Bob\n\nSince four"),
    ),
    "boxes: the verdict of a review": Kind(
        '<div class="review-box"><div class="score">8.5</div><div class="review-summary"><h3>Verdict</h3><p>A lamp for patient people.</p></div><div class="proscons"><div><h4>Good</h4><ul><li>Solid glass</li></ul></div><div><h4>Bad</h4><ul><li>It hums</li></ul></div></div></div>',
        text=("Verdict", "A lamp for patient people.", "Good", "Solid glass", "Bad", "It hums"),
    ),
    "lines: a player": Kind(
        '<div class="audio-player"><span>Listen to this article</span><span>5 min</span></div>', absent=("Listen to",)
    ),
    "boxes: facts of a newspaper": Kind(
        '<aside class="infobox"><h4>The tower</h4><p>Built in 1913, mended in 1946.</p><p>Height: 41 metres.</p></aside>',
        text=("The tower\n", "Built in 1913, mended", "Height: 41 metres."),
    ),
    "boxes: a letter of an EPUB": Kind(
        '<div class="letter"><p class="salutation">Dear Ada,</p><p>The lamp has gone out, and nobody is left on the rock to light it again.</p><p class="signature">Your aunt</p></div>',
        text=("Dear Ada,", "The lamp has gone out", "Your aunt"),
    ),
    "remarks in items: short": Kind(
        "<ul><li>The lamp burns whale oil.<aside>See the log of 1913.</aside></li><li>The horn runs on air.</li></ul>",
        markdown=("- The lamp burns whale oil.\n\n  See the log of 1913.\n\n- The horn runs on air.",),
    ),
    "remarks in items: paragraphs": Kind(
        '<ul><li><p>The lamp burns whale oil.</p><aside class="note"><p>See the log of 1913.</p></aside></li><li><p>The horn '
        "runs on air.</p></li></ul>",
        markdown=("- The lamp burns whale oil.\n\n  See the log of 1913.\n\n- The horn runs on air.",),
    ),
    "remarks in items: steps": Kind(
        "<ol><li>Cut the wick.<aside><p>Use the short scissors.</p></aside></li><li>Fill the tank.</li><li>Light it.</li></ol>",
        markdown=("1. Cut the wick.\n\n   Use the short scissors.\n\n2. Fill the tank.\n3. Light it.",),
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_the_markup_of_a_platform_gives_what_is_right(name: str) -> None:
    assert KINDS[name].faults(parsed(KINDS[name].markup)) == []
