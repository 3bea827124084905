"use strict";
// Selects one finding at a time: its words in the text, its card in the list. Without this the cards are plain links.
(() => {
  const labels = {
    source: "who", cue: "says", content: "what", trigger: "act", victims: "victims",
    "alleged-perpetrators": "alleged perpetrator", places: "where", times: "when", counts: "how many",
    who: "who", to: "to", about: "about", word: "on whose word",
  };
  const marksByReport = new WeakMap();
  let selected = null;

  function marksOf(report) {
    if (!marksByReport.has(report)) {
      const byFinding = new Map();
      for (const mark of report.querySelectorAll("mark[data-findings]")) {
        for (const token of mark.dataset.findings.split(" ")) {
          const colon = token.lastIndexOf(":");
          const finding = token.slice(0, colon);
          if (!byFinding.has(finding)) byFinding.set(finding, []);
          byFinding.get(finding).push([mark, token.slice(colon + 1)]);
        }
      }
      marksByReport.set(report, byFinding);
    }
    return marksByReport.get(report);
  }

  // A finding's own marks, then whoever tells it: by name or, unnamed, by the words that say that it is said.
  function litBy(card, report) {
    const marks = marksOf(report);
    const lit = [...(marks.get(card.dataset.finding) || [])];
    for (const teller of (card.dataset.toldBy || "").split(" ").filter(Boolean)) {
      const parts = marks.get(teller) || [];
      const named = parts.filter(([, role]) => role === "source");
      for (const [mark] of named.length ? named : parts.filter(([, role]) => role === "cue")) lit.push([mark, "word"]);
    }
    return lit;
  }

  function clear() {
    if (!selected) return;
    const report = selected.closest(".report");
    report.classList.remove("selecting");
    for (const mark of report.querySelectorAll("mark.lit")) {
      mark.classList.remove(...[...mark.classList].filter((name) => name === "lit" || name.startsWith("lit-")));
      delete mark.dataset.label;
    }
    selected.removeAttribute("aria-current");
    selected = null;
  }

  function select(card, { showText = false, showCard = false } = {}) {
    clear();
    selected = card;
    card.setAttribute("aria-current", "true");
    const report = card.closest(".report");
    report.classList.add("selecting");
    const lit = litBy(card, report);
    let before = null;
    let labelled = null;
    for (const [mark, role] of lit) {
      mark.classList.add("lit", `lit-${role}`);
      if (role === before) continue;
      before = role;
      const label = labels[role] || role;
      // Over a stretch too short for two labels side by side, the next one joins the one that stands there.
      const adjoins = labelled && (mark === labelled || mark.previousSibling === labelled);
      if (adjoins && labelled.textContent.length < 12) labelled.dataset.label += ` · ${label}`;
      else (labelled = mark).dataset.label = label;
    }
    history.replaceState(null, "", card.getAttribute("href"));
    const anchor = document.getElementById(card.dataset.finding);
    if (showText && anchor) anchor.scrollIntoView({ block: "nearest" });
    if (showCard) reveal(card);
  }

  // Within the list alone where it scrolls by itself, or the page would be pulled two ways: to the text, to the card.
  function reveal(card) {
    const list = card.closest(".findings");
    if (list.scrollHeight <= list.clientHeight) return card.scrollIntoView({ block: "nearest" });
    list.scrollTop += card.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3;
  }

  function cardOf(report, finding) {
    return report.querySelector(`.findings a[data-finding="${CSS.escape(finding)}"]`);
  }

  document.addEventListener("click", (event) => {
    const card = event.target.closest(".findings a[data-finding]");
    if (card) {
      event.preventDefault();
      if (card === selected) clear();
      else select(card, { showText: true });
      return;
    }
    const mark = event.target.closest("mark[data-findings]");
    if (!mark || String(getSelection())) return;
    // The innermost finding first; a click on words already lit goes one further out.
    const report = mark.closest(".report");
    const cards = mark.dataset.findings.split(" ").reverse()
      .map((token) => cardOf(report, token.slice(0, token.lastIndexOf(":")))).filter(Boolean);
    if (cards.length) select(cards[(cards.indexOf(selected) + 1) % cards.length], { showCard: true });
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return clear();
    const step = { j: 1, k: -1 }[event.key];
    if (!step) return;
    const cards = [...document.querySelectorAll(".findings a[data-finding]")];
    if (!cards.length) return;
    const at = selected ? cards.indexOf(selected) + step : step > 0 ? 0 : cards.length - 1;
    const card = cards[Math.min(Math.max(at, 0), cards.length - 1)];
    card.focus({ preventScroll: true });
    select(card, { showText: true, showCard: true });
  });

  const target = location.hash.slice(1);
  const report = target && document.getElementById(target)?.closest(".report");
  const card = report && cardOf(report, target);
  if (card) select(card, { showCard: true });
})();
