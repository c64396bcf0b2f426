/* What was typed on this computer and never saved is offered when its form is opened again: to look at, to take back, to
discard. Of the same text on the server only the newer is shown. */

import { element } from "./elements.js";
import { askForKey, drop, hasKey, isPossible, texts } from "./kept_here.js";
import { post } from "./server.js";
import { day, say, sign } from "./sign.js";
import { opened } from "./story_form.js";

const NOT_TYPED = /^(csrf\w+|autosave_\w+|save_unanswered|form_token|opened_version|base_version|slug|.*-(id|article|\w+_FORMS))$/
const SURELY = 10000 // milliseconds by which the clocks of both may be apart
const TRIES = 12
const PAUSE = 5000 // milliseconds between two of them
const bars = () => [...document.querySelectorAll(".unsaved[data-unsaved]")]

export async function offerKept(form, skew) {
  if (!isPossible) return sign.noPlace()
  const sent = JSON.parse(sessionStorage.getItem("story-sent") || "null")
  sessionStorage.removeItem("story-sent")
  const before = meaning(opened())
  await key()
  if (!hasKey() || document.querySelector(".kept-notice, .errornote")) return
  for (const text of await texts()) {
    if (wasSaved(text, sent)) drop(text.name)
    else if (isOfForm(text, form) && meaning(text.fields) === before) drop(text.name)
    else if (isOfForm(text, form)) offer(text, skew)
  }
}

/* A line that is bad just now may be good in a moment. */
async function key() {
  for (let tries = 0; !hasKey() && tries < TRIES; tries += 1) {
    if (tries) await new Promise((done) => setTimeout(done, PAUSE))
    await askForKey(say.keyAddress, say)
  }
}

/* The page before in this tab sent it, and the story says that it was saved from there. */
function wasSaved(text, sent) {
  const isSent = sent && text.tab === sent.tab && text.at <= sent.at
  return isSent && text.tab === say.savedTab && text.opened === say.savedOpened
}

function isOfForm(text, form) {
  return form.startsWith("new/") ? text.form.startsWith("new/") : text.form === form
}

/* What was typed, apart from what every form draws anew. */
function meaning(fields) {
  const typed = [...fields].filter(([name, value]) => value && !NOT_TYPED.test(name))
  return JSON.stringify(typed.map(([name, value]) => [name, name === "body" ? plain(value) : value]).sort())
}

function plain(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body
  return body.innerHTML.replace(/ (rel|target|class)="[^"]*"/g, "").replace(/<p><\/p>/g, "").trim()
}

/* The bar ---------------------------------------------------------------------------------------------------------- */

function offer(text, skew) {
  const onServer = bars().find((bar) => isSameText(bar, text))
  if (onServer && (text.isOnServer || Number(onServer.dataset.at) > text.at + SURELY)) return
  const bar = document.getElementById("kept-here").content.firstElementChild.cloneNode(true)
  const part = (name) => bar.querySelector(`[data-${name}]`)
  const fields = new Map(text.fields)
  bar.querySelector("time").textContent = day(text.at + skew)
  part("title").textContent = fields.get("title") || ""
  part("look").addEventListener("click", () => look(part("text"), part("look"), fields))
  part("take-back").addEventListener("click", () => takeBack(text))
  part("discard").addEventListener("click", async () => {
    if (onServer && !(await discarded(onServer))) return
    drop(text.name)
    bar.remove()
  })
  if (onServer) onServer.replaceWith(bar)
  else document.getElementById("kept-here").before(bar)
}

function isSameText(bar, text) {
  return text.form.startsWith("new/") ? text.form === `new/${bar.dataset.unsaved}` : bar.dataset.tab === text.tab
}

function look(place, button, fields) {
  const page = new DOMParser().parseFromString(fields.get("body") || "", "text/html")
  const blocks = [...page.body.children].map((block) => element("p", { textContent: block.textContent }))
  const lines = ["title", "summary", "short_title", "how_we_know"].map((name) => element("p", { textContent: fields.get(name) || "" }))
  place.replaceChildren(...[...lines, ...blocks].filter((line) => line.textContent))
  place.hidden = !place.hidden
  button.setAttribute("aria-expanded", !place.hidden)
}

/* By way of the server, which opens the form with all of it. */
async function takeBack(text) {
  const data = new FormData()
  for (const [name, value] of text.fields) if (!name.startsWith("csrf")) data.append(name, value)
  data.set("autosave_tab", text.tab)
  data.set("save_unanswered", text.opened)
  data.set("take_back", "1")
  try {
    const answer = await post(say.address, data, { say, as: "json" })
    location.assign(answer.content.address)
  } catch (trouble) {
    sign.trouble(trouble.message)
  }
}

export function discardInPlace() {
  for (const bar of bars()) bar.querySelector("form").addEventListener("submit", (event) => discardOnServer(event, bar))
}

async function discardOnServer(event, bar) {
  event.preventDefault()
  if (await discarded(bar)) bar.remove()
}

/* Nothing is out of sight that was not discarded. */
async function discarded(bar) {
  const form = bar.querySelector("form")
  const button = form.querySelector("[name=throw_away]")
  try {
    const data = new FormData(form)
    data.set(button.name, button.value)
    data.set("fetched", "1")
    await post(form.action, data, { say, as: "json" })
    return true
  } catch (trouble) {
    sign.trouble(trouble.message)
    return false
  }
}
