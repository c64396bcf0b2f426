/* After a save that left the page open: the parts of it that the save changed, taken from the page as it would be opened now.
A part says by data-renew that it is renewed, and by data-renew-once that it appears with a story's first save. What somebody
typed meanwhile stays. */

import { drawRows, numberRows } from "./rows.js";
import { takeToken } from "./server.js";
import { field, form } from "./story_form.js";

const COUNTERS = ["opened_version", "base_version", "form_token"]
const LINES = "input:is([type=text], [type=url], [type=date], [type=time], [type=number], :not([type])), textarea, [type=checkbox]"
const NOT_COPIED = ["body", "main_subjects"]

export function renew(page, { address, rows }, sent) {
  history.replaceState(history.state, "", address)
  form.removeAttribute("action")
  document.title = page.title
  renewTokens(page)
  numberRows(sent.rows, rows, page)
  renewValues(page, sent.data)
  for (const selector of [".breadcrumbs", "#content > h1"]) copyText(page, selector)
  for (const drawer of page.querySelectorAll("[data-drawer]")) {
    copyText(page, `[data-drawer="${drawer.dataset.drawer}"] > summary .drawer-holds`)
  }
  renewParts(page, sent.data)
}

/* What another saved meanwhile, beside what was typed: who saves again has seen it. */
export function renewConflict(page, sent) {
  renewTokens(page)
  renewParts(page, sent.data, "[data-renew=theirs], [data-renew=pending-theirs]")
}

function renewTokens(page) {
  takeToken(page)
  for (const name of COUNTERS) {
    const fresh = page.querySelector(`#article_form [name=${name}]`)
    if (fresh && field(name)) field(name).value = fresh.value
  }
}

function copyText(page, selector) {
  const [old, fresh] = [document.querySelector(selector), page.querySelector(selector)]
  if (old && fresh) old.replaceWith(fresh)
}

/* What the save itself has set: an address from the headline, a tick that is done with. */
function renewValues(page, sent) {
  const now = new FormData(form)
  for (const box of form.querySelectorAll(LINES)) {
    if (!box.name || box.name.startsWith("_") || box.name.includes("-") || NOT_COPIED.includes(box.name)) continue
    const fresh = page.querySelector(`#article_form [name="${CSS.escape(box.name)}"]`)
    if (!fresh || box === document.activeElement || !isSame(now, sent, box.name) || box.closest("[data-renew]")) continue
    if (box.type === "checkbox") box.checked = fresh.checked
    else if (box.value !== fresh.value) box.value = fresh.value
  }
}

function isSame(now, sent, name) {
  return JSON.stringify(now.getAll(name)) === JSON.stringify(sent.getAll(name))
}

/* Parts of the page ------------------------------------------------------------------------------------------------- */

function renewParts(page, sent, selector = "[data-renew]") {
  renewAddresses(page)
  const found = new Set()
  for (const fresh of page.querySelectorAll(selector)) {
    found.add(fresh.dataset.renew)
    const old = document.querySelector(`[data-renew="${fresh.dataset.renew}"]`)
    if (old) exchange(old, fresh, sent)
    else putIn(page, fresh)
  }
  for (const old of document.querySelectorAll(selector)) if (!found.has(old.dataset.renew)) takeOut(old)
  for (const fresh of page.querySelectorAll("[data-renew-once]")) {
    if (!document.querySelector(`[data-renew-once="${fresh.dataset.renewOnce}"]`)) putIn(page, fresh)
  }
  for (const group of page.querySelectorAll(".js-inline-admin-formset")) {
    if (!document.getElementById(group.id)) putIn(page, group)
  }
  form.dispatchEvent(new CustomEvent("story:renewed"))
}

function renewAddresses(page) {
  for (const old of document.querySelectorAll("[id][data-address]")) {
    const fresh = page.getElementById(old.id)
    if (fresh) Object.assign(old.dataset, fresh.dataset)
  }
}

function exchange(old, fresh, sent) {
  keepTyped(old, fresh, sent)
  for (const details of old.querySelectorAll("details[open]")) {
    const same = fresh.querySelector(`details.${CSS.escape(details.className)}`)
    if (same) same.open = true
  }
  if (old.matches("details[open]")) fresh.open = true
  const focused = old.contains(document.activeElement) && document.activeElement
  for (const stays of old.querySelectorAll("[data-stays]")) fresh.append(stays)
  old.replaceWith(fresh)
  if (focused) sameIn(fresh, focused)?.focus({ preventScroll: true })
}

/* A note to colleagues that was begun after the form was sent, and the words that it is about. */
function keepTyped(old, fresh, sent) {
  for (const box of old.querySelectorAll("textarea[name], input:is([type=text], [type=hidden])[name]")) {
    const same = fresh.querySelector(`[name="${CSS.escape(box.name)}"]`)
    const before = sent.get(box.name) ?? (box.type === "hidden" ? "" : box.defaultValue)
    if (same && box.value !== before) same.value = box.value
  }
}

function sameIn(part, focused) {
  if (part.contains(focused)) return focused
  if (focused.id && part.querySelector(`#${CSS.escape(focused.id)}`)) return part.querySelector(`#${CSS.escape(focused.id)}`)
  const name = focused.getAttribute("name")
  return (name && part.querySelector(`[name="${CSS.escape(name)}"]`)) || part.querySelector("[name=_continue]")
}

function takeOut(old) {
  for (const stays of old.querySelectorAll("[data-stays]")) old.before(stays)
  old.remove()
}

/* At its place: after the nearest part before it that is in both pages, or first in what holds it. */
function putIn(page, fresh) {
  for (let before = fresh.previousElementSibling; before; before = before.previousElementSibling) {
    const same = sameHere(before)
    if (same) return placed(fresh, () => same.after(fresh))
  }
  const holder = sameHere(fresh.parentElement)
  if (holder) placed(fresh, () => holder.prepend(fresh))
}

function placed(fresh, put) {
  put()
  const group = fresh.matches(".js-inline-admin-formset") ? fresh : fresh.querySelector(".js-inline-admin-formset")
  if (group) drawRows(group)
}

function sameHere(element) {
  if (element.tagName === "BODY") return document.body
  if (element.id) return document.getElementById(element.id)
  if (element.dataset.drawer) return document.querySelector(`[data-drawer="${element.dataset.drawer}"]`)
  if (element.dataset.renew) return document.querySelector(`[data-renew="${element.dataset.renew}"]`)
  const classes = [...element.classList].map((name) => `.${CSS.escape(name)}`).join("")
  const found = classes && document.querySelectorAll(`${element.tagName}${classes}`)
  return found?.length === 1 ? found[0] : null
}
