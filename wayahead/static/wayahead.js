// Improves pages that already work without it: focus on what to put right, copy a link, count characters.
"use strict";

function focusErrors() {
  const errors = document.getElementById("errors");
  if (errors) errors.focus();
}

function offerCopy() {
  if (!navigator.clipboard) return;
  const words = document.body.dataset;
  for (const place of document.querySelectorAll(".copy:not([data-ready])")) {
    place.dataset.ready = "";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-second";
    button.textContent = words.copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(place.querySelector("code").textContent.trim());
      button.textContent = words.copied;
    });
    place.append(button);
  }
}

function countCharacters() {
  for (const area of document.querySelectorAll("textarea[maxlength][data-left]:not([data-ready])")) {
    area.dataset.ready = "";
    const left = document.createElement("p");
    left.className = "soft";
    left.setAttribute("role", "status");
    const tell = () => {
      const most = Number(area.getAttribute("maxlength"));
      left.textContent = area.value.length > most * 0.7 ? area.dataset.left.replace("%d", most - area.value.length) : "";
    };
    area.after(left);
    area.addEventListener("input", tell);
  }
}

// Somebody who sends a small form far down a page comes back to where they were, unless there is something to put right.
function keepPlace() {
  const key = `place:${location.pathname}`;
  try {
    const kept = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    if (kept && !location.hash && !document.querySelector("#errors, .banner")) scrollTo(0, Number(kept));
    addEventListener("submit", () => sessionStorage.setItem(key, String(scrollY)));
  } catch {
    // A browser that keeps nothing starts at the top.
  }
}

function improve() {
  focusErrors();
  offerCopy();
  countCharacters();
}

document.addEventListener("DOMContentLoaded", () => {
  keepPlace();
  improve();
});
// The next statement arrived: go on by keyboard where the reader was.
document.addEventListener("htmx:afterSwap", (event) => {
  improve();
  const next = document.querySelector("#vote [name=vote]");
  if (next && event.detail.target.id === "vote") next.focus({ preventScroll: true });
});
