/** Frames folded into a view {kind: {id: document}}: pure functions, nothing is changed in place. */

/** The view after a frame with `view`, or with `put` and `drop`. */
export function fold(view, frame) {
  if (frame.view) return frame.view;
  const next = { ...view };
  for (const [kind, documents] of Object.entries(frame.put ?? {})) {
    next[kind] = { ...next[kind], ...documents };
  }
  for (const [kind, ids] of Object.entries(frame.drop ?? {})) {
    const gone = new Set(ids);
    next[kind] = Object.fromEntries(Object.entries(next[kind] ?? {}).filter(([id]) => !gone.has(id)));
  }
  return next;
}

/** The kinds of documents that a frame may have changed. */
export function touched(view, frame) {
  if (frame.view) return new Set([...Object.keys(view), ...Object.keys(frame.view)]);
  return new Set([...Object.keys(frame.put ?? {}), ...Object.keys(frame.drop ?? {})]);
}
