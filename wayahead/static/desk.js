// Keys in the list of voices to read, and only there; everything also works without them.
"use strict";

document.addEventListener("keydown", (event) => {
  const list = document.getElementById("id_voices");
  if (!list?.contains(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const boxes = [...list.querySelectorAll("[name=voices]")];
  const row = event.target.closest(".pick-row");
  const at = boxes.indexOf(row?.querySelector("[name=voices]"));
  const ways = {
    ArrowDown: () => boxes[Math.min(at + 1, boxes.length - 1)]?.focus(),
    ArrowUp: () => boxes[Math.max(at - 1, 0)]?.focus(),
    j: () => row?.querySelector("[data-joins]")?.click(),
    d: () => document.getElementById("id_text").focus(),
    s: () => document.getElementById("id_ground_0").focus(),
  };
  const way = ways[event.key];
  if (!way) return;
  event.preventDefault();
  way();
});
