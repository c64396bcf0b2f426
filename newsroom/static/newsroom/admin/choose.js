/* Choosing a picture for a story: the library in a dialogue over the form. Whoever needs a picture dispatches "pictures:choose"
on the document with a function that gets it: {id, token, thumbnail, shown, alt, caption, credit, form, lacks}. */
"use strict"
;(() => {
  const dialog = document.getElementById("story-pictures")
  if (!dialog) return
  const body = dialog.querySelector(".choose-body")
  const say = dialog.dataset
  const token = () => document.querySelector("form [name=csrfmiddlewaretoken]").value
  let use = null
  let current = null

  async function show(query = "", page = "") {
    current?.abort()
    const mine = (current = new AbortController())
    body.setAttribute("aria-busy", "true")
    try {
      const address = `${say.choose}?${new URLSearchParams({ q: query, page })}`
      const answer = await fetch(address, { signal: mine.signal })
      if (answer.redirected || answer.status === 403) throw new Error(say.refused)
      if (!answer.ok) throw new Error(say.failed)
      body.innerHTML = await answer.text() // made by our own template, which escapes every word
      body.querySelector("[type=search]").focus()
    } catch (error) {
      if (mine.signal.aborted) return
      body.textContent = error instanceof TypeError ? say.failed : error.message
    }
    body.removeAttribute("aria-busy")
  }

  function choose(picture) {
    dialog.close()
    use?.(picture)
    use = null
  }

  document.addEventListener("pictures:choose", (event) => {
    use = event.detail
    body.replaceChildren() // what was looked for the last time, and a box that is about to be drawn anew
    dialog.showModal()
    show()
  })
  dialog.querySelector(".choose-close").addEventListener("click", () => dialog.close())
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) return dialog.close() // beside it
    const picture = event.target.closest("[data-picture]")
    if (picture) return choose(JSON.parse(picture.dataset.picture))
    const page = event.target.closest("[data-page]")
    if (page) show(body.querySelector("[type=search]").value, page.dataset.page)
  })

  /* Forms in the dialogue are no part of the story's. */
  dialog.addEventListener("submit", (event) => {
    event.preventDefault()
    if (event.target.matches(".choose-search")) show(event.target.elements.q.value)
    else add(event.target)
  })

  function add(form) {
    const [bar, problem, button] = ["progress", "[role=alert]", "button"].map((name) => form.querySelector(name))
    const data = new FormData(form)
    data.append("csrfmiddlewaretoken", token())
    const request = new XMLHttpRequest()
    request.open("POST", form.action)
    request.setRequestHeader("Accept", "application/json")
    request.responseType = "json"
    request.upload.addEventListener("progress", (event) => (bar.value = (event.loaded / event.total) * 100))
    request.addEventListener("loadend", () => {
      bar.hidden = true
      button.disabled = false
      if (request.status === 201 && request.response) choose(request.response)
      else problem.textContent = request.response?.error || (request.status === 403 ? say.refused : say.failed)
    })
    problem.textContent = ""
    bar.hidden = false
    button.disabled = true
    request.send(data)
  }

  /* The lead picture -------------------------------------------------------------------------------------------------- */

  const lead = document.querySelector("[data-lead-picture]")
  if (!lead) return
  const input = lead.querySelector("input")
  const part = (name) => lead.querySelector(`.lead-picture-${name}`)
  const button = (name) => lead.querySelector(`[data-${name}]`)

  lead.classList.add("is-chosen-by-script")
  part("moves").hidden = false
  button("remove").hidden = !input.value

  function set(picture) {
    input.value = picture?.id || ""
    part("shown").hidden = !picture
    button("remove").hidden = !picture
    if (picture) {
      lead.querySelector("img").src = picture.thumbnail
      for (const [name, missing] of [["alt", lead.dataset.noDescription], ["credit", lead.dataset.noCredit]]) {
        part(name).textContent = picture[name] || missing
        part(name).classList.toggle("is-missing", !picture[name])
      }
      part("lacks").textContent = picture.lacks
      part("form").href = picture.form
    }
    input.dispatchEvent(new Event("change", { bubbles: true }))
  }
  button("choose").addEventListener("click", () => {
    document.dispatchEvent(new CustomEvent("pictures:choose", { detail: set }))
  })
  button("remove").addEventListener("click", () => {
    set(null)
    button("choose").focus()
  })
})()
