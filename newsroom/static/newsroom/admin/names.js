/* "People and places in this text": asks what the text names, and tags with one click. Without it the panel is a part of the
plain form: shown after a save, with boxes to tick. */

import { changed, element, onChosen, setChosen } from "./elements.js";
import { newest, post } from "./server.js";
import { field, form } from "./story_form.js";

const FIELDS = { person: "people", place: "places", organization: "organizations" }
const WRITTEN = ["title", "summary", "short_title", "body", "how_we_know", "language"]
const PAUSE = 3000 // milliseconds after the last letter
const panel = document.getElementById("names-panel")
const rows = panel?.querySelector(".names-rows")
const status = panel?.querySelector(".names-status")
const look = panel?.querySelector("[name=_names]")
const say = panel?.dataset
const select = (kind) => field(FIELDS[kind])
const selects = Object.keys(FIELDS).map(select).filter(Boolean)
const chosen = () => new Set(selects.flatMap((each) => [...each.selectedOptions].map((option) => option.value)))
const leftOut = () => [...panel.querySelectorAll("input[type=hidden][name=names_not]")]

/* Asking ------------------------------------------------------------------------------------------------------------ */

const questions = newest()
let timer = null
let asked = ""
let took = 0
let said = "" // of what was found

function written() {
  return WRITTEN.map((name) => field(name)?.value || "").join("\n")
}

function question(returned) {
  const all = new FormData(form)
  const data = new FormData()
  for (const name of [...WRITTEN, ...Object.values(FIELDS), "names_not"]) {
    for (const value of all.getAll(name)) data.append(name, value)
  }
  if (returned) data.append("names_back", returned)
  return data
}

async function ask(returned) {
  clearTimeout(timer)
  const signal = questions.next()
  const began = performance.now()
  asked = written()
  panel.setAttribute("aria-busy", "true")
  status.textContent = say.looking
  try {
    const answer = await post(say.address, question(returned), { say, signal })
    show(answer.content)
    took = performance.now() - began
  } catch (trouble) {
    if (signal.aborted) return
    status.textContent = trouble.message
  }
  panel.removeAttribute("aria-busy")
}

/* A pause after typing; a text that takes long to look through is looked at less often. */
function askSoon(pause = Math.max(PAUSE, took * 10)) {
  clearTimeout(timer)
  timer = setTimeout(() => written() !== asked && ask(), pause)
}

function show(html) {
  const focused = rows.contains(document.activeElement) && document.activeElement.dataset.key
  const open = [...rows.querySelectorAll("details[open]")].map((details) => details.dataset.key)
  rows.innerHTML = html // made by our own template, which escapes every name
  for (const details of rows.querySelectorAll("details")) details.open = open.includes(details.dataset.key)
  said = rows.querySelector(".names-found")?.dataset.sentence || ""
  status.textContent = said
  mark()
  if (focused) {
    const same = [...rows.querySelectorAll("[data-key]")].find((each) => each.dataset.key === focused)
    const visible = same?.checkVisibility() ? same : look
    visible.focus({ preventScroll: true })
  }
}

/* Deciding ---------------------------------------------------------------------------------------------------------- */

/* Rows say what the fields of the form hold, whoever filled them in. */
function mark() {
  const tagged = chosen()
  for (const button of rows.querySelectorAll(".names-tag")) {
    const isTagged = tagged.has(button.closest(".names-row").dataset.subject)
    button.setAttribute("aria-pressed", isTagged)
    button.querySelector(".word").textContent = isTagged ? say.tagged : say.tag
  }
  for (const input of leftOut()) if (tagged.has(input.value)) input.remove()
  const all = rows.querySelector(".names-all")
  if (all) all.hidden = !named().some((row) => !tagged.has(row.dataset.subject))
  count(tagged)
}

/* How many of the names found are tagged now, and who is tagged at all, in the line of the drawer with the fields. */
function count(tagged) {
  const pattern = rows.querySelector(".names-found")?.dataset.pattern
  const now = [...named(), ...rows.querySelectorAll("[data-key=tagged] .names-row")]
  if (pattern && status.textContent === said) {
    said = pattern.replace("{tagged}", now.filter((row) => tagged.has(row.dataset.subject)).length)
    status.textContent = said
  }
  const names = selects.flatMap((each) => [...each.selectedOptions].map((option) => option.text.split(/, | \(#/)[0]))
  const line = document.querySelector("[data-drawer=subjects] .drawer-holds")
  if (line) line.textContent = names.join(", ") || say.nobody
}

function named() {
  return [...rows.querySelectorAll(".names-head + .names-list > .names-row")]
}

function setTag(row, wanted) {
  const box = select(row.dataset.kind)
  if (!box) return
  setChosen(box, row.dataset.subject, row.dataset.label, wanted)
  changed(box, "change")
}

function tagAll() {
  const tagged = chosen()
  for (const row of named()) if (!tagged.has(row.dataset.subject)) setTag(row, true)
}

function leaveOut(row) {
  if (chosen().has(row.dataset.subject)) setTag(row, false)
  rows.firstElementChild.prepend(element("input", { type: "hidden", name: "names_not", value: row.dataset.subject }))
  ask()
}

function bringBack(key) {
  for (const input of leftOut()) if (input.value === key) input.remove()
  ask(key)
}

/* The window of the field for its kind, with the name typed in; what is added there is chosen when it closes. */
function addSubject(name, kind) {
  const link = document.getElementById(`add_id_${FIELDS[kind]}`)
  if (!link) return false
  const before = link.href
  const address = new URL(before)
  address.searchParams.set("name", name)
  address.searchParams.set("language", field("language")?.value || "")
  link.href = address
  link.click()
  link.href = before
  return true
}

function press(event) {
  const control = event.target.closest("button, a, input[name=_names]")
  if (!control) return
  const row = control.closest(".names-row")
  if (control === look) ask()
  else if (control.matches(".names-all")) tagAll()
  else if (control.matches(".names-tag")) setTag(row, control.getAttribute("aria-pressed") !== "true")
  else if (control.matches(".names-not")) leaveOut(row)
  else if (control.matches(".names-back")) bringBack(control.dataset.subject)
  else if (control.matches(".names-add") && addSubject(control.dataset.name, control.dataset.kind)) event.preventDefault()
}

/* Following the form ------------------------------------------------------------------------------------------------ */

let before = chosen()

function followTags() {
  mark()
  const shown = new Set([...rows.querySelectorAll(".names-row[data-subject]")].map((row) => row.dataset.subject))
  const now = chosen()
  const isNew = [...now].some((key) => !before.has(key) && !shown.has(key))
  before = now
  if (isNew && rows.firstElementChild) ask() // added in the window, or found by typing: the text may name them
}

function start() {
  look.type = "button" // asks without saving; Enter in a field saves the story, as before
  panel.addEventListener("click", press)
  form.addEventListener("input", (event) => WRITTEN.includes(event.target.name) && askSoon())
  form.addEventListener("change", (event) => event.target.name === "language" && askSoon())
  window.addEventListener("load", () => {
    for (const box of selects) onChosen(box, followTags)
    const text = field("body")
    if (!text || text.value.trim()) ask() // without a field for it the text is the stored one
  })
}

if (panel) start()
