"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const text = document.getElementById("text");
  const tag = document.getElementById("tag");
  const scenarios = all(".scenario").map((each) => {
    const headings = [each.closest(".rule"), each.closest(".feature")].filter(Boolean).map((group) => group.querySelector("h2, h3").textContent);
    return { each, told: [each.textContent, ...headings].join(" ").toLowerCase(), tags: each.dataset.tags.split(" ") };
  });
  const show = () => {
    const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { each, told, tags } of scenarios) {
      each.hidden = !wanted.every((word) => told.includes(word)) || (tag.value !== "" && !tags.includes(tag.value));
      found += each.hidden ? 0 : 1;
    }
    for (const group of all(".rule, .feature")) group.hidden = all(".scenario", group).every((each) => each.hidden);
    document.getElementById("found").textContent = `${found} of ${scenarios.length} scenarios`;
  };
  const open = (state) => all(".scenario:not([hidden])").forEach((each) => { each.open = state; });
  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target instanceof HTMLDetailsElement) target.open = true;
  };
  document.querySelector(".filter").addEventListener("input", show);
  document.querySelector(".filter").addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("expand").addEventListener("click", () => open(true));
  document.getElementById("collapse").addEventListener("click", () => open(false));
  window.addEventListener("hashchange", follow);
  show();
  follow();
})();
