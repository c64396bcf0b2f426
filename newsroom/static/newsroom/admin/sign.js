/* The sign beside Save: where the newest words are. On this computer, on the server, or saved; and what is in the way. */

const line = document.getElementById("keeping")
export const say = line?.dataset
/* When the words were kept in each place, of those that were typed since the last save; what went wrong, or was saved. */
const known = { computer: 0, server: 0, trouble: "", saved: "", mayStay: false }

export const sign = {
  typed: () => tell({ saved: "" }),
  saving: () => tell({ saved: say.saving, trouble: "" }, "saving"),
  saved: (sentence) => tell({ saved: sentence, trouble: "", computer: 0, server: 0 }),
  onComputer: (isOurs) => tell({ computer: isOurs ? Date.now() : 0, saved: "" }),
  onServer: () => tell({ server: Date.now(), saved: "", trouble: "" }),
  trouble: (sentence) => tell({ trouble: sentence, saved: "" }),
  noPlace: () => tell({ mayStay: true }),
}

function tell(news, state) {
  Object.assign(known, news)
  if (!line) return
  const now = state || stateOf()
  /* Read aloud where somebody has to know; not every few seconds. */
  line.setAttribute("aria-live", ["trouble", "saved"].includes(now) ? "polite" : "off")
  line.dataset.state = now
  line.classList.toggle("is-trouble", now === "trouble")
  const sentence = sentenceOf(now)
  if (line.textContent !== sentence) line.textContent = sentence
}

function stateOf() {
  if (known.trouble) return "trouble"
  if (known.saved) return "saved"
  if (known.server && known.server >= known.computer) return "server"
  if (known.computer) return "computer"
  return known.mayStay ? "nowhere" : ""
}

function sentenceOf(state) {
  const here = known.mayStay ? say.noPlace : known.computer ? `${say.computer} ${clock(known.computer)}` : ""
  if (state === "trouble") return [known.trouble, here].filter(Boolean).join(" ")
  if (state === "saved" || state === "saving") return known.saved
  if (state === "server") return `${say.server} ${clock(known.server)}`
  return here
}

/* In the newsroom's time, as all times of the admin. */
export function clock(time) {
  return newsroomTime(time).toISOString().slice(11, 19)
}

export function day(time) {
  const words = { dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone: "UTC" }
  return newsroomTime(time).toLocaleString(document.documentElement.lang || undefined, words)
}

function newsroomTime(time) {
  return new Date(time + Number(document.body.dataset.adminUtcOffset || 0) * 1000)
}
