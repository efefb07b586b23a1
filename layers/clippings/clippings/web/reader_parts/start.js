// Where the address leads.

async function route() {
  const [path] = location.hash.slice(1).split("?");
  const parts = path.split("/").slice(1).map(decodeURIComponent);
  for (const link of document.querySelectorAll("nav a")) link.toggleAttribute("aria-current", link.hash === (parts[0] === "upload" ? "#/upload" : "#/"));
  try {
    if (parts[0] === "article") await showArticle(parts[1]);
    else if (parts[0] === "compare") await showComparison(parts[1], parts[2], parts[3]);
    else if (parts[0] === "upload") showUpload();
    else await showList();
  } catch (problem) {
    showProblem(problem);
  }
}

document.getElementById("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const asked = Object.fromEntries([...new FormData(event.target)].filter(([name, value]) => value && !(name === "order" && value === "newest")));
  const kept = currentFilters();
  for (const name of ["q", "from", "to", "order"]) delete kept[name];
  const address = listAddress({ ...kept, ...asked });
  if (location.hash === address) route();
  else location.hash = address;
});
// On a phone the days are folded away until they are wanted.
document.getElementById("more").addEventListener("click", (event) => {
  const open = event.target.form.classList.toggle("open");
  event.target.setAttribute("aria-expanded", String(open));
});
document.getElementById("forget").addEventListener("click", () => { sessionStorage.removeItem(KEY); location.reload(); });
document.getElementById("forget").hidden = !sessionStorage.getItem(KEY);
document.getElementById("docs").href = `${base}/docs`;
document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); main.focus(); });
addEventListener("hashchange", route);
route();
