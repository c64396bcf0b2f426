/* Asking the server from a script. Whatever goes wrong comes back as one sentence for the person: the server's own where it
sends one, else one of the panel's, which stand in its data (data-signed-out, data-refused, data-too-large, data-busy,
data-slow, data-failed). Only this module and upload.js speak with the server. */

const TOKEN = "csrfmiddlewaretoken"
/* Where a panel has no sentence for what happened, the one that comes nearest. */
const NEAREST = { signedOut: "refused", refused: "signedOut", tooLarge: "failed", busy: "failed", slow: "failed" }

/* What went wrong: a sentence, its kind, and the status of the answer, 0 where none came. */
class Refusal extends Error {
  constructor(kind, status, say, sentence) {
    super(sentence || say[kind] || say[NEAREST[kind]] || "")
    this.kind = kind
    this.status = status
  }
}

export function refusalOf({ status, isRedirected, content }, say) {
  return new Refusal(kindOf(status, isRedirected), status, say, content?.sentence || content?.error)
}

function kindOf(status, isRedirected) {
  if (isRedirected || status === 401) return "signedOut" // whoever is not signed in is led to the sign-in page
  if (status === 403 || status === 404) return "refused"
  return { 413: "tooLarge", 503: "busy" }[status] || "failed"
}

/* The fields to post, with the token that shows that a page of ours sends them. */
export function withToken(data) {
  if (!data.has(TOKEN)) data.append(TOKEN, document.querySelector(`form [name=${TOKEN}]`).value)
  return data
}

/* The token of a page that was fetched just now, in all forms of this one. */
export function takeToken(page) {
  const fresh = page.querySelector(`form [name=${TOKEN}]`)?.value
  for (const box of fresh ? document.querySelectorAll(`[name=${TOKEN}]`) : []) box.value = fresh
}

export function post(address, data, options) {
  return ask(address, { ...options, method: "POST", body: withToken(data) })
}

/* {isFine, content}: the content as "text" or "json". ``accepts`` names a status that is no trouble though it is not fine;
after so many milliseconds of ``patience`` the question is given up. */
export async function ask(address, { say, as = "text", accepts = null, patience = 0, ...request }) {
  const limit = patience ? AbortSignal.timeout(patience) : null
  try {
    const answer = await fetch(address, limit ? { ...request, signal: either(request.signal, limit) } : request)
    const isAwaited = answer.ok && !answer.redirected
    if (isAwaited || answer.status === accepts) return { isFine: answer.ok, content: await answer[as]() }
    throw refusalOf({ status: answer.status, isRedirected: answer.redirected, content: await jsonOf(answer) }, say)
  } catch (trouble) {
    if (trouble instanceof Refusal || request.signal?.aborted) throw trouble
    if (limit?.aborted) throw new Refusal("slow", 0, say)
    throw new Refusal("failed", 0, say) // no connection, or something in between that answers in our place
  }
}

function either(signal, limit) {
  return signal ? AbortSignal.any([signal, limit]) : limit
}

async function jsonOf(answer) {
  return answer.headers.get("Content-Type")?.startsWith("application/json") ? answer.json() : null
}

/* The last word of a page that is being left: it is sent, and nobody waits for an answer. */
export function sendLast(address, data) {
  navigator.sendBeacon(address, withToken(data))
}

/* Of several questions only the newest counts: a new one lets go of the one before. */
export function newest() {
  let current = null
  return {
    next() {
      current?.abort()
      current = new AbortController()
      return current.signal
    },
    stop: () => current?.abort(),
  }
}
