// The search page of a site without a server: looks through the lines that its index hands over.
(() => {
  "use strict";
  const FIELDS = ["kind", "file", "heading", "note", "text", "first", "last", "states", "people", "act", "status", "outlets"];
  const LISTS = new Set(["states", "people", "outlets"]);
  const KINDS = {
    entity: "name", event: "event", quotation: "quotation", pledge: "pledge", occupancy: "office held", report: "report",
  };
  const WINDOW = 100;
  const MARKS = /[\u0300-\u036f]/g;
  const lines = [];
  const fold = (text) => text.normalize("NFKD").replace(MARKS, "").toLowerCase();

  // each file of the index calls this with its lines
  globalThis.chancerySearch = (rows) => {
    for (const row of rows) {
      const line = {};
      FIELDS.forEach((name, at) => { line[name] = row[at] || (LISTS.has(name) ? [] : ""); });
      line.folded = fold(`${line.heading}\n${line.text}\n${line.note}`);
      lines.push(line);
    }
  };

  // ---- what is asked ----

  const stretch = (text, first) => {
    const day = /^(\d{3}X|\d{4}(-\d\d){0,2})$/.exec(text.trim());
    if (!day) return null;
    const known = day[0].replace("X", first ? "0" : "9");
    return known + (first ? "-01-01" : "-12-31").slice(known.length - 4);
  };

  const read = () => {
    const params = new URLSearchParams(location.search);
    const all = (name) => params.getAll(name).filter((value) => value.trim());
    const one = (name) => all(name).at(-1) || "";
    const asked = {
      words: [...new Set(fold(`${one("q")} ${one("text")}`).split(/[^\p{L}\p{N}]+/u).filter(Boolean))].slice(0, 12),
      kind: all("kind").filter((kind) => kind in KINDS).at(-1) || "", states: [...all("state"), ...all("one"), ...all("other")], people: all("person"),
      outlets: all("outlet"), without: one("against"), act: one("type"), status: one("status"),
      from: one("from"), to: one("to"), undated: params.has("undated"), wrong: "",
    };
    for (const name of ["from", "to"]) {
      if (!asked[name]) continue;
      const day = stretch(asked[name], name === "from");
      if (day === null) asked.wrong = `“${asked[name]}” is no date: write it like 2020, 2020-10 or 2020-10-23.`;
      asked[name] = day || "";
    }
    const given = ["words", "states", "people", "outlets"].some((name) => asked[name].length);
    asked.any = given || ["kind", "act", "status", "from", "to", "undated"].some((name) => asked[name]);
    return [asked, params];
  };

  // the same questions as those of the server: a date matches where it may lie inside
  const fits = (line, asked) => {
    if (asked.kind && line.kind !== asked.kind) return false;
    if (asked.act && line.act !== asked.act && !line.act.startsWith(`${asked.act}/`)) return false;
    if (asked.status && line.status !== asked.status) return false;
    if (!asked.states.every((one) => line.states.includes(one) || line.people.includes(one))) return false;
    if (!asked.people.every((one) => line.people.includes(one))) return false;
    if (asked.outlets.length && !asked.outlets.some((one) => line.outlets.includes(one))) return false;
    if (asked.without && line.outlets.includes(asked.without)) return false;
    const dated = line.first || line.last;
    if (asked.undated && (dated || line.kind !== "event")) return false;
    if ((asked.from || asked.to) && !dated) return false;
    if (asked.from && line.last && line.last < asked.from) return false;
    if (asked.to && line.first && line.first > asked.to) return false;
    return asked.words.every((word) => line.folded.includes(word));
  };

  const find = (asked) => {
    const found = lines.filter((line) => fits(line, asked));
    const weight = (line) => {
      const heading = fold(line.heading);
      return asked.words.filter((word) => heading.includes(word)).length;
    };
    const weights = new Map(found.map((line) => [line, asked.words.length ? weight(line) : 0]));
    const day = (line) => line.first || line.last || "9999";
    return found.sort((a, b) => weights.get(b) - weights.get(a) || (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0));
  };

  // ---- what is shown ----

  const make = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  // words found stand out where they are written as they were asked for, whatever their case
  const marked = (text, words) => {
    const made = make("bdi");
    if (!words.length) { made.textContent = text; return made; }
    const any = new RegExp(`(${words.map((word) => word.replace(/[^\p{L}\p{N}]/gu, "")).join("|")})`, "giu");
    text.split(any).forEach((part, at) => made.append(at % 2 ? make("mark", part) : part));
    return made;
  };

  const row = (line, asked) => {
    const item = make("li");
    const link = make("a");
    link.href = line.file;
    link.append(make("bdi", line.heading));
    item.append(link, " ", make("span", [KINDS[line.kind], line.note].filter(Boolean).join(", "), "kind"));
    if (line.text) {
      const words = make("p");
      words.append(marked(line.text, asked.words));
      item.append(words);
    }
    return item;
  };

  const show = (found, list, button, asked) => {
    const begun = list.children.length;
    list.append(...found.slice(begun, begun + WINDOW).map((line) => row(line, asked)));
    button.hidden = list.children.length >= found.length;
    return list.children[begun];
  };

  // how many of each kind, each a way to these alone
  const narrow = (found, list, asked, params) => {
    const numbers = new Map(Object.keys(KINDS).map((kind) => [kind, 0]));
    for (const line of found) numbers.set(line.kind, numbers.get(line.kind) + 1);
    const kinds = [...numbers].filter(([, number]) => number);
    if (asked.kind || kinds.length < 2) return;
    const chips = make("ul", "", "facets");
    chips.setAttribute("aria-label", "Kinds");
    for (const [kind, number] of kinds) {
      const only = new URLSearchParams(params);
      only.set("kind", kind);
      const link = make("a", `${KINDS[kind]}: ${number.toLocaleString("en")}`);
      link.href = `?${only}`;
      const item = make("li");
      item.append(link);
      chips.append(item);
    }
    list.before(chips);
  };

  const fill = (form, params) => {
    const used = {};
    const names = { one: "state", other: "state", q: "text" };
    for (const [name, value] of params) {
      const field = form.elements[names[name] || name];
      if (!field) continue;
      if (field instanceof RadioNodeList) {
        const at = used[name] || used.state || 0;
        if (field[at]) field[at].value = value;
        used[name] = used.state = at + 1;
      } else if (value) field.value = value;
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    const [asked, params] = read();
    const told = document.getElementById("told");
    const list = document.getElementById("found");
    const button = document.getElementById("on");
    fill(document.querySelector("form.filters"), params);
    if (asked.wrong) { told.textContent = asked.wrong; return; }
    if (!asked.any) { told.textContent = `${lines.length.toLocaleString("en")} entries can be searched.`; return; }
    const found = find(asked);
    const number = found.length === 1 ? "1 entry found" : `${found.length.toLocaleString("en")} entries found`;
    const none = asked.words.length ? "Nothing has all these words. Try fewer, or their beginnings." : "Nothing is like that.";
    told.textContent = !found.length ? none : asked.without ? `${number} that ${asked.without} does not tell` : number;
    narrow(found, list, asked, params);
    show(found, list, button, asked);
    button.addEventListener("click", () => {
      const first = show(found, list, button, asked);
      if (first) first.querySelector("a").focus();
    });
  });
})();
