(() => {
  "use strict";
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const nothing = document.querySelector("[data-nothing]");
  const chronicle = document.getElementById("chronicle");
  const sets = ["states", "people", "outlets"];
  const many = 600; // entries from which closed stories are kept out of the document, so that filters stay quick
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const split = (value) => new Set(value ? value.split("\n") : []);

  const marks = new Map();
  for (const mark of document.querySelectorAll("[data-mark]")) {
    const known = marks.get(mark.dataset.mark);
    if (known) known.push(mark); else marks.set(mark.dataset.mark, [mark]);
  }
  const items = [...document.querySelectorAll("[data-item]")].map((element) => {
    const data = element.dataset;
    const event = chronicle.contains(element);
    const id = event ? element.firstElementChild.id.slice(2) : "";
    return {
      element, event, marks: marks.get(id) || [], group: element.closest("[data-group]"),
      states: split(data.states), people: split(data.people), outlets: split(data.outlets),
      act: data.act || "", status: data.status || "",
      from: data.from ? Number(data.from) : null, to: data.to ? Number(data.to) : null,
      text: null, on: true, story: null,
    };
  });
  const groups = new Map();
  for (const item of items) if (item.group) groups.set(item.group, 0);
  const total = items.filter((item) => item.event).length;

  if (items.length > many) {
    const stories = new WeakMap();
    for (const item of items) {
      const story = item.element.querySelector(".story");
      stories.set(item.element.firstElementChild, story);
      item.story = story;
      story.remove();
    }
    document.addEventListener("toggle", (event) => {
      const story = stories.get(event.target);
      if (story && event.target.open && !story.isConnected) event.target.append(story);
    }, true);
  }

  const words = (item) => (item.text ??= plain(`${item.element.textContent} ${item.story ? item.story.textContent : ""}`));
  const fits = (item, want) =>
    sets.every((key) => !want[key] || item[key].has(want[key])) &&
    (!want.act || !item.event || item.act === want.act || item.act.startsWith(want.act + "/")) &&
    (!want.status || !item.event || item.status === want.status) &&
    (want.from === null || (item.to !== null && item.to >= want.from)) &&
    (want.to === null || (item.from !== null && item.from <= want.to)) &&
    want.terms.every((term) => words(item).includes(term));

  const read = () => {
    const data = new FormData(form);
    const year = (name) => (data.get(name) ? Number(data.get(name)) : null);
    return {
      states: data.get("states"), people: data.get("people"), outlets: data.get("outlets"),
      act: data.get("act"), status: data.get("status"), from: year("from"), to: year("to"),
      terms: plain(data.get("text") || "").split(/\s+/).filter(Boolean),
    };
  };

  const apply = () => {
    const want = read();
    let count = 0;
    for (const group of groups.keys()) groups.set(group, 0);
    for (const item of items) {
      const on = fits(item, want);
      if (on && item.event) count += 1;
      if (on && item.group) groups.set(item.group, groups.get(item.group) + 1);
      if (on === item.on) continue;
      item.on = on;
      item.element.hidden = !on;
      for (const mark of item.marks) mark.classList.toggle("out", !on);
    }
    for (const [group, left] of groups) group.hidden = left === 0;
    if (nothing) nothing.hidden = count > 0 || total === 0;
    shown.value = `${count.toLocaleString("en")} of ${total.toLocaleString("en")} events shown`;
  };

  let waiting = 0;
  const later = (delay) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => requestAnimationFrame(apply), delay);
  };
  form.addEventListener("input", (event) => later(event.target.type === "search" ? 150 : 0));
  form.addEventListener("reset", () => later(0));
  form.addEventListener("submit", (event) => { event.preventDefault(); later(0); });

  document.getElementById("open-all").addEventListener("click", (event) => {
    const visible = items.filter((item) => item.on && item.event).map((item) => item.element.firstElementChild);
    const open = visible.some((details) => !details.open);
    for (const details of visible) details.open = open;
    event.target.textContent = open ? "Close all shown" : "Open all shown";
  });

  const reveal = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id ? document.getElementById(id) : null;
    if (!(target instanceof HTMLDetailsElement)) return;
    const item = items.find((candidate) => candidate.element === target.parentElement);
    if (item && !item.on) { form.reset(); apply(); }
    target.open = true;
    target.scrollIntoView({ block: "start" });
    target.querySelector("summary").focus({ preventScroll: true });
  };
  window.addEventListener("hashchange", reveal);

  form.hidden = false;
  apply();
  reveal();
})();
