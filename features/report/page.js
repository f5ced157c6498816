"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const text = document.getElementById("text");
  const words = new Map(all(".scenario").map((each) => {
    const groups = [each.closest(".rule"), each.closest(".feature")].filter(Boolean);
    const headings = groups.map((group) => group.querySelector("h3, h4").textContent);
    return [each, [each.textContent, ...headings].join(" ").toLowerCase()];
  }));
  const chosen = (name) => all(`input[name=${name}]:checked`).map((box) => box.value);
  const show = () => {
    const wanted = text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const outcomes = chosen("outcome").concat("rerun");
    const ways = chosen("way");
    let found = 0;
    for (const [scenario, told] of words) {
      const runs = all(".run", scenario);
      runs.forEach((run) => { run.hidden = !(outcomes.includes(run.dataset.outcome) && ways.includes(run.dataset.way)); });
      scenario.hidden = runs.every((run) => run.hidden) || !wanted.every((word) => told.includes(word));
      found += scenario.hidden ? 0 : 1;
    }
    for (const group of all(".rule, .feature")) {
      group.hidden = all(".scenario", group).every((scenario) => scenario.hidden);
    }
    document.getElementById("found").textContent = `${found} of ${words.size} scenarios`;
  };
  const open = (state) => all(".scenario:not([hidden])").forEach((each) => { each.open = state; });
  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target instanceof HTMLDetailsElement) { target.open = true; target.scrollIntoView(); }
  };
  document.querySelector(".filter").addEventListener("input", show);
  document.querySelector(".filter").addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("expand").addEventListener("click", () => open(true));
  document.getElementById("collapse").addEventListener("click", () => open(false));
  window.addEventListener("hashchange", follow);
  show();
  follow();
})();
