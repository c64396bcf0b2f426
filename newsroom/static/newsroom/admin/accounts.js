/* The button that copies an invitation's link. Without scripts or a clipboard the field is copied by hand. */

const link = document.getElementById("the-link")
const button = document.getElementById("copy-link")
link.addEventListener("focus", () => link.select())
if (navigator.clipboard) {
  button.hidden = false
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link.value)
    button.textContent = button.dataset.done
  })
}
