/** A piece of metadata that may be the label: where it stands, under which name, as text. */
export interface Entry {
  /** kind of block, such as `png:iTXt` or `xmp` */
  readonly place: string
  readonly key: string
  readonly value: string
}

/** What a file says of itself. */
export interface Reading {
  readonly entries: readonly Entry[]
  /** false when the structure breaks off or contradicts itself: a label may have been lost with the rest */
  readonly intact: boolean
  /** pixels */
  readonly width?: number
  readonly height?: number
  /** duration */
  readonly seconds?: number
}

/** A piece of a file is looked at up to this many blocks, and no more. */
export const MAX_BLOCKS = 10_000

/** Metadata texts longer than this are not read: 1 MiB. A label has a few hundred characters. */
export const MAX_TEXT = 1024 * 1024

/** UTF-8 where it is UTF-8, otherwise Latin-1; without closing NULs. */
export function textOf(bytes: Uint8Array): string {
  try {
    return trimmed(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return trimmed(latin1(bytes))
  }
}

export function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return text
}

export function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function trimmed(text: string): string {
  let end = text.length
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--
  return text.slice(0, end)
}
