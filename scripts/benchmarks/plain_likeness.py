"""The references for what says the same: letters by difflib, words by scikit-learn."""

import difflib
from collections.abc import Callable, Sequence

from appliance.assist.suggestions import Text

from .labelled import Found, Labelled, found

Stands = dict[str, str]
Levels = Callable[[float], Stands]
"""Where each text stands, by id, when texts that are alike for so much (0 to 1) come together."""


def best(texts: Labelled, levels: Levels) -> Found:
    """What is found at the level that suits these texts best; looked up, so flattering."""
    tried = [found(texts.says, levels(number / 40)) for number in range(2, 39)]
    return max(tried, key=lambda one: one.f1)


def by_letters(texts: Sequence[Text]) -> Levels:
    """Texts that are alike letter for letter, and what hangs together with those."""
    alike = [
        (difflib.SequenceMatcher(None, one.text.lower(), other.text.lower()).ratio(), one, other)
        for number, one in enumerate(texts)
        for other in texts[:number]
    ]

    def at(level: float) -> Stands:
        stands = {one.id: one.id for one in texts}
        for ratio, one, other in alike:
            if ratio >= level and stands[one.id] != stands[other.id]:
                old, new = stands[one.id], stands[other.id]
                stands = {id: new if where == old else where for id, where in stands.items()}
        return stands

    return at


def by_words(texts: Sequence[Text]) -> Levels:
    """TF-IDF of whole words and average linkage, of all against all, as scikit-learn has it."""
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    rows = TfidfVectorizer().fit_transform([one.text for one in texts]).toarray()

    def at(level: float) -> Stands:
        clustering = AgglomerativeClustering(
            n_clusters=None, metric="cosine", linkage="average", distance_threshold=1 - level
        )
        labels = clustering.fit_predict(rows).tolist()
        return {one.id: str(number) for one, number in zip(texts, labels, strict=True)}

    return at
