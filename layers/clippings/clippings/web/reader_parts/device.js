// What this device keeps: the key if asked to, the settings, and the place in each list. Storage may be blocked.

function storageOf(name) {
  try {
    return window[name];
  } catch {
    const values = new Map();
    return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => values.set(key, String(value)), removeItem: (key) => values.delete(key) };
  }
}

const device = storageOf("localStorage");
const tab = storageOf("sessionStorage");

function readStored(area, name, otherwise) {
  try {
    return JSON.parse(area.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function store(area, name, value) {
  try {
    area.setItem(name, JSON.stringify(value));
  } catch {
    // A full store loses a place in a list, nothing else.
  }
}

const KEY = "clippings-key";

function heldKey() {
  return tab.getItem(KEY) || device.getItem(KEY);
}

function holdKey(key, remember) {
  dropKey();
  (remember ? device : tab).setItem(KEY, key);
}

function dropKey() {
  tab.removeItem(KEY);
  device.removeItem(KEY);
}

const settings = { pictures: false, shortcuts: true, ...readStored(device, "clippings-settings", {}) };

function setUpSettings() {
  const dialog = document.getElementById("settings");
  let redraw = false;
  for (const name of Object.keys(settings)) {
    const box = dialog.querySelector(`input[name=${name}]`);
    box.checked = settings[name];
    box.addEventListener("change", () => {
      settings[name] = box.checked;
      store(device, "clippings-settings", settings);
      redraw ||= name === "pictures";
    });
  }
  const forget = document.getElementById("forget");
  forget.addEventListener("click", () => { dropKey(); location.reload(); });
  document.getElementById("open-settings").addEventListener("click", openSettings);
  dialog.addEventListener("close", () => {
    storePlace();
    if (redraw) route({ again: true });
    redraw = false;
  });
}

function openSettings() {
  const dialog = document.getElementById("settings");
  const where = tab.getItem(KEY) ? "The key is kept in this tab until it is closed." : device.getItem(KEY) ? "The key is remembered on this device." : "No key is kept.";
  document.getElementById("key-kept").textContent = where;
  document.getElementById("forget").hidden = !heldKey();
  dialog.showModal();
}
