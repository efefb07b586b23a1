// A list as a feed that feed readers can subscribe to: its address needs no key, and ends with the key that made it.

const FEED_FORMATS = [["atom", "Atom"], ["rss", "RSS"], ["json", "JSON Feed"]];

function subscription(filters) {
  const room = element("div");
  const asked = Object.fromEntries(Object.entries(filters).filter(([name]) => name === "q" || FACETS.some((facet) => facet.name === name)));
  const format = element("select", { name: "format" }, FEED_FORMATS.map(([value, label]) => element("option", { value }, label)));
  const form = element("form", { onsubmit: (event) => {
    event.preventDefault();
    room.replaceChildren(element("p", { class: "quiet" }, "Making the feed…"));
    makeFeed({ ...asked, format: format.value }, room);
  } }, element("label", {}, element("span", {}, "Format"), format), element("button", { class: "main" }, "Make a feed"));
  const about = chosenFilters(asked).map(([name, value]) => labelOf(name, value)).join("; ");
  return element("details", { class: "subscribe" }, element("summary", {}, "Subscribe"),
    element("p", { class: "quiet" }, about ? `A feed of ${about}.` : "A feed of all articles.", " Everybody who has its address can read it, until the key that made it is revoked."), form, room);
}

async function makeFeed(body, room) {
  try {
    const made = await call("/v1/feeds", { method: "POST", body });
    const address = new URL(made.address, location.origin).href;
    const field = element("input", { readonly: true, value: address, "aria-label": "Address of the feed", onfocus: () => field.select() });
    room.replaceChildren(element("p", { role: "status" }, "Give this address to your feed reader:"), field, copyButton(address));
    field.focus();
  } catch (problem) {
    if (problem instanceof LeftError) room.replaceChildren();
    else room.replaceChildren(element("p", { class: "refused", role: "alert" }, inWords(problem)));
  }
}

function copyButton(text) {
  const made = button("Copy", async () => {
    try {
      await navigator.clipboard.writeText(text);
      made.textContent = "Copied";
    } catch {
      made.textContent = "Select it and copy it by hand";
    }
  });
  return made;
}
