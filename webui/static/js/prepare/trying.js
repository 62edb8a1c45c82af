/**
 * The preview of a vote, to try: the same ballot as on a phone, kept by this page alone. Without this
 * script it stands there as a form in which nothing can be pressed.
 */
import "../voting/vote.js";

function tryOut(place) {
  const { trying: id, role, view, peopleLanguage } = place.dataset;
  const seen = JSON.parse(view);
  const vote = document.createElement("tafel-vote");
  Object.assign(vote, {
    view: seen,
    step: { id, ...seen.activities[id] },
    items: [],
    voter: "preview",
    role,
    language: peopleLanguage,
  });
  vote.addEventListener("vote", ({ detail: { values } }) => {
    vote.ballot = { values, rev: (vote.ballot?.rev ?? 0) + 1 };
  });
  place.replaceChildren(vote);
  place.inert = false;
}

for (const place of document.querySelectorAll("[data-trying]")) tryOut(place);
for (const line of document.querySelectorAll("[data-tryable]")) line.hidden = false;
