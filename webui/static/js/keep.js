/**
 * What this browser keeps across reloads: a guarded localStorage that falls back to memory.
 *
 * Knows no meaning of what it keeps. Values are JSON. When the browser refuses to keep something
 * (full, or blocked), `keep.isWorking` turns false and "failed" is fired once; what was given lives
 * on in memory as long as the page does.
 */

class Keep extends EventTarget {
  isWorking = true;
  #memory = new Map();

  /** The value under a key, or undefined. */
  read(key) {
    const text = this.#memory.get(key) ?? this.#stored(key);
    if (text === null || text === undefined) return undefined;
    try {
      return JSON.parse(text);
    } catch {
      return undefined; // written by something else; not ours to mend
    }
  }

  /** Keep a value; false when it is held in memory only. */
  write(key, value) {
    const text = JSON.stringify(value);
    try {
      localStorage.setItem(key, text);
      this.#memory.delete(key);
      return true;
    } catch {
      this.#memory.set(key, text);
      this.#fail();
      return false;
    }
  }

  drop(key) {
    this.#memory.delete(key);
    try {
      localStorage.removeItem(key);
    } catch {
      this.#fail();
    }
  }

  /** Every key that begins so, in no order. */
  keys(prefix) {
    const found = new Set(this.#memory.keys());
    try {
      for (let i = 0; i < localStorage.length; i += 1) found.add(localStorage.key(i));
    } catch {
      this.#fail();
    }
    return [...found].filter((key) => key.startsWith(prefix));
  }

  #stored(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      this.#fail();
      return null;
    }
  }

  #fail() {
    if (!this.isWorking) return;
    this.isWorking = false;
    this.dispatchEvent(new Event("failed"));
  }
}

export const keep = new Keep();
