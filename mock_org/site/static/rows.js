/* A list's further rows, fetched from the list's own page as one scrolls to the end of what is there. */

import { enhance } from "./parts.js";
import { all } from "./roots.js";

const AHEAD = "300px";

/** Watch the end of each list of a root that has more rows. */
export function rows(root) {
  for (const end of root.querySelectorAll("[data-more]")) {
    if (!("parseHTMLUnsafe" in Document)) return;
    end.classList.add("more_lazy");
    watch(end);
  }
}

function watch(end) {
  const watcher = new IntersectionObserver(
    async (seen) => {
      if (!seen.some((each) => each.isIntersecting)) return;
      watcher.disconnect();
      if (await load(end)) watch(end);
    },
    { rootMargin: AHEAD },
  );
  watcher.observe(end);
}

/* Whether there are still more. What cannot be had is left to the link. */
async function load(end) {
  const link = end.querySelector("a");
  const address = new URL(link.href);
  address.searchParams.set("from", end.dataset.more);
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok || answer.redirected) {
    end.classList.remove("more_lazy");
    return false;
  }
  const page = Document.parseHTMLUnsafe(await answer.text());
  const body = end.getRootNode().querySelector("tbody") ?? all(end.getRootNode(), "tbody").next().value;
  for (const row of [...all(page.querySelector("main"), "tr[data-row-number]")]) {
    body.append(row);
    enhance(row);
  }
  tell(end, all(page, "[data-loaded]").next().value);
  const next = all(page, "[data-more]").next().value;
  if (!next) {
    end.remove();
    return false;
  }
  end.dataset.more = next.dataset.more;
  link.search = new URL(next.querySelector("a").getAttribute("href"), address).search;
  return true;
}

function tell(end, news) {
  const told = all(document, "[data-loaded]").next().value;
  if (told && news) told.textContent = news.textContent;
}
