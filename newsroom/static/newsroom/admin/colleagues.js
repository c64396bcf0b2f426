/* Colleagues are offered after @, where a note is typed: their names stand in the page, in a hidden list. */

import { element } from "./elements.js";

const MOST = 6

/* The letters after the @ in which the cursor stands; nothing where there is none. */
function typedName(box) {
  return box.value.slice(0, box.selectionStart).match(/(?:^|[^\p{L}\p{N}_@.+-])@([\p{L}\p{N}_.+-]*)$/u)?.[1]
}

function colleaguesIn(section) {
  return [...section.querySelectorAll(".note-colleagues li")].map((row) => ({
    username: row.dataset.username,
    name: row.textContent.trim(),
  }))
}

function fitting(colleagues, name) {
  if (name === undefined) return []
  const typed = name.toLocaleLowerCase()
  const fits = (text) => text.toLocaleLowerCase().split(/\s+/).some((word) => word.startsWith(typed))
  return colleagues.filter((one) => fits(one.username) || fits(one.name)).slice(0, MOST)
}

function rowOf(one, number) {
  const name = element("b", { textContent: one.name || one.username })
  const item = element("li", { id: `note-offer-${number}` }, name, ` @${one.username}`)
  item.setAttribute("role", "option")
  item.dataset.username = one.username
  return item
}

function listAfter(box, label) {
  const list = element("ul", { id: "note-offer", className: "note-offer", hidden: true })
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", label)
  box.after(list)
  box.setAttribute("aria-controls", list.id)
  box.setAttribute("aria-autocomplete", "list")
  return list
}

export function offerColleagues(box, section) {
  const colleagues = colleaguesIn(section)
  const list = listAfter(box, section.querySelector("#notes-heading").textContent)
  let chosen = 0

  function offer() {
    const found = fitting(colleagues, typedName(box))
    chosen = 0
    list.replaceChildren(...found.map(rowOf))
    list.hidden = !found.length
    mark()
  }

  function mark() {
    ;[...list.children].forEach((item, number) => item.setAttribute("aria-selected", number === chosen))
    if (list.hidden) box.removeAttribute("aria-activedescendant")
    else box.setAttribute("aria-activedescendant", `note-offer-${chosen}`)
  }

  function take(item) {
    const end = box.selectionStart
    box.setRangeText(`${item.dataset.username} `, end - typedName(box).length, end, "end")
    list.hidden = true
    mark()
    box.focus()
  }

  function steer(event) {
    if (list.hidden || event.ctrlKey || event.metaKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      chosen = (chosen + step + list.children.length) % list.children.length
      mark()
    } else if (event.key === "Enter" || event.key === "Tab") take(list.children[chosen])
    else if (event.key === "Escape") list.hidden = true
    else return
    event.preventDefault()
  }

  box.addEventListener("input", offer)
  box.addEventListener("click", offer)
  box.addEventListener("blur", () => setTimeout(() => ((list.hidden = true), mark()), 150))
  box.addEventListener("keydown", steer)
  list.addEventListener("mousedown", (event) => event.preventDefault())
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li")
    if (item) take(item)
  })
}
