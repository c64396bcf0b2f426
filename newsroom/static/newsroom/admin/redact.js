/* Marking what is to be covered. The rows of numbers are what is sent; the areas over the picture are another way to fill them
in, by pointer or by keyboard. */

import { ARROWS, clamp, pointIn } from "./pointing.js";

const SVG = "http://www.w3.org/2000/svg"
const SMALLEST = 1 // percent
const HANDLE = 22 // units of the overlay
const form = document.querySelector("form.redact-form")
const frame = form.querySelector(".redact-frame")
const svg = form.querySelector(".redact-overlay")
const rows = form.querySelector(".redact-rows")
const [WIDTH, HEIGHT] = [svg.viewBox.baseVal.width, svg.viewBox.baseVal.height]
const pattern = rows.querySelector("[data-blank]").cloneNode(true)
pattern.removeAttribute("data-blank")
let shape = "rectangle"

for (const blank of rows.querySelectorAll("[data-blank]")) blank.remove()
for (const hidden of form.querySelectorAll(".redact-how, .redact-tools")) hidden.hidden = false
svg.replaceChildren()
svg.classList.add("can-be-drawn")

const box = (row, name) => row.querySelector(`[name=${name}]`)
const number = (row, name) => Number.parseFloat(box(row, name).value) || 0
const read = (row) => ({ x: number(row, "x"), y: number(row, "y"), width: number(row, "width"), height: number(row, "height") })

function write(row, area) {
  const [width, height] = [area.width, area.height].map((length) => Math.max(SMALLEST, clamp(length)))
  const values = { x: clamp(area.x, 100 - width), y: clamp(area.y, 100 - height), width, height }
  for (const [name, value] of Object.entries(values)) box(row, name).value = value.toFixed(2)
  draw(row)
}

/* Drawing ----------------------------------------------------------------------------------------------------------- */

function make(tag, attributes) {
  const made = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  return made
}

function draw(row) {
  const area = read(row)
  const [x, y] = [(area.x / 100) * WIDTH, (area.y / 100) * HEIGHT]
  const [width, height] = [(area.width / 100) * WIDTH, (area.height / 100) * HEIGHT]
  const around = { cx: x + width / 2, cy: y + height / 2, rx: width / 2, ry: height / 2 }
  const isEllipse = box(row, "shape").value === "ellipse"
  const group = row.group
  group.replaceChildren(
    isEllipse ? make("ellipse", around) : make("rect", { x, y, width, height }),
    make("rect", { x: x + width - HANDLE / 2, y: y + height - HANDLE / 2, width: HANDLE, height: HANDLE, class: "handle" }),
  )
  group.setAttribute("aria-label", `${form.dataset.area} ${[...rows.children].indexOf(row) + 1}. ${form.dataset.hint}`)
}

function adopt(row) {
  row.group = make("g", { tabindex: "0", role: "button" })
  row.group.row = row
  svg.append(row.group)
  const remove = row.querySelector(".redact-remove")
  remove.hidden = false
  remove.addEventListener("click", () => drop(row))
  row.addEventListener("input", () => draw(row))
  row.addEventListener("focusin", () => row.group.classList.add("is-chosen"))
  row.addEventListener("focusout", () => row.group.classList.remove("is-chosen"))
  draw(row)
}

function add(area, kind) {
  const row = pattern.cloneNode(true)
  box(row, "shape").value = kind
  rows.append(row)
  adopt(row)
  write(row, area)
  return row
}

function drop(row) {
  const next = row.nextElementSibling || row.previousElementSibling
  row.group.remove()
  row.remove()
  for (const each of rows.children) draw(each)
  ;(next?.group || form.querySelector("[data-add]")).focus()
}

for (const row of [...rows.children]) adopt(row)

/* By pointer -------------------------------------------------------------------------------------------------------- */

let drag = null

svg.addEventListener("pointerdown", (event) => {
  if (event.button !== 0) return
  event.preventDefault()
  const group = event.target.closest("g")
  const start = pointIn(frame, event)
  if (group) {
    const resizes = event.target.classList.contains("handle")
    drag = { row: group.row, start, area: read(group.row), kind: resizes ? "resize" : "move" }
  } else {
    drag = { row: null, start, kind: "draw" }
  }
  svg.setPointerCapture(event.pointerId)
})

function drawTo(now, dx, dy) {
  const { start } = drag
  const area = { x: Math.min(now.x, start.x), y: Math.min(now.y, start.y), width: Math.abs(dx), height: Math.abs(dy) }
  if (!drag.row && area.width + area.height < SMALLEST) return
  if (drag.row) write(drag.row, area)
  else drag.row = add(area, shape)
}

svg.addEventListener("pointermove", (event) => {
  if (!drag) return
  const now = pointIn(frame, event)
  const [dx, dy] = [now.x - drag.start.x, now.y - drag.start.y]
  const { row, area } = drag
  if (drag.kind === "draw") drawTo(now, dx, dy)
  else if (drag.kind === "move") write(row, { ...area, x: area.x + dx, y: area.y + dy })
  else {
    const width = Math.min(100 - area.x, area.width + dx)
    const height = Math.min(100 - area.y, area.height + dy)
    write(row, { ...area, width, height })
  }
})

function release() {
  drag?.row?.group.focus({ preventScroll: true })
  drag = null
}

svg.addEventListener("pointerup", release)
svg.addEventListener("pointercancel", release)

/* By keyboard ------------------------------------------------------------------------------------------------------- */

svg.addEventListener("keydown", (event) => {
  const row = event.target.closest("g")?.row
  if (!row) return
  if (event.key === "Delete" || event.key === "Backspace") {
    event.preventDefault()
    drop(row)
  }
  const move = ARROWS[event.key]
  if (!move) return
  event.preventDefault()
  const area = read(row)
  if (event.shiftKey) write(row, { ...area, width: area.width + move[0], height: area.height + move[1] })
  else write(row, { ...area, x: area.x + move[0], y: area.y + move[1] })
})

for (const button of form.querySelectorAll("[data-add]")) {
  button.addEventListener("click", () => {
    shape = button.dataset.add
    add({ x: 40, y: 40, width: 20, height: 20 }, shape).group.focus()
  })
}
