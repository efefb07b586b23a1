// Revisions, and two of them side by side with what changed marked.

function revisionsOf(id, page) {
  const known = page.items;
  const choice = (name, chosen) => element("select", { name }, known.map((revision, place) =>
    element("option", { value: revision.id, selected: place === chosen }, `${revision.number} · ${moment(revision.first_seen)}`)));
  const list = element("ol", { reversed: true }, known.map((revision) => element("li", {},
    `${moment(revision.first_seen)} to ${moment(revision.last_seen)}, seen ${revision.captures} times${changeOf(revision.changed)}`)));
  if (known.length < 2) return [list, element("p", {}, "There is one revision: nothing to compare.")];
  const form = element("form", { onsubmit: (event) => {
    event.preventDefault();
    const asked = new FormData(form);
    location.hash = `#/compare/${encodeURIComponent(id)}/${encodeURIComponent(asked.get("from"))}/${encodeURIComponent(asked.get("to"))}`;
  } }, element("label", {}, "Older", choice("from", 1)), element("label", {}, "Newer", choice("to", 0)), element("button", {}, "Compare"));
  return [list, form];
}

function changeOf(changed) {
  if (!changed) return "";
  if (!changed.compared) return "; cut by another version";
  const parts = [["added", "added"], ["removed", "removed"], ["edited", "edited"]].filter(([name]) => changed[name]).map(([name, word]) => `${changed[name]} ${word}`);
  if (changed.headline) parts.unshift("new headline");
  return parts.length ? `; ${parts.join(", ")}${changed.silent ? ", silently" : ""}` : "";
}

const LONGEST_COMPARED = 400; // words: beyond it the table of the comparison is no longer small

function wordsCompared(before, after) {
  const old = before.split(/(?<=\s)/u), fresh = after.split(/(?<=\s)/u);
  if (old.length > LONGEST_COMPARED || fresh.length > LONGEST_COMPARED) return [[element("del", {}, before)], [element("ins", {}, after)]];
  const length = Array.from({ length: old.length + 1 }, () => new Uint16Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      length[i][j] = old[i].trim() === fresh[j].trim() ? length[i + 1][j + 1] + 1 : Math.max(length[i + 1][j], length[i][j + 1]);
    }
  }
  const left = [], right = [];
  for (let i = 0, j = 0; i < old.length || j < fresh.length;) {
    if (i < old.length && j < fresh.length && old[i].trim() === fresh[j].trim()) { left.push(old[i]); right.push(fresh[j]); i += 1; j += 1; }
    else if (j >= fresh.length || (i < old.length && length[i + 1][j] >= length[i][j + 1])) { left.push(element("del", {}, old[i])); i += 1; }
    else { right.push(element("ins", {}, fresh[j])); j += 1; }
  }
  return [left, right];
}

function textOf(block) {
  return block.rows && block.rows.length ? block.rows.map((row) => row.map((cell) => cell.content.map((run) => run.text).join("")).join("\t")).join("\n")
    : (block.content || []).map((run) => run.text).join("");
}

function sideOf(blocks, edits, which) {
  return blocks.map((block) => {
    const edit = edits.get(block.id);
    if (!edit) return element("p", {}, textOf(block));
    if (edit.kind !== "edited") return element("p", {}, element(which === "before" ? "del" : "ins", {}, textOf(block)));
    return element("p", {}, wordsCompared(edit.before, edit.after)[which === "before" ? 0 : 1]);
  });
}

async function showComparison(id, older, newer) {
  say("Loading…");
  const path = `/v1/articles/${encodeURIComponent(id)}`;
  const [before, after, difference] = await Promise.all([call(`${path}/revisions/${encodeURIComponent(older)}`),
    call(`${path}/revisions/${encodeURIComponent(newer)}`), call(`${path}/diff`, { query: { from: older, to: newer } })]);
  const edits = difference.blocks || [];
  const beforeEdits = new Map(edits.filter((edit) => edit.before_id).map((edit) => [edit.before_id, edit]));
  const afterEdits = new Map(edits.filter((edit) => edit.after_id).map((edit) => [edit.after_id, edit]));
  const headline = difference.headline ? wordsCompared(before.title || "", after.title || "") : [[before.title || ""], [after.title || ""]];
  show(after.title, element("p", {}, element("a", { href: `#/article/${encodeURIComponent(id)}` }, "Back to the article")),
    difference.comparable ? null : element("p", {}, "The two were cut by different versions: no difference is claimed."),
    difference.silent ? element("p", {}, "The text changed, and the page's own date of change did not.") : null,
    element("div", { class: "sides" },
      element("section", { "aria-label": "Older revision" }, element("p", { class: "quiet" }, `Revision ${difference.from.number}, ${moment(difference.from.first_seen)}`), element("h1", {}, headline[0]), sideOf(before.blocks || [], beforeEdits, "before")),
      element("section", { "aria-label": "Newer revision" }, element("p", { class: "quiet" }, `Revision ${difference.to.number}, ${moment(difference.to.first_seen)}`), element("h1", {}, headline[1]), sideOf(after.blocks || [], afterEdits, "after"))));
  main.classList.add("wide");
  say("");
}
