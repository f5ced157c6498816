"use strict";
// What the pages that list scenarios share: search by words, open and close, and go to where an address leads.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const listScenarios = (keeps) => {
  const form = document.querySelector(".filter");
  const text = document.getElementById("text");
  const scenarios = all(".scenario").map((each) => {
    const groups = [each.closest(".rule"), each.closest(".feature")].filter(Boolean);
    const headings = groups.map((group) => group.querySelector("h2, h3, h4").textContent);
    return { each, told: [each.textContent, ...headings].join(" ").toLowerCase() };
  });
  const show = () => {
    const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { each, told } of scenarios) {
      each.hidden = !keeps(each) || !wanted.every((word) => told.includes(word));
      found += each.hidden ? 0 : 1;
    }
    for (const group of all(".rule, .feature")) group.hidden = all(".scenario", group).every((each) => each.hidden);
    document.getElementById("found").textContent = `${found} of ${scenarios.length} scenarios`;
  };
  const open = (state) => all(".scenario:not([hidden])").forEach((each) => { each.open = state; });
  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) { form.reset(); show(); }
    if (target instanceof HTMLDetailsElement) target.open = true;
    target.scrollIntoView();
  };
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("expand").addEventListener("click", () => open(true));
  document.getElementById("collapse").addEventListener("click", () => open(false));
  window.addEventListener("hashchange", follow);
  show();
  follow();
};
