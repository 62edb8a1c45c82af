/**
 * Looks now and then whether the conference has begun, and goes there once it has. Meanwhile the
 * page stays as it is: nobody loses their place, and nothing is read aloud again.
 */
const EVERY_MS = 10_000;

async function look() {
  const response = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (response?.ok) location.reload();
  else setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
