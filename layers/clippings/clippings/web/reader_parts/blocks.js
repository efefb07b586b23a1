// The text of an article: its blocks as elements.

const MARKS = { strong: "strong", emphasis: "em", code: "code", subscript: "sub", superscript: "sup", deleted: "s", highlight: "mark", math: "code", display_math: "code" };

function inline(content) {
  return (content || []).map((run) => {
    let made = run.href ? webLink(run.href, run.text) : document.createTextNode(run.text);
    for (const mark of run.marks || []) if (MARKS[mark]) made = element(MARKS[mark], {}, made);
    return made;
  });
}

function tableOf(rows) {
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Table" }, element("table", {}, rows.map((row) =>
    element("tr", {}, row.map((cell) => element(cell.header ? "th" : "td", { colspan: cell.columns, rowspan: cell.rows }, inline(cell.content)))))));
}

function blockOf(block) {
  const content = inline(block.content);
  switch (block.role) {
    case "heading": return element(`h${Math.min(6, Math.max(2, block.level || 2))}`, {}, content);
    case "quote": return element("blockquote", {}, content);
    case "code": return element("pre", { tabindex: "0" }, element("code", {}, content));
    case "table": return tableOf(block.rows || []);
    case "live_entry": return element("p", {}, block.time ? element("strong", {}, `${moment(block.time)} `) : null, content);
    case "standfirst": return element("p", { class: "standfirst" }, content);
    case "paragraph": return block.quoted ? element("blockquote", {}, content) : element("p", {}, content);
    default: return null;
  }
}

function textOf(block) {
  return block.rows && block.rows.length ? block.rows.map((row) => row.map((cell) => cell.content.map((run) => run.text).join("")).join("\t")).join("\n")
    : (block.content || []).map((run) => run.text).join("");
}

// Puts list items into lists: an inner list into the item above it, a further paragraph, code or a table into its item.
class Lists {
  constructor() {
    this.open = []; // from the outermost list to the innermost: {depth, list}
  }

  // Returns the list that has to be inserted, or null where the item went into one that is there.
  take(block) {
    const { depth = 1, ordinal = null, continued = false, definition = null } = block.place || {};
    const content = inline(block.content);
    const name = definition ? "dl" : ordinal === null ? "ul" : "ol";
    while (this.open.length && this.open.at(-1).depth > depth) this.open.pop();
    const item = this.open.length ? this.open.at(-1).list.lastElementChild : null;
    const isItem = block.role === "list_item";
    if (item && continued && this.open.at(-1).depth === depth) {
      item.append(isItem ? element("p", {}, content) : blockOf(block));
      return null;
    }
    if (!isItem) return blockOf(block);
    let outermost = null;
    if (!this.open.length || this.open.at(-1).depth < depth || this.open.at(-1).list.localName !== name) {
      if (this.open.length && this.open.at(-1).depth === depth) this.open.pop();
      const list = element(name, { start: name === "ol" && ordinal !== 1 ? ordinal : null });
      if (this.open.length) this.open.at(-1).list.lastElementChild.append(list);
      else outermost = list;
      this.open.push({ depth, list });
    }
    this.open.at(-1).list.append(element(definition === "term" ? "dt" : definition ? "dd" : "li", {}, content));
    return outermost;
  }
}

// The standfirst is shown above the text; where the body begins with it, it is not shown again.
function bodyOf(article) {
  const said = (text) => (text || "").replace(/\s+/gu, " ").trim();
  const again = (block, place) => article.standfirst && place < 3
    && (block.role === "standfirst" || (place === 0 && said(textOf(block)) === said(article.standfirst)));
  const shown = [];
  let lists = new Lists();
  for (const block of (article.blocks || []).filter((block, place) => !again(block, place))) {
    if (block.role === "list_item" || block.place) shown.push(lists.take(block));
    else {
      lists = new Lists();
      shown.push(blockOf(block));
    }
  }
  return shown.filter(Boolean);
}
