/* What is typed is kept while it is typed, until the form is saved: within a second in the browser, every few seconds on the
server. Either is offered to who typed it, apart from the story's history. */

import { changed } from "./elements.js";
import { askForKey, doubtKey, dropAll, hasKey, isKeyOurs, isPossible, keepText } from "./kept_here.js";
import { discardInPlace, offerKept } from "./offers.js";
import { newest, post } from "./server.js";
import { say, sign } from "./sign.js";
import { content, field, form, typing, written } from "./story_form.js";

const PAUSE = 3000 // milliseconds after the last letter
const LONGEST = 5000 // milliseconds after the first letter that is not kept
const AT_ONCE = 700 // milliseconds until it is kept in the browser
const PATIENCE = 20000
const timer = { id: null, since: 0, here: null }
const sending = newest()
const last = { server: "", here: "" }
/* Of this clock and the server's, which said its time when the page began to arrive. */
const arrived = performance.timeOrigin + (performance.getEntriesByType("navigation")[0]?.responseStart || 0)
const skew = say ? Math.round(arrived - Number(say.now)) : 0
const page = Date.now().toString(36)
let begun = ""
let offered = null

/* On the server ------------------------------------------------------------------------------------------------------ */

function soon() {
  if (!typing.isAwake) return
  if (typing.isTyped) sign.typed()
  keepHereSoon()
  if (typing.isSent) return
  const now = Date.now()
  timer.since ||= now
  clearTimeout(timer.id)
  timer.id = setTimeout(keep, Math.max(0, Math.min(PAUSE, timer.since + LONGEST - now)))
}

async function keep() {
  clearTimeout(timer.id)
  timer.since = 0
  const data = content()
  const text = written(data)
  if (typing.isSent || text === last.server) return
  const signal = sending.next()
  try {
    const { content: answer } = await post(say.address, data, { say, signal, as: "json", patience: PATIENCE })
    last.server = text
    if (answer.sentence && typing.isTyped) sign.onServer()
    if (text === last.here) keepHere(true)
  } catch (trouble) {
    if (signal.aborted) return
    sign.trouble(trouble.message)
    if (trouble.kind === "refused" && hasKey() && isKeyOurs()) {
      doubtKey()
      keepHere(true)
    }
    tryAgain(trouble)
  }
}

function tryAgain(trouble) {
  if (trouble.kind === "busy") soon()
  else if (!trouble.status || trouble.status >= 500) timer.id = setTimeout(keep, LONGEST)
}

/* In the browser ------------------------------------------------------------------------------------------------------ */

/* Not put off by what is typed next. */
function keepHereSoon() {
  if (isPossible) timer.here ||= setTimeout(() => keepHere(), AT_ONCE)
  else if (typing.isTyped) sign.noPlace()
}

async function keepHere(isAgain = false) {
  clearTimeout(timer.here)
  const data = content()
  timer.here = null
  const text = written(data)
  if (!typing.isTyped || (text === last.here && !isAgain)) return
  await offered // what was kept before is read first
  if (await askForKey(say.keyAddress, say)) last.here = ""
  if (!hasKey()) return keepHereSoon()
  const opened = field("save_unanswered")?.value || field("opened_version")?.value || "0"
  const kept = { form: formName(), tab: tabName(), opened, isOnServer: text === last.server, at: Date.now() - skew }
  kept.fields = [...data].filter(([field]) => !field.startsWith("_"))
  try {
    await keepText(`${start()}${page}`, kept)
    last.here = text
    if (typing.isTyped && !kept.isOnServer) sign.onComputer(isKeyOurs())
  } catch {
    sign.noPlace() // the browser's storage is full, or closed to this site
  }
}

/* Of a story its number, of its pending change too; of a new story the token of its form. */
function formName() {
  if (!say.story) return `new/${field("form_token").value}`
  return field("autosave_form")?.value ? `${say.story}/pending` : say.story
}

const tabName = () => field("autosave_tab").value
const start = () => `${tabName()}/${formName()}/`

function dropHere() {
  clearTimeout(timer.here)
  timer.here = null
  last.here = ""
  for (const name of new Set([begun, start()])) dropAll(name)
  begun = start()
}

/* Saved, or sent ------------------------------------------------------------------------------------------------------ */

function saved(event) {
  clearTimeout(timer.id)
  timer.since = 0
  sending.stop()
  if (isPossible) dropHere()
  if (event.detail.isTyped) return soon()
  last.server = last.here = written(content())
}

/* Kept once more as it is sent; the page that answers drops it when it was saved. */
function sent() {
  clearTimeout(timer.id)
  sending.stop()
  sessionStorage.setItem("story-sent", JSON.stringify({ tab: tabName(), at: Date.now() - skew }))
}

/* Beside what another saved meanwhile: their headline, dek or text in the place of what was typed. */
function takeTheirs(event) {
  const button = event.target.closest(".theirs [data-take]")
  if (!button) return
  const name = button.dataset.take
  const text = document.querySelector(`.theirs [data-theirs="${name}"]`).value
  const box = field(name)
  box.value = text
  box.dispatchEvent(new CustomEvent("story-editor:set", { detail: text }))
  changed(box, "input")
  button.disabled = true
}

function offerTheirs() {
  for (const button of document.querySelectorAll(".theirs [data-take]")) button.hidden = !field(button.dataset.take)
}

function begin() {
  const line = document.getElementById("keeping")
  document.querySelector(".desk-box")?.append(line)
  for (const kind of ["input", "change"]) form.addEventListener(kind, soon)
  form.addEventListener("story:keep-now", () => typing.isAwake && timer.since && keep())
  form.addEventListener("story:saved", saved)
  form.addEventListener("story:not-saved", soon)
  form.addEventListener("story:renewed", offerTheirs)
  form.addEventListener("click", takeTheirs)
  typing.onSent(sent)
  typing.onBack(soon)
  for (const end of ["visibilitychange", "pagehide"]) {
    document.addEventListener(end, () => {
      if (timer.here) keepHere()
      if (document.visibilityState === "hidden" && timer.since) keep()
    })
  }
  typing.onAwake(() => {
    line.dataset.awake = "yes"
    last.server = last.here = written(content())
    begun = start()
    offered = offerKept(formName(), skew).catch((error) => console.error(error))
  })
  offerTheirs()
  discardInPlace()
}

if (say) begin()
