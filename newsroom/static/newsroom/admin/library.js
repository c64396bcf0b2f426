/* Adding pictures: files are dropped or chosen, and each is sent for itself, with its own progress and its own answer. Without
it the form sends them all in one go. */

import { element } from "./elements.js";
import { askBeforeLeaving } from "./unsaved.js";
import { upload } from "./upload.js";

const AT_ONCE = 2
const form = document.querySelector("form.picture-upload")
const drop = form?.querySelector(".picture-drop")
const input = form?.querySelector("input[type=file]")
const list = form?.querySelector(".picture-progress")
const next = form?.querySelector(".picture-next")
const say = form?.dataset
const added = []
const waiting = []
let running = 0

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
  while (running < AT_ONCE && waiting.length) send(waiting.shift())
}

async function send({ file, line, bar, state }) {
  running += 1
  const data = new FormData()
  data.append("file", file)
  const follow = (share) => {
    bar.value = share * 100
    state.textContent = share < 1 ? `${Math.round(bar.value)} %` : say.working
  }
  try {
    done(await upload(form.action, data, { say, follow }), line, state)
  } catch (trouble) {
    refused(trouble.message, line, state)
  }
  bar.remove()
  running -= 1
  work()
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
  offerToDescribe(added)
}

function offerToDescribe([first, ...rest]) {
  const address = say.describe.replace("/0/", `/${first}/`) + (rest.length ? `?then=${rest.join(",")}` : "")
  const words = rest.length ? say.describeAll : say.describeOne
  const textContent = `${words} (${rest.length + 1})`
  next.replaceChildren(element("a", { className: "button", href: address, textContent }))
}

function refused(sentence, line, state) {
  line.classList.add("is-refused")
  state.textContent = sentence
}

/* The whole window takes what is dropped: a file that misses the frame would otherwise replace the page. */
function takeDrops() {
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
}

function start() {
  form.classList.add("sends-each")
  input.required = false
  form.querySelector("input[type=submit]").hidden = true
  input.addEventListener("change", () => {
    take([...input.files])
    input.value = ""
  })
  form.addEventListener("submit", (event) => event.preventDefault())
  askBeforeLeaving(() => running || waiting.length)
  takeDrops()
}

if (form) start()
