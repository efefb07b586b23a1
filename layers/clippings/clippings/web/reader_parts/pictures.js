// Pictures. None is fetched from another host before it is asked for. Kept ones come from this service, with the key.

function hostOf(address) {
  return new URL(address).host;
}

function imageOf(image, src) {
  return element("img", { src, alt: image.alt || "", loading: "lazy", decoding: "async", referrerpolicy: "no-referrer", width: image.width, height: image.height });
}

function fromPublisher(image) {
  const src = webAddress(image.url);
  if (!src) return null;
  const room = element("div", { class: "picture" });
  const load = (focus) => {
    const made = imageOf(image, src);
    made.addEventListener("error", () => room.replaceChildren(element("p", { class: "placeholder quiet" }, `${hostOf(src)} does not have the picture any more.`)));
    room.replaceChildren(made);
    if (focus) { room.tabIndex = -1; room.focus({ preventScroll: true }); }
  };
  if (settings.pictures) load(false);
  else {
    room.append(element("div", { class: "placeholder" }, image.alt ? element("p", {}, image.alt) : null,
      button("Show the picture", () => load(true)), element("span", { class: "quiet" }, `from ${hostOf(src)}`)));
  }
  return room;
}

function fromThisService(id, image) {
  const room = element("div", { class: "picture" }, element("p", { class: "placeholder quiet" }, "Loading the picture…"));
  ask(`/v1/articles/${encodeURIComponent(id)}/pictures/${encodeURIComponent(image.kept)}`, { accept: "image/*" }).then((answer) => answer.blob()).then((blob) => {
    const made = imageOf(image, URL.createObjectURL(blob));
    made.addEventListener("load", () => URL.revokeObjectURL(made.src), { once: true });
    made.loading = "eager"; // its address is good until it is loaded
    room.replaceChildren(made);
  }).catch((problem) => { if (!(problem instanceof LeftError)) room.replaceChildren(element("p", { class: "placeholder quiet" }, `The picture cannot be shown. ${inWords(problem)}`)); });
  return room;
}

function figureOf(id, image) {
  const shown = image.kept ? fromThisService(id, image) : fromPublisher(image);
  if (!shown) return null;
  const words = [image.caption, image.credit].filter(Boolean).join(" · ");
  return element("figure", {}, shown, words ? element("figcaption", { dir: "auto" }, words) : null);
}

// Of a list's pictures only what the settings allow is fetched. One that cannot be had leaves no hole.
function thumbnail(address) {
  const src = settings.pictures && webAddress(address);
  if (!src) return null;
  const made = imageOf({}, src);
  made.addEventListener("error", () => made.remove());
  return made;
}
