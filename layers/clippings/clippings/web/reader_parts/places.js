// Where one was: every entry of the tab's history keeps what it showed, so that going back finds the same rows and place.

const MOST_KEPT = 20;
const PLACES = "clippings-places";

history.scrollRestoration = "manual";
const views = new Map(); // entry → what it showed
const places = readStored(tab, PLACES, {}); // entry → {address, rows, top}, which outlives a reload
let entry = null;
let shownAddress = null;
let settled = false; // whether the page of this entry is shown to its end

function currentEntry() {
  let found = history.state && history.state.entry;
  if (!found) {
    found = `${Date.now()}-${Math.random()}`;
    history.replaceState({ entry: found }, "");
  }
  return found;
}

// Keeps the page that is shown, before another one takes its place.
function keepPlace() {
  if (!settled) return;
  views.delete(entry);
  views.set(entry, { address: shownAddress, nodes: [...main.childNodes], title: document.title, said: statusLine.textContent, top: scrollY, focused: document.activeElement, listing });
  if (views.size > MOST_KEPT) views.delete(views.keys().next().value);
  storePlace();
}

function storePlace() {
  if (!settled) return;
  if (listing && listing.address === shownAddress) {
    delete places[entry];
    places[entry] = { address: listing.address, rows: listing.items.length, top: scrollY };
  }
  for (const old of Object.keys(places).slice(0, -MOST_KEPT)) delete places[old];
  store(tab, PLACES, places);
}

// Shows again what the entry showed. Returns false where it is not kept.
function returnTo(number) {
  const view = views.get(number);
  if (!view) return false;
  document.title = view.title;
  main.replaceChildren(...view.nodes);
  listing = view.listing;
  // A list may have been left while it loaded more rows, and may have got more since.
  say(listing && listing.address === view.address ? summaryOf(listing) : view.said);
  if (listing) fillSearch(listing.filters);
  if (main.contains(view.focused)) view.focused.focus({ preventScroll: true });
  else main.focus({ preventScroll: true });
  scrollTo(0, view.top);
  return true;
}

addEventListener("pagehide", storePlace);
