/* The page of a picture: the point that no crop loses, set by a click or by the arrow keys, the crops that follow it, and what
the file says of itself, taken over by a click. Without it the point is two numbers. */

import { changed, element, setChosen } from "./elements.js";
import { ARROWS, clamp, pointIn } from "./pointing.js";
import { saveByKeys, watch } from "./unsaved.js";

const LARGE_STEP = 10 // percent, with the shift key
const focal = document.querySelector(".picture-focal")
const frame = focal?.querySelector(".picture-frame")
const boxes = [document.getElementById("id_point_x"), document.getElementById("id_point_y")]
const form = document.getElementById("image_form")
const percent = (box) => clamp(Number.parseFloat(box.value.replace(",", ".")) || 0)
let point = null

/* The same part of the picture as articles/pictures/shapes.py cuts out. */
function place(crop, x, y) {
  const [width, height] = [Number(focal.dataset.width), Number(focal.dataset.height)]
  const ratio = Number(crop.dataset.ratio)
  const isNarrower = width / height < ratio
  const across = isNarrower ? width : height * ratio
  const down = isNarrower ? width / ratio : height
  const left = clamp((x / 100) * width - across / 2, width - across)
  const top = clamp((y / 100) * height - down / 2, height - down)
  const share = (offset, free) => (free > 0 ? (offset / free) * 100 : 50)
  crop.firstElementChild.style.objectPosition = `${share(left, width - across)}% ${share(top, height - down)}%`
}

function follow() {
  const [x, y] = boxes[0] ? boxes.map(percent) : [Number(focal.dataset.x), Number(focal.dataset.y)]
  for (const crop of focal.querySelectorAll(".picture-crop")) place(crop, x, y)
  if (!point) return
  point.style.left = `${x}%`
  point.style.top = `${y}%`
  point.setAttribute("aria-valuetext", `${Math.round(x)} %, ${Math.round(y)} %`)
  point.setAttribute("aria-valuenow", Math.round(x))
}

function set({ x, y }) {
  boxes[0].value = clamp(x).toFixed(1)
  boxes[1].value = clamp(y).toFixed(1)
  changed(boxes[0], "change")
  follow()
}

function drawPoint() {
  point = element("span", { className: "picture-focus", tabIndex: 0 })
  const about = { role: "slider", "aria-label": frame.dataset.label, "aria-valuemin": "0", "aria-valuemax": "100" }
  for (const [name, value] of Object.entries(about)) point.setAttribute(name, value)
  frame.append(point)
  frame.classList.add("can-be-set")
}

function setByPointer() {
  frame.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return
    event.preventDefault()
    frame.setPointerCapture(event.pointerId)
    set(pointIn(frame, event))
    point.focus({ preventScroll: true })
  })
  frame.addEventListener("pointermove", (event) => {
    if (frame.hasPointerCapture(event.pointerId)) set(pointIn(frame, event))
  })
}

function setByKeys() {
  point.addEventListener("keydown", (event) => {
    const move = ARROWS[event.key]
    if (!move) return
    event.preventDefault()
    const step = event.shiftKey ? LARGE_STEP : 1
    set({ x: percent(boxes[0]) + move[0] * step, y: percent(boxes[1]) + move[1] * step })
  })
}

/* "The file says": a click puts it into the field, or chooses whom it means beside those who are chosen already. */
function takeOver(button) {
  const box = document.getElementById(button.dataset.for)
  if (!box) return
  button.hidden = false
  button.addEventListener("click", () => {
    if (button.dataset.label) setChosen(box, button.dataset.use, button.dataset.label)
    else box.value = button.dataset.use
    changed(box, "input", "change")
    box.focus()
    button.closest(".picture-said").hidden = true
  })
}

function start() {
  if (boxes[0]) {
    drawPoint()
    setByPointer()
    setByKeys()
    for (const box of boxes) box.addEventListener("input", follow)
  }
  focal.querySelector(".picture-crops").hidden = false
  follow()
  for (const button of document.querySelectorAll("button[data-use]")) takeOver(button)
  if (!form) return
  watch(form)
  saveByKeys(form, { s: () => form.querySelector(".picture-moves .default") })
}

if (focal) start()
