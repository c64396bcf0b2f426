/* One line under the toolbar that says what became of a paste: what was left out, or that lines were joined. It can be undone until
something else is written, and put away. */

import { element } from "./elements.js";

export function noticeLine(bar, titles) {
  const words = element("span")
  const actions = element("span", { className: "paste-actions" })
  const line = element("p", { className: "paste-notice", hidden: true }, words, actions)
  const live = element("div", { className: "paste-live" }, line)
  live.setAttribute("role", "status")
  bar.after(live)
  const hide = () => {
    line.hidden = true
    words.textContent = ""
    actions.replaceChildren()
  }
  const button = (label, action, isLast) => {
    const made = element("button", { type: "button", textContent: label, className: isLast ? "paste-dismiss" : "" })
    made.addEventListener("click", () => {
      hide()
      action?.()
    })
    return made
  }
  return {
    /* ``choices``: [label, action] of each button. */
    say(sentence, choices = []) {
      words.textContent = sentence
      actions.replaceChildren(...choices.map(([label, action]) => button(label, action)), button(titles["paste:dismiss"], null, true))
      live.style.top = `calc(${getComputedStyle(bar).top} + ${bar.offsetHeight}px)` // both stay in sight
      line.hidden = false
    },
    /* The text has changed since: what the buttons would take back is no longer the last step. */
    forget() {
      actions.replaceChildren(...[...actions.children].filter((each) => each.className === "paste-dismiss"))
    },
  }
}

/* What was left out, in one sentence. */
export function sentenceOf(left, titles) {
  const words = [...left].filter((kind) => !["embeds", "cards"].includes(kind)).map((kind) => titles[`paste:${kind}`])
  const list = new Intl.ListFormat(document.documentElement.lang || "en", { type: "conjunction" })
  const sentences = []
  if (words.length) sentences.push(`${titles["paste:left"]} ${list.format(words)}.`)
  for (const kind of ["cards", "embeds"]) if (left.has(kind)) sentences.push(titles[`paste:${kind}`])
  return sentences.join(" ")
}
