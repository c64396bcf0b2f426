/* The writing form: what makes it pleasant. Everything works without it, slower. */

import { element, grow, onChosen } from "./elements.js";
import { field, form } from "./story_form.js";
import { saveByKeys } from "./unsaved.js";

const SUBJECTS = ["people", "places", "organizations"]
const main = document.getElementById("id_main_subjects")
const publishButton = () => form.querySelector("[name=_publish]")

/* The headline and the dek grow with their text; a headline is one line to the end. */
function growWithText(box) {
  const left = element("span", { className: "letters-left" })
  left.setAttribute("aria-live", "polite")
  box.after(left)
  const follow = () => {
    grow(box)
    const limit = Number(box.dataset.limit)
    left.textContent = box.value.length > limit * 0.9 ? `${box.value.length} / ${limit}` : ""
    left.classList.toggle("too-many", box.value.length > limit)
  }
  box.addEventListener("input", follow)
  window.addEventListener("resize", () => grow(box))
  follow()
}

/* What the story is about: a tick for each tagged subject. */
function followSubjects() {
  const ticked = new Set([...main.querySelectorAll("input:checked")].map((box) => box.value))
  const tagged = SUBJECTS.flatMap((name) => [...(field(name)?.selectedOptions || [])])
  main.replaceChildren(
    ...tagged.map((option) => {
      const box = element("input", { type: "checkbox", name: "main_subjects", value: option.value })
      box.defaultChecked = box.checked = ticked.has(option.value)
      return element("label", {}, box, ` ${option.text.replace(/ \(#\d+\)$/, "").split(", ")[0]}`)
    }),
  )
  main.closest(".form-row").classList.toggle("nothing-tagged", !tagged.length)
}

/* Topics are looked for in the story's edition. */
function followLanguage() {
  const language = field("language")?.value
  const topics = field("topics")
  if (!language || !topics || !window.django) return
  const $ = window.django.jQuery
  const address = topics.getAttribute("data-ajax--url").replace(/language=[^&]*/, `language=${language}`)
  topics.setAttribute("data-ajax--url", address)
  const add = document.getElementById("add_id_topics")
  if (add) add.href = withLanguage(add.href, language)
  if ($(topics).data("select2")) {
    $(topics).select2("destroy")
    $(topics).removeData("ajax--url")
    $(topics).djangoAdminSelect2()
    document.dispatchEvent(new CustomEvent("selects:drawn"))
  }
}

function withLanguage(address, language) {
  const url = new URL(address)
  url.searchParams.set("language", language)
  return url.toString()
}

/* The button says what it will do, and the sentence below it what that means. */
function followTime() {
  const time = field("published_at")
  const publish = publishButton()
  if (!publish || !time) return
  const typed = time.value.trim() ? Date.parse(time.dataset.at) : NaN
  const isLater = typed > Date.now()
  publish.value = isLater ? publish.dataset.schedule : publish.dataset.publish
  const promise = form.querySelector(".promise")
  if (!promise) return
  promise.querySelector("[data-now]").hidden = isLater
  promise.querySelector("[data-later]").hidden = !isLater
}

/* What stays in sight below the bar begins where it ends: on a phone it has as many lines as its sentences need. */
function measureBar() {
  const bar = document.querySelector("body.writing:not(.tagging) .story-bar")
  if (bar) new ResizeObserver(() => document.body.style.setProperty("--story-bar", `${bar.offsetHeight}px`)).observe(bar)
}

measureBar()
for (const box of form.querySelectorAll("textarea.story-title, textarea.story-dek")) growWithText(box)
form.querySelector("textarea.story-title")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault()
})
saveByKeys(form, { s: () => form.querySelector("[name=_continue]") })
window.addEventListener("load", () => {
  if (main) {
    for (const name of SUBJECTS) if (field(name)) onChosen(field(name), followSubjects)
    followSubjects()
  }
  field("language")?.addEventListener("change", followLanguage)
  if (field("published_at")) setInterval(followTime, 1000)
  followTime()
})
