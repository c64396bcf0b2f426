/* Dates that are typed as people write them: says beside the field what was understood, and adds a calendar to choose in.
When the field is left, what was understood stands in it. A field's data-at holds its instant for other scripts. */

import { changed, element } from "./elements.js";
import { ask, newest } from "./server.js";

const PAUSE = 250 // milliseconds after the last letter
const PICKERS = { time: "datetime-local", day: "date" }

function follow(box) {
  const input = box.querySelector("input")
  const said = box.querySelector("output")
  const asking = newest()
  let timer = null

  function tell(sentence, isRefused) {
    said.textContent = sentence
    said.classList.toggle("is-refused", isRefused)
  }

  /* What the server makes of the text; null where it does not answer, or the text has changed since. */
  async function understand() {
    clearTimeout(timer)
    const text = input.value
    if (!text.trim()) {
      asking.stop()
      return { words: box.dataset.empty, at: "", text: "" }
    }
    const query = new URLSearchParams({ text, kind: box.dataset.kind, ...("back" in box.dataset && { back: "" }) })
    try {
      const options = { say: box.dataset, as: "json", signal: asking.next() }
      const { content } = await ask(`${box.dataset.address}?${query}`, options)
      return input.value === text ? content : null
    } catch (trouble) {
      if (trouble.message) tell(trouble.message, false)
      return null
    }
  }

  async function show(isLeft) {
    const found = await understand()
    if (!found) return
    tell(found.refused || found.words, Boolean(found.refused))
    input.dataset.at = found.at || ""
    picker.value = found.picked || ""
    if (isLeft && found.text && found.text !== input.value) {
      input.value = found.text
      input.dispatchEvent(new CustomEvent("time:understood", { bubbles: true }))
    }
  }

  const picker = element("input", { type: PICKERS[box.dataset.kind], tabIndex: -1, className: "typed-time-picker" })
  picker.setAttribute("aria-hidden", "true")
  picker.addEventListener("change", () => {
    if (!picker.value) return
    input.value = picker.value.replace("T", " ")
    changed(input, "input", "change")
  })
  if (picker.showPicker) box.querySelector(".typed-time-box").append(picker, opener(box, picker))

  input.addEventListener("input", () => {
    clearTimeout(timer)
    timer = setTimeout(show, PAUSE)
  })
  input.addEventListener("change", () => show(true))
  if (input.value) show(false)
}

function opener(box, picker) {
  const button = element("button", { type: "button", className: "typed-time-open", title: box.dataset.choose })
  button.setAttribute("aria-label", box.dataset.choose)
  button.addEventListener("click", () => picker.showPicker())
  return button
}

function followAll(part) {
  for (const box of part.querySelectorAll(".typed-time")) {
    if (box.closest(".empty-form") || box.querySelector(".typed-time-open")) continue // a pattern for new rows; done before
    follow(box)
  }
}

followAll(document)
document.addEventListener("formset:added", (event) => followAll(event.target))
