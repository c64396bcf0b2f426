/* The preview beside the text: the story as readers will see it, from the form as it stands. It follows a moment after the
last letter, and only what changed is exchanged, so that it stays where it was scrolled to. */

import { newest, post } from "./server.js";
import { content, form, written } from "./story_form.js";
import { keyOf } from "./unsaved.js";

const PAUSE = 700 // milliseconds after the last letter
const LONGEST = 3000 // milliseconds after the first letter that is not shown
const PATIENCE = 20000
const OPEN = "preview-beside"
const questions = newest()
const timer = { id: null, since: 0 }
let shown = ""

/* Both come with the first save of a new story. */
const pane = () => document.getElementById("beside")
const opener = () => document.getElementById("beside-open")
const frame = () => pane().querySelector("iframe")

function turn(isOpen) {
  pane().hidden = !isOpen
  opener().setAttribute("aria-expanded", String(isOpen))
  if (isOpen) sessionStorage.setItem(OPEN, "yes")
  else sessionStorage.removeItem(OPEN)
  if (isOpen) follow()
  else questions.stop()
}

function soon() {
  if (!pane()?.checkVisibility()) return
  const now = Date.now()
  timer.since ||= now
  clearTimeout(timer.id)
  timer.id = setTimeout(follow, Math.max(0, Math.min(PAUSE, timer.since + LONGEST - now)))
}

async function follow() {
  clearTimeout(timer.id)
  timer.since = 0
  const data = content()
  const text = written(data)
  if (text === shown) return
  data.set("_beside", "1")
  const signal = questions.next()
  try {
    const { content: html } = await post(pane().dataset.address, data, { say: pane().dataset, signal, patience: PATIENCE })
    await show(html)
    shown = text
    tell("")
  } catch (trouble) {
    if (signal.aborted) return
    tell(trouble.message)
    if (!trouble.kind) throw trouble
  }
}

function tell(sentence) {
  pane().querySelector(".beside-trouble").textContent = sentence
}

async function show(html) {
  if (!shown) return open(html)
  const page = new DOMParser().parseFromString(html, "text/html")
  const old = frame().contentDocument
  copyAttributes(old.documentElement, page.documentElement)
  exchange(old.body, page.body)
}

async function open(html) {
  frame()?.remove()
  const made = pane().querySelector("template").content.firstElementChild.cloneNode()
  const loaded = new Promise((resolve) => made.addEventListener("load", resolve, { once: true }))
  made.srcdoc = html
  pane().append(made)
  await loaded
  frame().contentDocument.addEventListener("click", openElsewhere)
  frame().contentDocument.addEventListener("keydown", saveFromThere)
}

/* Only what changed ----------------------------------------------------------------------------------------------------- */

/* What is alike before and behind stays as it is, pictures included. */
function exchange(old, fresh) {
  copyAttributes(old, fresh)
  const [were, are] = [[...old.childNodes], [...fresh.childNodes]]
  const least = Math.min(were.length, are.length)
  let before = 0
  let behind = 0
  while (before < least && were[before].isEqualNode(are[before])) before += 1
  while (behind < least - before && were.at(-1 - behind).isEqualNode(are.at(-1 - behind))) behind += 1
  const gone = were.slice(before, were.length - behind)
  const come = are.slice(before, are.length - behind)
  const next = were[were.length - behind] || null
  if (gone.length === come.length) return gone.forEach((node, place) => exchangeOne(node, come[place]))
  for (const node of gone) node.remove()
  for (const node of come) old.insertBefore(node, next)
}

function exchangeOne(old, fresh) {
  if (old.isEqualNode(fresh)) return
  if (old.nodeType === Node.ELEMENT_NODE && old.tagName === fresh.tagName) exchange(old, fresh)
  else old.replaceWith(fresh)
}

function copyAttributes(old, fresh) {
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name)
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value)
}

/* In the frame ---------------------------------------------------------------------------------------------------------- */

/* No other page comes into the pane: a link opens in a tab of its own, and one to a place in the story goes there. */
function openElsewhere(event) {
  const link = event.target.closest("a[href]")
  if (!link) return
  event.preventDefault()
  const address = link.getAttribute("href")
  if (address.startsWith("#")) link.ownerDocument.getElementById(decodeURIComponent(address.slice(1)))?.scrollIntoView()
  else if (/^https?:$/.test(link.protocol)) window.open(link.href, "_blank", "noopener")
}

function saveFromThere(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || keyOf(event) !== "s") return
  event.preventDefault()
  if (!event.repeat) form.requestSubmit(form.querySelector("[name=_continue]"))
}

/* The pane -------------------------------------------------------------------------------------------------------------- */

function clicked(event) {
  const button = event.target.closest("#beside-open, .beside-close, .beside-widths button")
  if (!button) return
  if (button === opener()) return turn(pane().hidden)
  if (button.matches(".beside-close")) {
    turn(false)
    return opener().focus()
  }
  pane().dataset.width = button.dataset.width
  for (const other of pane().querySelectorAll("[data-width]")) other.setAttribute("aria-pressed", String(other === button))
}

function offer() {
  if (opener()) opener().hidden = false
}

if (form) {
  form.addEventListener("click", clicked)
  form.addEventListener("story:renewed", offer)
  for (const change of ["input", "change", "story:renewed"]) form.addEventListener(change, soon)
  window.addEventListener("resize", soon)
  window.addEventListener("load", () => {
    offer()
    if (opener() && sessionStorage.getItem(OPEN)) turn(true)
  })
}
