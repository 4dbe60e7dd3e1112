// Draws a mark for everybody over the hexagons, opens what is folded where there is room, and makes a PNG of the picture.
"use strict";

const SHAPES = [
  (pen, r) => pen.arc(0, 0, r, 0, 2 * Math.PI),
  (pen, r) => pen.rect(-r * 0.9, -r * 0.9, r * 1.8, r * 1.8),
  (pen, r) => { pen.moveTo(0, -r * 1.1); pen.lineTo(r, r * 0.8); pen.lineTo(-r, r * 0.8); },
  (pen, r) => { pen.moveTo(0, -r * 1.2); pen.lineTo(r * 1.2, 0); pen.lineTo(0, r * 1.2); pen.lineTo(-r * 1.2, 0); },
  (pen, r) => { pen.rect(-r * 0.4, -r * 1.1, r * 0.8, r * 2.2); pen.rect(-r * 1.1, -r * 0.4, r * 2.2, r * 0.8); },
];
const NO_GROUP = "#43595c";

async function drawPoints(paper) {
  const answer = await fetch(paper.dataset.points);
  if (!answer.ok) return;
  const { width, height, points } = await answer.json();
  const canvas = paper.querySelector("canvas");
  const sharp = Math.min(devicePixelRatio || 1, 2) * Math.max(1, paper.clientWidth / width);
  canvas.width = width * sharp;
  canvas.height = height * sharp;
  const pen = canvas.getContext("2d");
  pen.scale(sharp, sharp);
  // Many marks become smaller and see-through, so that where they are dense stays to be seen.
  const radius = points.length > 5000 ? 1.6 : points.length > 1000 ? 2.4 : 4;
  pen.globalAlpha = points.length > 5000 ? 0.35 : points.length > 1000 ? 0.6 : 0.85;
  const colours = [...paper.querySelectorAll(".group-mark")].reduce((found, mark) => {
    found["abcde".indexOf(mark.getAttribute("class").slice(-1))] = getComputedStyle(mark.querySelector(".shape")).fill;
    return found;
  }, {});
  for (const [x, y, group] of points) {
    pen.save();
    pen.translate(x, y);
    pen.beginPath();
    (SHAPES[group] || SHAPES[0])(pen, group < 0 ? radius * 0.7 : radius);
    pen.closePath();
    pen.fillStyle = colours[group] || NO_GROUP;
    pen.fill();
    pen.restore();
  }
  paper.classList.add("has-points");
}

function savePicture(button) {
  const picture = new Image();
  picture.addEventListener("load", () => {
    const canvas = document.createElement("canvas");
    canvas.width = 1280;
    canvas.height = Math.round((1280 * picture.naturalHeight) / picture.naturalWidth);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const link = document.createElement("a");
    link.download = button.dataset.name;
    link.href = canvas.toDataURL("image/png");
    link.click();
  });
  picture.src = button.dataset.png;
}

document.addEventListener("DOMContentLoaded", () => {
  if (matchMedia("(min-width: 47.5rem)").matches) {
    for (const fold of document.querySelectorAll("details.fold")) fold.open = true;
  }
  for (const paper of document.querySelectorAll("[data-points]")) drawPoints(paper);
  for (const button of document.querySelectorAll("[data-png]")) {
    button.hidden = false;
    button.addEventListener("click", () => savePicture(button));
  }
});
