/* Save without leaving the page: the form is sent by the script, and what the save changed is renewed in the page. Whatever
becomes of it, what was typed stays where it is and Save can be pressed again. Other buttons go on as they are. */

import { clearComplaints, showComplaints } from "./complaints.js";
import { renew, renewConflict } from "./renewed.js";
import { rowsNow } from "./rows.js";
import { post } from "./server.js";
import { clock, say, sign } from "./sign.js";
import { buttonNow, content, form, noteAnswered, noteUnanswered, typing, written } from "./story_form.js";

const PATIENCE = 20000 // milliseconds in which a server that works has answered
const LEFT_TO_PAGES = ["signedOut", "refused"] // the server has a page for each, which carries the text on
const REFUSED = 422
let isOut = false
let next = null // pressed while a save is on its way
let isPassing = false

const saveButton = () => form.querySelector("[name=_continue]")

function takes(event) {
  const button = event.submitter || saveButton()
  if (isPassing || !button || (button.name !== "_continue" && !isOut)) return false
  if (isOut) next = button
  else save()
  return true
}

async function save() {
  isOut = true
  const typed = content()
  const sent = { text: written(typed), data: typed, rows: rowsNow() }
  form.setAttribute("aria-busy", "true")
  sign.saving()
  try {
    heard(await send(), sent)
  } catch (trouble) {
    failed(trouble)
  } finally {
    isOut = false
    form.removeAttribute("aria-busy")
  }
  goOn()
}

function send() {
  const data = new FormData(form, saveButton())
  const words = { failed: say.saveFailed, slow: say.saveSlow, busy: say.saveFailed, tooLarge: say.saveFailed }
  const headers = { "X-Save-In-Place": "1" }
  const options = { say: words, as: "json", accepts: REFUSED, patience: PATIENCE, headers }
  return post(form.getAttribute("action") || location.pathname, data, options)
}

function heard({ isFine, content: answer }, sent) {
  noteAnswered()
  if (answer.leads_to) return leave(answer.leads_to)
  clearComplaints()
  const page = new DOMParser().parseFromString(answer.page, "text/html")
  if (isFine) saved(answer, page, sent)
  else refused(page, sent)
}

function saved(answer, page, sent) {
  typing.isTyped = written(content()) !== sent.text
  renew(page, answer, sent)
  const said = answer.messages.filter(({ kind }) => kind !== "success")
  const done = answer.messages.find(({ kind }) => kind === "success")
  sign.saved(`${(done?.sentence || say.saved).replace(/\.$/, "")} · ${clock(Date.now())}`)
  if (said.length) showComplaints(page, said.map(({ sentence }) => sentence))
  form.dispatchEvent(new CustomEvent("story:saved", { detail: { isTyped: typing.isTyped } }))
}

function refused(page, sent) {
  typing.isTyped = true
  next = null
  renewConflict(page, sent)
  sign.trouble(say.saveRefused)
  showComplaints(page)
  form.dispatchEvent(new CustomEvent("story:not-saved"))
}

/* It may have been saved or not. */
function failed(trouble) {
  next = next?.name === "_continue" ? null : next
  if (LEFT_TO_PAGES.includes(trouble.kind)) return pass(saveButton())
  noteUnanswered()
  sign.trouble(trouble.message || say.saveFailed)
  form.dispatchEvent(new CustomEvent("story:not-saved"))
  if (!trouble.kind) throw trouble
}

function goOn() {
  const button = buttonNow(next)
  next = null
  if (!button || button.disabled) return
  if (button.name !== "_continue") form.requestSubmit(button)
  else if (typing.isTyped) save()
}

/* The way of a browser without scripts. */
function pass(button) {
  isPassing = true
  form.requestSubmit(button)
  isPassing = false
}

function leave(address) {
  typing.isTyped = false
  location.assign(address)
}

if (form && say && saveButton()) {
  typing.takes = takes
  typing.onSent(() => setTimeout(noteUnanswered)) // when the fields of this sending are taken down
  window.addEventListener("pageshow", (event) => event.persisted && noteAnswered())
}
