/* What a refused save says, put where it belongs in the page that stays open: at each field, and as a list above the form. */

import { openAround } from "./drawers.js";
import { element } from "./elements.js";
import { form } from "./story_form.js";

const HOLDERS = ".fieldBox, .form-row, td, .inline-related, .inline-group"
let described = []

export function clearComplaints() {
  for (const old of form.querySelectorAll(".errorlist, .errornote")) old.remove()
  for (const row of form.querySelectorAll(".errors")) row.classList.remove("errors")
  for (const box of form.querySelectorAll("[aria-invalid]")) box.removeAttribute("aria-invalid")
  for (const [box, before] of described) before ? box.setAttribute("aria-describedby", before) : box.removeAttribute("aria-describedby")
  described = []
}

/* ``sentences``: instead of what the page says of all of it. The first field that is wrong gets the cursor. */
export function showComplaints(page, sentences = null) {
  const lists = [...page.querySelectorAll("#article_form .errorlist")]
  const ofFields = lists.filter((list) => !list.matches(".nonfield")).map(putAtField).filter(Boolean)
  const general = sentences || textsOf(lists.filter((list) => list.matches(".nonfield")))
  const summary = summaryOf(general, ofFields, page)
  const first = ofFields.find(({ box }) => box)?.box
  if (first && !sentences) focusIn(first)
  else if (summary) summary.focus()
}

function textsOf(lists) {
  return lists.flatMap((list) => [...list.children].map((item) => item.textContent))
}

function putAtField(list) {
  const holder = list.closest(HOLDERS)
  const theirs = holder?.querySelector("input:not([type=hidden])[name], textarea[name], select[name]")
  const box = theirs && form.querySelector(`[name="${CSS.escape(theirs.name)}"]`)
  const row = box?.closest(HOLDERS) || (holder?.id && document.getElementById(holder.id))
  if (!row) return null
  const shown = list.cloneNode(true)
  row.prepend(shown)
  row.classList.add("errors")
  openAround(row)
  if (box) describe(box, shown)
  return { box, list: shown }
}

function describe(box, list) {
  list.id ||= `${box.id}_error`
  described.push([box, box.getAttribute("aria-describedby")])
  box.setAttribute("aria-invalid", "true")
  box.setAttribute("aria-describedby", [list.id, box.getAttribute("aria-describedby")].filter(Boolean).join(" "))
}

/* A sentence of its own stands in a frame of its own, as in a page that comes back; else the head tells how many they are. */
function summaryOf(general, ofFields, page) {
  const links = ofFields.flatMap(({ box, list }) => textsOf([list]).map((text) => leadingTo(box, text)))
  const items = [...general.map((text) => element("li", { textContent: text })), ...links]
  if (!items.length) return null
  const head = element("p", { textContent: page.querySelector(".errornote")?.textContent.trim() || "" })
  const list = element("ul", { className: general.length ? "errorlist nonfield" : "", tabIndex: -1 }, ...items)
  const note = element("div", { className: "errornote" }, head)
  form.querySelector(".story-form").before(note)
  if (general.length) note.after(list)
  else note.append(list)
  return list
}

function leadingTo(box, text) {
  if (!box?.id) return element("li", { textContent: text })
  const link = element("a", { href: `#${box.id}`, textContent: text })
  link.addEventListener("click", (event) => {
    event.preventDefault()
    focusIn(box)
  })
  return element("li", {}, link)
}

/* Also into the editor, and into what the stock script draws in the place of a select. */
function focusIn(box) {
  box.closest("details")?.setAttribute("open", "")
  const drawn = box.parentElement.querySelector(".ProseMirror, .select2-search__field, .select2-selection")
  const target = drawn && !box.checkVisibility() ? drawn : box.classList.contains("select2-hidden-accessible") && drawn ? drawn : box
  target.scrollIntoView({ block: "center" })
  target.focus({ preventScroll: true })
}
