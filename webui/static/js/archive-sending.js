/**
 * Sends an archive with a bar that tells how far it is, and says before sending that one is too
 * large. Without script the form is sent as any other, and the box says it afterwards.
 */
const FORM = "form[data-sending]";

document.addEventListener("change", ({ target }) => {
  if (target.matches(`${FORM} [data-most]`)) target.setCustomValidity(objection(target));
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest(FORM);
  if (!form?.elements.archive.files.length) return; // from a stick: nothing is sent
  event.preventDefault();
  send(form, event.submitter);
});

function objection({ files: [file], dataset }) {
  if (!file) return "";
  if (file.size > Number(dataset.most)) return dataset.tooLarge;
  return dataset.room && file.size > Number(dataset.room) ? dataset.noRoom : "";
}

function send(form, button) {
  const [says, bar] = form.querySelectorAll(".sending > *");
  const request = new XMLHttpRequest();
  button.disabled = true;
  bar.hidden = false;
  says.textContent = form.dataset.sending;
  request.upload.onprogress = ({ loaded, total }) => (bar.value = (100 * loaded) / total);
  request.upload.onload = () => (says.textContent = form.dataset.checking);
  request.onload = () => show(request.responseText) || request.onerror();
  request.onerror = () => {
    button.disabled = false;
    bar.hidden = true;
    says.textContent = form.dataset.stopped;
  };
  request.open("POST", form.action);
  request.setRequestHeader("Accept", "text/html");
  request.send(new FormData(form));
}

/** Show the page that the box answered with; whether it is one. */
function show(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const main = page.querySelector("main");
  if (!main) return false;
  document.title = page.title;
  document.querySelector("main").replaceWith(main);
  main.focus();
  for (const { src } of page.querySelectorAll("script[src]")) import(src);
  return true;
}
