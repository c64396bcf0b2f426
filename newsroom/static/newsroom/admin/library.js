/* Adding pictures: files are dropped or chosen, and each is sent for itself, with its own progress and its own answer. Without
it the form sends them all in one go. */
"use strict"
;(() => {
  const form = document.querySelector("form.picture-upload")
  if (!form) return
  const drop = form.querySelector(".picture-drop")
  const input = form.querySelector("input[type=file]")
  const list = form.querySelector(".picture-progress")
  const next = form.querySelector(".picture-next")
  const say = form.dataset
  const AT_ONCE = 2
  const added = []
  let waiting = []
  let running = 0

  form.classList.add("sends-each")
  input.required = false
  form.querySelector("input[type=submit]").hidden = true

  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties)
    made.append(...children)
    return made
  }

  /* A line for each file: its name, how far it has come, and what became of it. */
  function lineFor(file) {
    const bar = element("progress", { max: 100, value: 0 })
    bar.setAttribute("aria-label", file.name)
    const state = element("span", { className: "state", textContent: say.waiting })
    const line = element("li", {}, element("bdi", { textContent: file.name }), bar, state)
    list.append(line)
    return { line, bar, state }
  }

  function take(files) {
    for (const file of files) waiting.push({ file, ...lineFor(file) })
    work()
  }

  function work() {
    while (running < AT_ONCE && waiting.length) {
      running += 1
      send(waiting.shift())
    }
  }

  function send({ file, line, bar, state }) {
    const data = new FormData()
    data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value)
    data.append("file", file)
    const request = new XMLHttpRequest()
    request.open("POST", form.action)
    request.setRequestHeader("Accept", "application/json")
    request.responseType = "json"
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return
      bar.value = (event.loaded / event.total) * 100
      state.textContent = event.loaded < event.total ? `${Math.round(bar.value)} %` : say.working
    })
    request.addEventListener("loadend", () => {
      running -= 1
      const answer = request.response
      if (request.status === 201 && answer) done(answer, line, state)
      else refused(answer?.error || (request.status === 403 || request.responseURL.includes("/login/") ? say.refused : say.failed), line, state)
      bar.remove()
      work()
    })
    request.send(data)
  }

  function done(picture, line, state) {
    line.classList.add("is-done")
    line.prepend(element("img", { src: picture.thumbnail, width: 60, height: 40, alt: "" }))
    state.textContent = say.done
    line.append(element("a", { href: picture.form, textContent: say.describeOne }))
    if (picture.known) {
      const link = element("a", { href: picture.known.form, textContent: picture.known.name })
      line.append(element("p", { className: "known" }, `${picture.known.sentence} `, link))
    }
    added.push(picture.id)
    const [first, ...rest] = added
    const address = say.describe.replace("/0/", `/${first}/`) + (rest.length ? `?then=${rest.join(",")}` : "")
    const words = rest.length ? say.describeAll : say.describeOne
    next.replaceChildren(element("a", { className: "button", href: address, textContent: `${words} (${added.length})` }))
  }

  function refused(sentence, line, state) {
    line.classList.add("is-refused")
    state.textContent = sentence
  }

  input.addEventListener("change", () => {
    take([...input.files])
    input.value = ""
  })
  form.addEventListener("submit", (event) => event.preventDefault())

  /* The whole window takes what is dropped: a file that misses the frame would otherwise replace the page. */
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files")
  window.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    drop.classList.add("is-over")
  })
  window.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("is-over")
  })
  window.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return
    event.preventDefault()
    drop.classList.remove("is-over")
    take([...event.dataTransfer.files])
  })
  window.addEventListener("beforeunload", (event) => {
    if (running || waiting.length) event.preventDefault()
  })
})()
