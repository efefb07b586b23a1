// The keyboard: / j k o g ?

function isTyping(target) {
  return target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]") !== null;
}

function rowLinks() {
  return [...main.querySelectorAll(".items .clip h2 a")];
}

// Moves the focus to the next row, or the one before; from outside of the rows to the first that is in view.
function moveRow(step) {
  const links = rowLinks();
  const row = document.activeElement.closest("li[data-id]");
  const at = row ? links.findIndex((link) => row.contains(link)) : -1;
  const next = at >= 0 ? links[at + step] : links.find((link) => link.getBoundingClientRect().top >= 0) || links[0];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.closest("li").scrollIntoView({ block: "center" });
}

function follow(selector) {
  const link = main.querySelector(selector);
  if (link) link.click();
}

const SHORTCUTS = {
  "/": () => document.querySelector("#search input[name=q]").select(),
  j: () => (rowLinks().length ? moveRow(1) : follow("a[rel=next]")),
  k: () => (rowLinks().length ? moveRow(-1) : follow("a[rel=prev]")),
  o: () => {
    const row = document.activeElement.closest("li[data-id]");
    const original = main.querySelector("article[data-original]");
    if (row) row.querySelector("h2 a").click();
    else if (original) open(original.dataset.original, "_blank", "noopener,noreferrer");
    else moveRow(1);
  },
  g: () => {
    if (main.querySelector("a[rel=up]")) follow("a[rel=up]");
    else location.hash = "#/";
  },
  "?": () => openSettings(),
};

addEventListener("keydown", (event) => {
  if (!settings.shortcuts || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (!SHORTCUTS[event.key] || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  SHORTCUTS[event.key]();
});
