/** A JSON pointer one step deeper (RFC 6901: `~` is written `~0`, `/` is written `~1`). The root is the empty text. */
export function childPointer(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`
}
