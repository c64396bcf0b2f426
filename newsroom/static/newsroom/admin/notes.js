/* The notes of a story: posted by themselves, so that the text in the form stays as it is; after @ colleagues are offered. */
"use strict"
;(() => {
  const section = document.getElementById("notes")
  const form = document.getElementById("note-form")
  if (!section || !form) return
  const box = document.getElementById("note-text")
  const thread = section.querySelector(".notes-thread")
  const status = section.querySelector(".notes-status")
  const send = section.querySelector(".note-send")
  const say = section.dataset

  /* What is typed here is no change of the story: the big form, within which this stands, shall not hear of it. */
  for (const kind of ["input", "change"]) section.addEventListener(kind, (event) => event.stopPropagation())
  box.addEventListener("keydown", (event) => {
    if (event.key === "s" && (event.ctrlKey || event.metaKey)) return
    event.stopPropagation()
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      form.requestSubmit(send)
    }
  })
  window.addEventListener("beforeunload", (event) => {
    if (box.value.trim() && !leaving) event.preventDefault()
  })
  let leaving = false
  document.getElementById("article_form")?.addEventListener("submit", (event) => {
    leaving = event.submitter?.formTarget !== "_blank" // else a look at it, in another tab
  })

  /* Sending --------------------------------------------------------------------------------------------------------- */

  let busy = false
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    if (busy) return
    busy = true
    const isNote = !event.submitter || event.submitter === send
    section.setAttribute("aria-busy", "true")
    try {
      await post(event.submitter?.getAttribute("formaction") || form.getAttribute("action"), isNote)
    } catch (error) {
      complain(error instanceof TypeError ? say.failed : error.message)
    }
    section.removeAttribute("aria-busy")
    busy = false
  })

  async function post(address, isNote) {
    const data = new FormData(form)
    data.set("fetched", "1")
    const answer = await fetch(address, { method: "POST", body: data })
    if (answer.redirected || answer.status === 403) throw new Error(say.refused)
    if (!answer.ok && answer.status !== 422) throw new Error(say.failed)
    thread.innerHTML = await answer.text() // made by our own template, which escapes every name
    if (!answer.ok) return box.focus()
    status.textContent = say.sent
    if (isNote) {
      box.value = ""
      grow()
      box.focus()
    } else section.querySelector("button")?.focus()
  }

  function complain(sentence) {
    thread.querySelector(".notes-problem")?.remove()
    const line = document.createElement("p")
    line.className = "notes-problem"
    line.setAttribute("role", "alert")
    line.textContent = sentence
    thread.prepend(line)
  }

  function grow() {
    box.style.height = "auto"
    box.style.height = `${box.scrollHeight + 2}px`
  }
  box.addEventListener("input", grow)

  /* Colleagues after @ ---------------------------------------------------------------------------------------------- */

  const people = [...section.querySelectorAll(".note-colleagues li")].map((row) => ({
    username: row.dataset.username,
    name: row.textContent.trim(),
  }))
  const list = document.createElement("ul")
  list.id = "note-offer"
  list.className = "note-offer"
  list.hidden = true
  list.setAttribute("role", "listbox")
  list.setAttribute("aria-label", section.querySelector("#notes-heading").textContent)
  box.after(list)
  box.setAttribute("aria-controls", list.id)
  box.setAttribute("aria-autocomplete", "list")
  let chosen = 0

  function typedName() {
    return box.value.slice(0, box.selectionStart).match(/(?:^|[^\p{L}\p{N}_@.+-])@([\p{L}\p{N}_.+-]*)$/u)?.[1]
  }

  function offer() {
    const typed = typedName()?.toLocaleLowerCase()
    const fits = (text) => text.toLocaleLowerCase().split(/\s+/).some((word) => word.startsWith(typed))
    const found = typed === undefined ? [] : people.filter((one) => fits(one.username) || fits(one.name)).slice(0, 6)
    chosen = 0
    list.replaceChildren(...found.map(row))
    list.hidden = !found.length
    mark()
  }

  function row(one, number) {
    const item = document.createElement("li")
    item.id = `note-offer-${number}`
    item.setAttribute("role", "option")
    item.dataset.username = one.username
    const name = document.createElement("b")
    name.textContent = one.name || one.username
    item.append(name, ` @${one.username}`)
    return item
  }

  function mark() {
    ;[...list.children].forEach((item, number) => item.setAttribute("aria-selected", number === chosen))
    if (list.hidden) box.removeAttribute("aria-activedescendant")
    else box.setAttribute("aria-activedescendant", `note-offer-${chosen}`)
  }

  function take(item) {
    const end = box.selectionStart
    const start = end - typedName().length
    box.setRangeText(`${item.dataset.username} `, start, end, "end")
    list.hidden = true
    mark()
    box.focus()
  }

  box.addEventListener("input", offer)
  box.addEventListener("click", offer)
  box.addEventListener("blur", () => setTimeout(() => ((list.hidden = true), mark()), 150))
  box.addEventListener("keydown", (event) => {
    if (list.hidden || event.ctrlKey || event.metaKey) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      chosen = (chosen + step + list.children.length) % list.children.length
      mark()
    } else if (event.key === "Enter" || event.key === "Tab") take(list.children[chosen])
    else if (event.key === "Escape") list.hidden = true
    else return
    event.preventDefault()
  })
  list.addEventListener("mousedown", (event) => event.preventDefault())
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li")
    if (item) take(item)
  })
})()
