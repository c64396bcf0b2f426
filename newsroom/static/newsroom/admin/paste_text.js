/* Plain text as paragraphs. Viewers of PDF files end each line where the page did, and part words there: such lines are joined,
and the writer may have them back. */

import { blocksIn } from "./paste_blocks.js";

const SENTENCE_ENDS = /[.!?…:;។。؟][\])»”"'’“]*$/
const PARTED = /\p{L}[-\u00ad\u2010]$/u
const GOES_ON = /[,–—([«„-]$/
const LOWER = /^["'«„“(]?\p{Ll}/u
const HYPHEN_END = /[-\u00ad\u2010]$/
const QUOTED = /^>+ ?/ // as mail marks the words of others
const WRAPPED = { from: 45, to: 110 } // letters in a line of a page

/* {joined, kept, isJoined}: the text as HTML with its lines joined and with each line on its own. */
export function paragraphsOf(text, rules) {
  const lines = text.replace(/[\ufb00-\ufb06]/g, (letters) => letters.normalize("NFKC")).replace(/\r\n?/g, "\n").replace(/\n\f/g, "\n").replace(/\u2029/g, "\n\n")
  const blocks = lines.split(/\n(?:[^\S\n\u000b\u000c\u0085\u2028]*\n)+/).map((block) => block.split("\n").map((line) => line.trim()).filter(Boolean))
  const joined = blocks.flatMap((block) => joinedLines(block, rules))
  const kept = blocks.flat()
  return { joined: htmlOf(joined, rules), kept: htmlOf(kept, rules), isJoined: joined.length < kept.length }
}

function joinedLines(lines, rules) {
  const longest = Math.max(0, ...lines.map((line) => line.length))
  const isWrapped = lines.some((line, at) => at && isSurelyOne(lines[at - 1], line)) && longest <= WRAPPED.to
  const found = []
  lines.forEach((line, at) => {
    const before = lines[at - 1]
    const isItem = rules.BULLET_START.test(line) || rules.NUMBER_START.test(line)
    if (!at || isItem || !areOne(before, line, longest, isWrapped)) found.push(line)
    else found.push(join(found.pop(), line))
  })
  return found
}

function isSurelyOne(before, written) {
  const line = written.replace(QUOTED, "")
  return LOWER.test(line) || (PARTED.test(before) && /^\p{L}/u.test(line))
}

function areOne(before, line, longest, isWrapped) {
  if (QUOTED.test(before) !== QUOTED.test(line)) return false
  if (isSurelyOne(before, line) || GOES_ON.test(before)) return true
  const isLong = before.length >= WRAPPED.from && before.length <= WRAPPED.to
  if (!SENTENCE_ENDS.test(before)) return isLong && before.length >= longest * 0.7
  return isWrapped && isLong && before.length >= longest * 0.9
}

function join(before, written) {
  const line = written.replace(QUOTED, "")
  return PARTED.test(before) && LOWER.test(line) ? before.replace(HYPHEN_END, "") + line : `${before}${PARTED.test(before) ? "" : " "}${line}`
}

/* The words go in as text: what looks like a tag in them is none in the HTML. */
function htmlOf(paragraphs, rules) {
  const { body } = document.implementation.createHTMLDocument("")
  for (const paragraph of paragraphs) {
    const made = document.createElement("p")
    const isQuoted = QUOTED.test(paragraph)
    if (isQuoted && body.lastChild?.localName !== "blockquote") body.append(document.createElement("blockquote"))
    paragraph.replace(QUOTED, "").split(rules.SEPARATOR).forEach((line, at) => made.append(...(at ? [document.createElement("br")] : []), line))
    const place = isQuoted ? body.lastChild : body
    place.append(made)
  }
  blocksIn(body, rules, () => false)
  return body.innerHTML
}
