/* Where a link may lead, as articles/body/addresses.py decides it when the text is saved: its patterns come with the page. */

/* The address as it is kept, with https://, mailto: or %20 where they are missing; null where it leads nowhere. */
export function addressOf(written, { patterns }) {
  const whole = (name, text) => new RegExp(`^(?:${patterns[name]})$`, "iu").exec(text)
  let text = (written || "").replace(/[\t\n\r]+/g, "").trim()
  if (whole("NOTE_LINK", text)) return text
  const telephone = whole("TELEPHONE", text)
  if (telephone) text = `tel:${telephone[1].replace(/[^+0-9]/g, "")}`
  else if (whole("MAILBOX", text)) text = `mailto:${text}`
  else if (text.startsWith("//") && whole("HOST", text.slice(2))) text = `https:${text}`
  else if (whole("HOST", text) && !whole("FILE", text)) text = `https://${text}`
  text = text.replace(/\s/g, "%20")
  return whole("LINK", text) ? text : null
}

/* Whether what was typed means to be a link: it says www, a scheme, or is a mailbox. */
export function looksLikeLink(text) {
  return /^(?:www\.|https?:\/\/)/i.test(text) || /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)
}
