/* The addresses of cards, as articles/body/embeds.py decides them when the text is saved: its patterns come with the page. */

import { addressOf } from "./addresses.js";

/* The address that a card of it leads to, that of a frame as the page that holds the same; null where it makes no card. */
export function cardAddress(written, rules) {
  let href = addressOf(written, rules)
  for (let step = 0; href && step < 3; step += 1) href = pageOf(href, rules)
  return href && href.length <= rules.longest && isWhole(href, rules) ? href : null
}

function isWhole(href, { patterns }) {
  return new RegExp(`^(?:${patterns.CARD})$`, "iu").test(href) && URL.canParse(href)
}

function pageOf(href, rules) {
  for (const [pattern, page] of href.length <= rules.longest ? rules.pages : []) {
    const found = new RegExp(`^(?:${pattern})$`, "iu").exec(href)
    if (!found) continue
    return page === "%1" ? addressOf(decoded(found[1]), rules) : page.replace(/\$([12])/g, (_, group) => found[group])
  }
  return href
}

function decoded(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/* The HTML with a frame in the place of a script that says which post it would show. */
export function withFrames(html, { patterns }) {
  return html.replace(new RegExp(patterns.TELEGRAM, "giu"), '<iframe src="https://t.me/$1"></iframe>')
}

/* The address of the card that the markup of another site becomes: of a frame, or of what its script would make one. */
export function heldIn(element, rules) {
  const { src, href, instgrmPermalink, instgrmCaptioned } = element.dataset
  switch (element.localName) {
    case "iframe":
      return cardAddress(element.getAttribute("src"), rules) || cardAddress(src, rules)
    case "blockquote":
      return instgrmCaptioned === undefined ? cardAddress(instgrmPermalink, rules) : null
    case "div":
      return rules.FACEBOOK_CLASS.test(element.className) ? cardAddress(href, rules) : null
    default:
      return null
  }
}

/* What a frame says that it shows, if it says anything. */
export function titleOfFrame(title, rules) {
  const words = (title || "").split(/\s+/).filter(Boolean).join(" ")
  return rules.NO_TITLE.test(words) ? "" : words
}

/* The name of the site, or its host. */
export function siteOf(href, rules) {
  const host = hostOf(href)
  const end = Object.keys(rules.sites).find((each) => host === each || host.endsWith(`.${each}`))
  return end ? rules.sites[end] : host
}

function hostOf(href) {
  const host = URL.canParse(href) ? new URL(href).hostname : ""
  return host.replace(/^www\./, "")
}
