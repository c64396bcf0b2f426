/* What is typed, kept in the browser's own storage: encrypted with a key of the account, which the server gives to who is
signed in and which is nowhere written down here. Without a secure connection nothing is stored. */

import { post } from "./server.js";

const DATABASE = "newsroom-typed"
const STORE = "texts"
const LONGEST = 30 * 24 * 3600e3 // milliseconds for which a text waits that nobody comes back for
const KEY_AGE = 60e3 // milliseconds after which the key is asked for again: it may have been drawn anew elsewhere
const PATIENCE = 10e3

export const isPossible = Boolean(window.isSecureContext && window.crypto?.subtle && window.indexedDB)

const known = { account: "", key: null, mark: "", asked: 0, isRefused: false }
let database = null
let line = Promise.resolve()

/* One after another: what is dropped is not written again by what came before. */
function inLine(job) {
  const done = line.then(job)
  line = done.catch(() => null)
  return done
}

/* Returns whether the key is another one than before: what was kept with that is open to nobody. */
export async function askForKey(address, say) {
  if (Date.now() - known.asked < KEY_AGE) return false
  known.asked = Date.now()
  const answer = await post(address, new FormData(), { say, as: "json", patience: PATIENCE }).catch(noteRefusal)
  if (!answer?.content.key) {
    if (!known.key) known.asked = 0
    return false
  }
  const raw = Uint8Array.from(atob(answer.content.key), (letter) => letter.charCodeAt(0))
  const mark = String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", raw)))
  if (mark === known.mark) return false
  known.key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"])
  Object.assign(known, { mark, account: answer.content.account })
  return true
}

function noteRefusal({ kind }) {
  known.isRefused ||= kind === "refused"
}

export const hasKey = () => Boolean(known.key)

/* Whether the key is still the one of who is signed in, for all that is known: this page is refused another one after a sign-in
in another tab, and what it keeps then may open to nobody. */
export const isKeyOurs = () => !known.isRefused

/* The server refused something: the key is asked for at once, not in its time. */
export function doubtKey() {
  known.asked = 0
}

export function keepText(name, text) {
  return inLine(async () => {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const bytes = new TextEncoder().encode(JSON.stringify(text))
    const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, known.key, bytes)
    await inStore("readwrite", (store) => store.put({ name, account: known.account, at: Date.now(), iv, closed }))
  })
}

export function drop(name) {
  return inLine(() => forget(name))
}

/* All that one window kept of a form, before it was opened anew too. */
export function dropAll(start) {
  return inLine(async () => {
    const names = await inStore("readonly", (store) => store.getAllKeys())
    for (const name of names) if (name.startsWith(start)) await forget(name)
  })
}

/* The account's texts, newest first; what no key opens any more goes. */
export function texts() {
  return inLine(async () => {
    const rows = await inStore("readonly", (store) => store.getAll())
    const found = []
    for (const row of rows) {
      const text = row.account === known.account ? await opened(row) : null
      if (text) found.push({ name: row.name, ...text })
      else if (row.account === known.account || Date.now() - row.at > LONGEST) await forget(row.name)
    }
    return found.sort((one, other) => other.at - one.at)
  })
}

const forget = (name) => inStore("readwrite", (store) => store.delete(name))

async function opened({ iv, closed }) {
  try {
    const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, known.key, closed)
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null
  }
}

/* The browser's database ------------------------------------------------------------------------------------------- */

async function inStore(mode, action) {
  database ||= await openDatabase()
  return new Promise((resolve, reject) => {
    const steps = database.transaction(STORE, mode, { durability: "strict" })
    const request = action(steps.objectStore(STORE))
    steps.oncomplete = () => resolve(request.result)
    steps.onerror = steps.onabort = () => reject(steps.error)
  })
}

function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "name" })
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      request.result.onversionchange = request.result.onclose = () => {
        request.result.close()
        database = null
      }
      resolve(request.result)
    }
  })
}
