/* Every screen of the admin: lists stay as they were searched, and choices that are found by typing have a name. */

import { keepList } from "./kept_list.js";

keepList()

/* What the autocomplete draws in the place of a select is called as the select is. */
function nameSelects() {
  for (const select of document.querySelectorAll("select.admin-autocomplete")) {
    const label = document.querySelector(`label[for="${select.id}"]`)?.textContent.trim().replace(/:$/, "")
    const name = label || select.getAttribute("aria-label")
    const box = select.nextElementSibling
    const drawn = box?.querySelectorAll("[role=combobox], [role=textbox], .select2-search__field") || []
    for (const part of name ? drawn : []) {
      part.removeAttribute("aria-labelledby")
      part.setAttribute("aria-label", name)
    }
    box?.querySelector("ul")?.setAttribute("role", "presentation") // between the chips stands the field, which is no item
  }
}
/* The stock script draws them some time after the page is read, at times after "load" even: wait in jQuery's own line. */
window.addEventListener("load", () => window.django?.jQuery(nameSelects))
document.addEventListener("formset:added", () => setTimeout(nameSelects)) // after the stock script has drawn it
document.addEventListener("selects:drawn", nameSelects)
