// Where the address leads.

// The article whose row is looked for when the list is shown again by "Back to the list".
let returning = null;

function partsOf(address) {
  try {
    return address.slice(1).split("?")[0].split("/").slice(1).map(decodeURIComponent);
  } catch {
    return ["mistyped"];
  }
}

async function pageOf(parts) {
  if (parts[0] === "article" && parts[1]) await showArticle(parts[1]);
  else if (parts[0] === "compare" && parts[3]) await showComparison(parts[1], parts[2], parts[3]);
  else if (parts[0] === "upload") showUpload();
  else if (parts[0]) throw problemOf("no-such-page");
  else {
    const place = places[entry];
    await showList(place && place.address === shownAddress ? place : null);
  }
}

// The entry of the history that last showed the list at this address.
function listEntry(address) {
  return [...views].reverse().find(([, view]) => view.address === address && view.listing)?.[0];
}

async function route({ again = false } = {}) {
  leave();
  if (!again) keepPlace();
  settled = false;
  entry = currentEntry();
  shownAddress = location.hash || "#/";
  const visit = leaving;
  const parts = partsOf(shownAddress);
  for (const link of document.querySelectorAll("nav a[data-page]")) {
    if (link.dataset.page === (parts[0] || "list")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const row = returning;
  returning = null;
  if (!again && (returnTo(entry) || (row && returnTo(listEntry(shownAddress))))) {
    settled = true;
    const link = row && main.querySelector(`li[data-id="${CSS.escape(row)}"] h2 a`);
    if (link) {
      link.focus({ preventScroll: true });
      link.closest("li").scrollIntoView({ block: "center" });
    }
    return;
  }
  try {
    await pageOf(parts);
    if (visit === leaving) settled = true;
  } catch (problem) {
    showProblem(problem);
  }
}

document.getElementById("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const asked = Object.fromEntries([...new FormData(event.target)].filter(([, value]) => value));
  const kept = currentFilters();
  for (const name of ["q", "from", "to", "order"]) delete kept[name];
  const address = listAddress({ ...kept, ...asked });
  if (location.hash === address) route({ again: true });
  else location.hash = address;
});
// On a phone the days are folded away until they are wanted.
document.getElementById("more").addEventListener("click", (event) => {
  const open = event.target.form.classList.toggle("open");
  event.target.setAttribute("aria-expanded", String(open));
});
document.getElementById("docs").href = `${base}/docs`;
document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); main.focus(); });
setUpSettings();
addEventListener("hashchange", () => route());
route();
