/** A key for one intention. `randomUUID` is there only where the page came by https or from this machine; a house's own network may be neither. */
export function newKey(): string {
  if ('randomUUID' in crypto) return crypto.randomUUID()
  return [...(crypto as Crypto).getRandomValues(new Uint8Array(16))]
    .map((b) => b.toString(16).padStart(2, '0'))
    .join('')
}
