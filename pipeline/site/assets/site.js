/* Lights up values and their boxes, keeps filters in the address, carries it to other languages.
   Without it every page can still be read: all values, boxes, links and changes are there. */
"use strict";

(function spots() {
  const bySpot = new Map();
  const namesOf = (element) => (element.dataset.spots || element.dataset.spot || "").split(" ").filter(Boolean);
  const all = document.querySelectorAll("[data-spot], [data-spots]");
  for (const element of all) {
    for (const name of namesOf(element)) {
      if (!bySpot.has(name)) bySpot.set(name, []);
      bySpot.get(name).push(element);
    }
  }
  const mark = (names, look, on) => {
    for (const name of names) for (const element of bySpot.get(name) || []) element.classList.toggle(look, on);
  };
  const owner = (event) => event.target instanceof Element && event.target.closest("[data-spot], [data-spots]");
  let lit = [];
  const light = (event) => {
    mark(lit, "lit", false);
    const element = owner(event);
    lit = element ? namesOf(element) : [];
    mark(lit, "lit", true);
  };
  document.addEventListener("mouseover", light);
  document.addEventListener("focusin", light);
  document.addEventListener("focusout", () => { mark(lit, "lit", false); lit = []; });

  const sheets = document.querySelector(".sheets");
  const scrollsAlone = () => sheets && getComputedStyle(sheets).overflowY === "auto";
  const showIn = (box) => {
    const top = box.getBoundingClientRect().top - sheets.getBoundingClientRect().top + sheets.scrollTop;
    sheets.scrollTop = Math.max(0, top - sheets.clientHeight / 3);
  };
  let chosen = [];
  const choose = () => {
    mark(chosen, "chosen", false);
    const name = decodeURIComponent(location.hash.slice(1));
    chosen = bySpot.has(name) ? [name] : [];
    mark(chosen, "chosen", true);
    const box = (bySpot.get(name) || []).find((element) => element.matches("svg a"));
    if (box && scrollsAlone()) showIn(box);
  };
  window.addEventListener("hashchange", choose);
  choose();
  // From a value on a narrow page, its link leads down to the picture; the picture leads back.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a.spot");
    if (!link || !sheets || scrollsAlone()) return;
    const name = decodeURIComponent(link.hash.slice(1));
    const box = (bySpot.get(name) || []).find((element) => element.matches("svg a"));
    if (box) setTimeout(() => box.scrollIntoView({ block: "center" }));
  });
})();

(function filters() {
  const form = document.querySelector("[data-filters]");
  if (!form) return;
  const source = document.getElementById("facts");
  const facts = source ? JSON.parse(source.textContent) : null;
  const status = form.querySelector("[role=status]");
  const elements = document.querySelectorAll("[data-cards]");
  const all = facts ? Object.keys(facts) : [...form.elements.card.options].map((option) => option.value).filter(Boolean);
  const fits = (card, wanted) => {
    if (!facts) return !wanted.get("card") || wanted.get("card") === card;
    const fact = facts[card];
    return [...wanted].every(([name, value]) => {
      if (name === "words") return value.toLowerCase().split(/\s+/).every((word) => fact.words.includes(word));
      return Array.isArray(fact[name]) ? fact[name].includes(value) : fact[name] === value;
    });
  };
  const read = () => new Map([...new FormData(form)].filter(([, value]) => value.trim()));
  const apply = () => {
    const wanted = read();
    const shown = new Set(all.filter((card) => fits(card, wanted)));
    for (const element of elements) {
      const cards = element.dataset.cards.split(" ").filter(Boolean);
      element.hidden = wanted.size > 0 && !cards.some((card) => shown.has(card));
    }
    if (status.dataset.shown) {
      const text = shown.size ? status.dataset.shown : status.dataset.none;
      status.textContent = text.replace("{shown}", shown.size).replace("{all}", all.length);
    }
    return wanted;
  };
  const keep = () => {
    const wanted = apply();
    const hash = new URLSearchParams([...wanted]).toString();
    history.replaceState(null, "", hash ? `#${hash}` : "#");
  };
  const restore = () => {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return;
    const wanted = new URLSearchParams(hash);
    for (const field of form.elements) if (field.name) field.value = wanted.get(field.name) || "";
    apply();
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("reset", () => setTimeout(keep));
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", restore);
  restore();
  apply();
})();

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-keep-hash]");
  if (link) link.hash = location.hash;
});
