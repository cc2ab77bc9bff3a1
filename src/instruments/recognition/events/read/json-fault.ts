const SPACE = /[ \t\r\n]*/y
const SCALAR =
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const KEY = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"[ \t\r\n]*:/y

/** Line and column (from 1) at which a text stops being JSON (RFC 8259). Not every engine's own message says where. */
export function jsonFault(text: string): { readonly line: number; readonly column: number } {
  const offset = faultOffset(text)
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

function faultOffset(text: string): number {
  const open: ('}' | ']')[] = []
  let at = 0
  let wants: 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'more' = 'value'
  const eat = (pattern: RegExp) => {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found !== null) at = pattern.lastIndex
    return found !== null
  }
  for (;;) {
    eat(SPACE)
    const c = text[at]
    if (wants !== 'value' && wants !== 'key' && c !== undefined && c === open.at(-1)) {
      open.pop()
      at++
      wants = 'more'
    } else if (wants === 'more') {
      if (c !== ',' || open.length === 0) return at
      at++
      wants = open.at(-1) === '}' ? 'key' : 'value'
    } else if (wants === 'key' || wants === 'key-or-end') {
      if (!eat(KEY)) return at
      wants = 'value'
    } else if (c === '{' || c === '[') {
      open.push(c === '{' ? '}' : ']')
      at++
      wants = c === '{' ? 'key-or-end' : 'value-or-end'
    } else {
      if (!eat(SCALAR)) return at
      wants = 'more'
    }
  }
}
