/* Lists: what may be done with ticked rows stands as buttons in a bar that comes with the first tick, and a filter that is
open closes when something else is pressed. Without this file there is the stock menu with "Go". */

import { element } from "./elements.js";

const list = document.getElementById("changelist-form")

function makeBar(actions) {
  const menu = actions.querySelector("select[name=action]")
  const go = actions.querySelector("button[name=index]")
  const boxes = () => [...list.querySelectorAll("input.action-select")]
  const buttons = [...menu.options].filter((option) => option.value).map((option) => {
    const button = element("button", { type: "button", className: "button bar-action" }, option.text)
    button.addEventListener("click", () => {
      menu.value = option.value
      go.click()
    })
    return button
  })
  const none = element("button", { type: "button", className: "bar-none" }, actions.dataset.none)
  none.addEventListener("click", () => {
    for (const box of boxes().filter((each) => each.checked)) box.click()
  })
  actions.append(element("span", { className: "bar-actions" }, ...buttons), none)
  actions.setAttribute("role", "region")
  actions.setAttribute("aria-label", actions.dataset.label)
  actions.classList.add("is-bar")
  const follow = () => {
    const isShown = boxes().some((box) => box.checked)
    actions.classList.toggle("is-shown", isShown)
    document.body.classList.toggle("has-bar", isShown)
  }
  list.addEventListener("change", follow)
  list.addEventListener("click", () => setTimeout(follow)) // the box that ticks all says so to the stock script alone
  window.addEventListener("pageshow", follow)
  follow()
}

function closeFilters(event) {
  for (const open of document.querySelectorAll(".chips details[open]")) {
    if (open.contains(event.target) && event.key !== "Escape") continue
    open.removeAttribute("open")
    if (event.key === "Escape") open.querySelector("summary").focus()
  }
}

const actions = list?.querySelector(".actions")
if (actions) makeBar(actions)
document.addEventListener("click", closeFilters)
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeFilters(event)
})
