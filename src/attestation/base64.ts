const standard = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
const urlSafe = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2}==|[A-Za-z0-9_-]{3}=)?$/

/** Standard alphabet with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (let i = 0; i < bytes.length; i += 0x8000) binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(binary)
}

/**
 * Either alphabet of RFC 4648, padded, never mixed. Nothing when the text is malformed or when unused bits are set:
 * one value has one spelling in each alphabet.
 */
export function fromBase64(text: string): Uint8Array | undefined {
  const plain = standard.test(text)
  if (!plain && !urlSafe.test(text)) return undefined
  const usual = plain ? text : text.replaceAll('-', '+').replaceAll('_', '/')
  const bytes = Uint8Array.from(atob(usual), (c) => c.charCodeAt(0))
  return toBase64(bytes) === usual ? bytes : undefined
}
