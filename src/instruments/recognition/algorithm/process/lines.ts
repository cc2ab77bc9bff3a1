/** Cuts a stream of bytes into lines of UTF-8 text; `refuse` is called, once, for a line that is too long or no UTF-8. */
export function lineCutter(
  limit: number,
  line: (text: string) => void,
  refuse: (why: string) => void,
): (chunk: Buffer) => void {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let kept: Buffer[] = []
  let size = 0
  let refused = false
  const stop = (why: string) => {
    refused = true
    kept = []
    refuse(why)
  }
  return (chunk) => {
    let rest = chunk
    while (!refused) {
      const end = rest.indexOf(10)
      const part = end < 0 ? rest : rest.subarray(0, end)
      size += part.length
      if (size > limit) return stop(`a line longer than ${limit} bytes`)
      kept.push(part)
      if (end < 0) return
      let text: string
      try {
        text = utf8.decode(Buffer.concat(kept))
      } catch {
        return stop('bytes that are no UTF-8')
      }
      kept = []
      size = 0
      line(text)
      rest = rest.subarray(end + 1)
    }
  }
}
