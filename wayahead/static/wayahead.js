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

// Counts as the server does, one for each sign of any script; tells a screen reader once somebody stops typing.
function countCharacters() {
  for (const area of document.querySelectorAll("textarea[data-left]:not([data-ready])")) {
    const most = Number(area.dataset.most || area.getAttribute("maxlength"));
    if (!most) continue;
    area.dataset.ready = "";
    const shown = document.createElement("p");
    shown.className = "count";
    shown.setAttribute("aria-hidden", "true");
    const spoken = document.createElement("p");
    spoken.className = "visually-hidden";
    spoken.setAttribute("role", "status");
    const figure = (number) => number.toLocaleString(document.documentElement.lang);
    let pause;
    const tell = () => {
      const left = most - [...area.value].length;
      const words = left < 0 ? area.dataset.over : area.dataset.left;
      shown.classList.toggle("error", left < 0);
      shown.textContent = words
        .replace("%(left)s", figure(left))
        .replace("%(most)s", figure(most))
        .replace("%(over)s", figure(-left));
      clearTimeout(pause);
      pause = setTimeout(() => (spoken.textContent = area.value ? shown.textContent : ""), 1000);
    };
    area.after(shown, spoken);
    area.addEventListener("input", tell);
    tell();
  }
}

// Says how many of all are ticked, as they are ticked; without it the page says it after each send.
function countTicks() {
  for (const form of document.querySelectorAll("form[data-ticks]:not([data-ready])")) {
    form.dataset.ready = "";
    const boxes = [...form.querySelectorAll("input[name=entries]")];
    const note = form.querySelector("[role=status]");
    const tell = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      const words = { 0: form.dataset.none, [boxes.length]: form.dataset.all }[ticked] || form.dataset.some;
      note.textContent = words.replace("%(n)s", ticked).replace("%(of)s", boxes.length);
    };
    form.addEventListener("change", tell);
    tell();
  }
}

// Finds among many boxes: what does not hold the word is put away, but never what is ticked.
function findBoxes() {
  for (const set of document.querySelectorAll("fieldset[data-find]:not([data-ready])")) {
    set.dataset.ready = "";
    const label = document.createElement("label");
    label.className = "govuk-label";
    label.textContent = set.dataset.find;
    const field = document.createElement("input");
    field.type = "search";
    field.className = "govuk-input";
    field.autocomplete = "off";
    field.id = `${set.id}_find`;
    label.htmlFor = field.id;
    const note = document.createElement("p");
    note.setAttribute("role", "status");
    set.querySelector(".codes").before(label, field, note);
    const were = new Map([...set.querySelectorAll("details")].map((one) => [one, one.open]));
    const tell = () => {
      const word = field.value.trim().toLocaleLowerCase();
      let found = 0;
      for (const group of set.querySelectorAll(".codes")) {
        const isGroup = group.getAttribute("aria-label").toLocaleLowerCase().includes(word);
        let left = 0;
        for (const item of group.querySelectorAll(".govuk-checkboxes__item")) {
          const isFound = isGroup || item.textContent.toLocaleLowerCase().includes(word);
          item.hidden = !isFound && !item.querySelector("input").checked;
          if (!item.hidden) left += 1;
          if (isFound) found += 1;
        }
        group.hidden = !left;
        // What is found stands under the name of its group.
        const whole = group.querySelector(":scope > .govuk-checkboxes > .govuk-checkboxes__item");
        if (whole) whole.hidden = false;
        for (const more of group.querySelectorAll("details")) {
          more.open = word ? Boolean(more.querySelector(".govuk-checkboxes__item:not([hidden])")) : were.get(more);
          more.hidden = !more.querySelector(".govuk-checkboxes__item:not([hidden])");
        }
      }
      note.textContent = found ? "" : set.dataset.none;
    };
    field.addEventListener("input", tell);
    // Enter finds; it does not send the bid.
    field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
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
  countTicks();
  findBoxes();
  for (const keys of document.querySelectorAll(".keys[hidden]")) keys.hidden = false;
}

document.addEventListener("DOMContentLoaded", () => {
  keepPlace();
  improve();
});
// The next statement arrived: it is read out, and the reader goes on by keyboard from there.
document.addEventListener("htmx:afterSwap", (event) => {
  improve();
  const next = document.querySelector("#vote .saying, #vote h2");
  if (next && event.detail.target.id === "vote") next.focus({ preventScroll: true });
});
// What the server refuses it tells on a page of its own: the form is sent once more, as it is without script.
document.addEventListener("htmx:responseError", (event) => {
  const form = event.detail.elt;
  if (!form.matches?.("#vote form")) return;
  for (const [name, value] of event.detail.requestConfig.formData) {
    if (form.querySelector(`input[name="${name}"]`)) continue;
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  form.submit();
});
// What did not arrive is said where it was pressed.
document.addEventListener("htmx:sendError", (event) => {
  const form = event.detail.elt;
  if (!form.matches?.("#vote form")) return;
  form.querySelector("[role=alert]")?.remove();
  const note = Object.assign(document.createElement("p"), { className: "late" });
  note.setAttribute("role", "alert");
  note.textContent = form.closest("#vote").dataset.lost;
  form.append(note);
});
// Inside the card, and only there, a number answers.
document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.(".vote-card");
  const at = ["1", "2", "3"].indexOf(event.key);
  if (!card || at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  card.querySelectorAll(".choices button")[at].click();
});
