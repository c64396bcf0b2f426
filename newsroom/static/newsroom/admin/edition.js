/* A section stands in one edition: choosing it chooses the story's language, and another language takes back a section that is
none of its own. The sections of the story's language come first. */

import { changed } from "./elements.js";
import { field } from "./story_form.js";

const language = field("language")
const section = field("section")

const editionOf = (option) => option?.closest("optgroup")?.label
const chosen = () => language.selectedOptions[0]?.text

function followSection() {
  const edition = editionOf(section.selectedOptions[0])
  const option = [...language.options].find((each) => each.text === edition)
  if (!option || option.selected) return
  option.selected = true
  changed(language, "change")
}

function followLanguage() {
  const edition = editionOf(section.selectedOptions[0])
  if (edition && edition !== chosen()) section.value = ""
  const own = [...section.querySelectorAll("optgroup")].find((group) => group.label === chosen())
  if (own) section.querySelector("optgroup").before(own)
}

if (language?.options && section?.options) {
  section.addEventListener("change", followSection)
  language.addEventListener("change", followLanguage)
  followLanguage()
}
