/** New ids: 128 random bits as hexadecimal. Works on plain HTTP, where randomUUID does not. */

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
