/* Who else has the story open: this window says every few seconds that it is there, and shows the others. While another
writes, the form here is for reading; "Take over" changes that. Where the server cannot be asked, nothing is locked. */

import { element } from "./elements.js";
import { newest, post, sendLast } from "./server.js";
import { field, form, typing } from "./story_form.js";
import { onGoing } from "./unsaved.js";

const PAUSE = 5000 // milliseconds between two reports
/* What belongs to the story; the notes beside it do not. */
const ASIDE = ".story-side > :not(.notes), .notes .other-steps, .story-more :is(.other-steps, .pending-box, .pending-discard, .discard)"
const TAB = /^[0-9A-Za-z-]{8,40}$/
let line, lines, button, saved, say
const reports = newest()
const tab = nameOfWindow()
/* The page before in this tab is closed, whatever becomes of its last words: they may come late, or not at all. */
const left = takeFromSession("story-left")
let timer = null
let touched = Date.now()
let wrote = false
let wasLocked = false
let leaving = false
/* How often the page was about to go since its form was sent: once it is for the form's own answer, later for something else. */
let goings = Infinity

function takeFromSession(key) {
  const value = sessionStorage.getItem(key) || ""
  sessionStorage.removeItem(key)
  return value
}

/* A window keeps its name while its form is sent and comes back; a copy of the tab gets one of its own. */
function nameOfWindow() {
  const given = field("autosave_tab")
  const handed = takeFromSession("story-tab")
  const name = [given?.value, handed].find((known) => TAB.test(known || "")) || drawnName()
  if (given) given.value = name
  return name
}

function drawnName() {
  const parts = [...crypto.getRandomValues(new Uint32Array(4))]
  return parts.map((part) => part.toString(16).padStart(8, "0")).join("")
}

/* Reporting --------------------------------------------------------------------------------------------------------- */

function report(more = {}) {
  const data = new FormData()
  data.append("tab", tab)
  if (left && left !== tab) data.append("left", left)
  data.append("quiet", Math.round((Date.now() - touched) / 1000))
  if (typing.isTyped) data.append("typed", "1")
  data.append("opened_version", say.version || field("opened_version")?.value || "0")
  for (const [name, value] of Object.entries(more)) data.append(name, value)
  return data
}

async function beat(more) {
  clearTimeout(timer)
  const signal = reports.next()
  try {
    const answer = await post(say.address, report(more), { say, signal, as: "json" })
    if (!leaving) follow(answer.content)
  } catch (trouble) {
    if (signal.aborted) return
    // Else a passing trouble: the next beat tells.
    if (!leaving && ["signedOut", "refused"].includes(trouble.kind)) show([trouble.message], false)
  }
  if (!leaving) timer = setTimeout(beat, PAUSE)
}

function follow(found) {
  const others = found.others.map((other) => other.sentence)
  const isLocked = !found.is_writer && Boolean(found.writer)
  if (isLocked && wrote && typing.isTyped) others.unshift(`${found.writer} ${say.took}`)
  else if (isLocked) others.push(say.watching)
  else if (wasLocked) others.unshift(say.free)
  if (isLocked !== wasLocked) lock(isLocked)
  if (found.is_writer) wrote = true
  if (isLocked !== wasLocked || !others.length || line.hidden || isLocked) show(others, isLocked)
  else if (!wasFree()) show(others, false)
  wasLocked = isLocked
  saved.hidden = !found.saved
  saved.querySelector("p").textContent = found.saved
}

function wasFree() {
  return lines.firstElementChild?.textContent === say.free
}

function show(sentences, isLocked) {
  const before = [...lines.children].map((child) => child.textContent).join("\n")
  if (before !== sentences.join("\n")) {
    lines.replaceChildren(...sentences.map((sentence) => element("p", { textContent: sentence })))
  }
  line.hidden = !sentences.length
  line.classList.toggle("is-locked", isLocked)
  button.hidden = !isLocked
}

/* For reading: the letters can be marked and copied, not changed. What was typed is kept at once. Notes and previews are
apart from the story, and taking it down must not wait: they stay as they are. */
function lock(isLocked) {
  if (isLocked) form.dispatchEvent(new CustomEvent("story:keep-now"))
  form.classList.toggle("is-watching", isLocked)
  for (const box of form.elements) {
    if (!box.matches("input, textarea") || box.closest(".notes")) continue
    if (box.type === "submit") box.disabled = isLocked
    else if (box.type !== "hidden") box.readOnly = isLocked
  }
  for (const text of form.querySelectorAll("textarea[data-story-editor]")) {
    text.dispatchEvent(new CustomEvent("story-editor:lock", { detail: isLocked }))
  }
  for (const part of form.querySelectorAll(`${ASIDE}, .inline-group, .prose-menubar`)) {
    part.inert = isLocked
  }
  for (const part of form.querySelectorAll(".desk-box :is(button, select)")) part.disabled = isLocked
}

/* Following the form and the window --------------------------------------------------------------------------------- */

function stop() {
  leaving = true
  clearTimeout(timer)
}

/* Whether the page that comes is the form's own answer, however late. */
function isAnswered() {
  return goings < 2
}

function leave() {
  reports.stop() // a report that comes after the last word would open the window anew
  if (!leaving && !isAnswered()) {
    sendLast(say.address, report({ leave: "1" }))
    sessionStorage.setItem("story-left", tab)
  }
  stop()
}

/* A new story has nobody else in it until it is saved for the first time. */
function find() {
  line = document.getElementById("presence")
  if (!line) return false
  lines = line.querySelector(".presence-lines")
  button = line.querySelector("button")
  saved = document.getElementById("saved-meanwhile")
  say = line.dataset
  return true
}

function start() {
  /* A form that nobody touches for long gives way to a colleague who comes. */
  for (const touch of ["keydown", "pointerdown", "input"]) {
    form.addEventListener(touch, () => (touched = Date.now()), { capture: true, passive: true })
  }
  button.addEventListener("click", () => {
    touched = Date.now()
    beat({ take_over: "1" })
  })
  typing.onSent(stop) // for its own answer, under the same name
  typing.onBack(() => {
    leaving = false
    beat()
  })
  form.addEventListener("story:renewed", () => wasLocked && lock(true))
  window.addEventListener("pagehide", leave)
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return
    leaving = false
    beat()
  })
  form.addEventListener("story-editor:ready", () => wasLocked && lock(true))
  beat()
}

/* Also that of a new story, which is shown in its own form when it is saved. */
typing.onSent(() => {
  goings = 0
  sessionStorage.setItem("story-tab", tab)
})
typing.onBack(() => sessionStorage.removeItem("story-tab")) // else a copy of the tab would take the name
onGoing(() => (goings += 1))
window.addEventListener("pagehide", () => isAnswered() && sessionStorage.setItem("story-tab", tab))
window.addEventListener("pageshow", (event) => event.persisted && (goings = Infinity))
if (find()) start()
else form?.addEventListener("story:renewed", () => !line && find() && start())
