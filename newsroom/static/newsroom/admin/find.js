/* Search everywhere: "/" or the button in the head opens a window in which a word finds stories, people, screens and actions.
The keyboard alone will do. What is typed goes in the body of a request, into no address. */

import { newest, post } from "./server.js";

const PAUSE = 180
const field = document.getElementById("find-field")
const parts = field && document.getElementById("find-parts").content.cloneNode(true)
const opener = parts?.querySelector(".find-open")
const window_ = parts?.querySelector(".find-window")
const words = window_?.querySelector(".find-words")
const rows = window_?.querySelector(".find-rows")
const said = window_?.querySelector(".find-said")
const asking = newest()
let waiting = 0
let answered = null // the words whose rows are shown

function options() {
  return [...rows.querySelectorAll("[role=option]")]
}

function current() {
  return rows.querySelector("[aria-selected=true]")
}

function choose(option) {
  current()?.setAttribute("aria-selected", "false")
  option?.setAttribute("aria-selected", "true")
  option?.scrollIntoView({ block: "nearest" })
  if (option) words.setAttribute("aria-activedescendant", option.id)
  else words.removeAttribute("aria-activedescendant")
}

function step(by) {
  const all = options()
  const at = all.indexOf(current())
  if (all.length) choose(all[(at + by + all.length) % all.length])
}

function show(html) {
  rows.innerHTML = html // made by our own template, which escapes every word
  const count = options().length
  said.textContent = count ? `${window_.dataset.found} ${count}` : window_.dataset.nothing
  said.classList.toggle("visually-hidden", count > 0)
  choose(options()[0])
}

async function ask() {
  clearTimeout(waiting)
  const signal = asking.next()
  const asked = words.value
  const data = new FormData()
  data.append("words", asked)
  try {
    const { content } = await post(window_.dataset.address, data, { say: window_.dataset, signal })
    if (signal.aborted) return
    show(content)
    answered = asked
  } catch (refusal) {
    if (signal.aborted) return
    show("")
    answered = null
    said.textContent = refusal.message
  }
}

function soon() {
  clearTimeout(waiting)
  waiting = setTimeout(ask, PAUSE)
}

function open() {
  if (document.querySelector("dialog[open]")) return
  window_.showModal()
  words.select()
  ask()
}

/* The words may have changed since the rows were asked for: then the first of the new ones is meant. */
async function go(inNewTab) {
  if (answered !== words.value) await ask()
  if (answered !== words.value) return // no answer, or somebody types on
  const option = current()
  if (option?.href && inNewTab) globalThis.open(option.href, "_blank", "noopener")
  else option?.click()
}

function onKey(event) {
  const steps = { ArrowDown: 1, ArrowUp: -1 }
  if (event.isComposing) return
  if (steps[event.key]) step(steps[event.key])
  else if (event.key === "Enter") go(event.ctrlKey || event.metaKey)
  else return
  event.preventDefault()
}

/* The key next to the right Shift, whatever the layout writes with it, and the sign "/" wherever it lies. */
function opensWindow(event) {
  const isKey = event.key === "/" || event.code === "Slash"
  const typing = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]")
  return isKey && !typing && !(event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && event.key !== "/"))
}

if (field) {
  document.body.append(window_)
  field.replaceWith(opener)
  opener.addEventListener("click", open)
  words.addEventListener("input", soon)
  words.addEventListener("keydown", onKey)
  window_.querySelector(".find-close").addEventListener("click", () => window_.close())
  window_.addEventListener("click", (event) => {
    if (event.target === window_) window_.close()
  })
  window_.addEventListener("close", () => asking.stop())
  rows.addEventListener("click", (event) => {
    if (event.target.closest("button[form]")) window_.close()
  })
  document.addEventListener("keydown", (event) => {
    if (!opensWindow(event)) return
    event.preventDefault()
    open()
  })
}
