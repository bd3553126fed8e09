// What pages do beyond links and forms; everything works without it, more slowly.
(() => {
  "use strict";
  const typing = (element) => element instanceof Element && element.closest("input, select, textarea, [contenteditable]");

  // "/" goes to the search field, "j" and "k" from entry to entry; a question is answered by the key that it names
  document.addEventListener("keydown", (press) => {
    const field = press.target instanceof Element && press.key === "Enter" && press.target.closest("[data-enter]");
    if (field) { press.preventDefault(); document.getElementById(field.dataset.enter).click(); return; }
    if (press.ctrlKey || press.metaKey || press.altKey || typing(press.target)) return;
    if (press.key === "/") {
      const field = document.getElementById("find");
      if (field) { field.focus(); press.preventDefault(); }
      return;
    }
    const keyed = document.querySelector(`[data-key="${CSS.escape(press.key.toLowerCase())}"]`);
    if (keyed && !press.repeat) {
      press.preventDefault();
      if (keyed.matches("input")) { keyed.focus(); return; }
      const unsigned = keyed.form && [...keyed.form.elements].find((field) => field.willValidate && !field.checkValidity());
      if (unsigned && unsigned.closest("details")) unsigned.closest("details").open = true;
      keyed.click();
      return;
    }
    if (press.key !== "j" && press.key !== "k") return;
    const links = [...document.querySelectorAll(".rows .what a, .rows .said a")];
    if (!links.length) return;
    const at = links.indexOf(document.activeElement);
    const next = links[Math.max(0, Math.min(links.length - 1, at + (press.key === "j" ? 1 : -1)))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  });

  // empty fields stay out of addresses
  document.addEventListener("htmx:configRequest", (asked) => {
    const values = asked.detail.parameters;
    if (asked.detail.verb !== "get") return;
    for (const name of [...new Set(Object.keys(values))]) {
      const kept = [].concat(values[name]).filter((value) => value !== "");
      if (kept.length) values[name] = kept.length > 1 ? kept : kept[0]; else delete values[name];
    }
  });
  document.addEventListener("submit", (sent) => {
    if (sent.target.method !== "get") return;
    for (const field of sent.target.elements) if (field.name && !field.value) field.disabled = true;
    setTimeout(() => { for (const field of sent.target.elements) field.disabled = false; }, 0);
  });

  // what cannot be answered is told on a page of its own
  document.addEventListener("htmx:responseError", (failed) => {
    const { requestConfig, pathInfo } = failed.detail;
    if (requestConfig.verb === "get") location.assign(pathInfo.finalRequestPath);
  });

  // where time is wider than the window, the latest is what is looked for
  for (const drawing of document.querySelectorAll("[data-latest]")) drawing.scrollLeft = drawing.scrollWidth;

  // what a drawing says of the place under the pointer, at once; the same stands in words below each
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  const words = new WeakMap();
  document.addEventListener("pointerover", (moved) => {
    const place = moved.target instanceof Element && moved.target.closest(".drawing svg a");
    const title = place && place.querySelector("title");
    if (title) { words.set(place, title.textContent); title.remove(); }  // else the browser shows it too, and later
    tip.textContent = (place && words.get(place)) || "";
    tip.hidden = !tip.textContent;
  });
  document.addEventListener("pointermove", (moved) => {
    if (tip.hidden) return;
    tip.style.left = `${Math.max(4, Math.min(moved.clientX + 14, innerWidth - tip.offsetWidth - 8))}px`;
    const below = moved.clientY + 18;
    tip.style.top = `${below + tip.offsetHeight < innerHeight ? below : Math.max(4, moved.clientY - tip.offsetHeight - 12)}px`;
  });
  document.addEventListener("keydown", (press) => { if (press.key === "Escape") tip.hidden = true; });
  document.addEventListener("scroll", () => { tip.hidden = true; }, { capture: true, passive: true });

  // files may be dropped anywhere on the page that takes them
  const drop = document.querySelector("[data-drop]");
  if (drop) {
    const field = drop.querySelector("input[type=file]");
    const list = drop.querySelector("[data-files]");
    const show = () => { list.textContent = [...field.files].map((file) => file.name).join(", "); };
    field.addEventListener("change", show);
    for (const kind of ["dragover", "dragleave", "drop"]) {
      document.addEventListener(kind, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", kind === "dragover");
      });
    }
    document.addEventListener("drop", (event) => {
      if (!event.dataTransfer || !event.dataTransfer.files.length) return;
      field.files = event.dataTransfer.files;
      show();
    });
  }
})();
