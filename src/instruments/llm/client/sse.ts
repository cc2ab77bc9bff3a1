/**
 * Server-sent events, read from bytes as they come: lines end in CR, LF or CRLF anywhere, also between two chunks,
 * characters may be cut by a chunk's end, comment lines start with a colon (HTML Living Standard, 9.2.6).
 * Only the `data` field matters to chat endpoints; each event's data lines are joined by a line feed.
 */
export class EventReader {
  readonly #decoder = new TextDecoder('utf-8')
  #line = ''
  #data: string[] = []
  #afterCr = false

  /** The data of every event completed by these bytes. */
  feed(bytes: Uint8Array): string[] {
    return this.#take(this.#decoder.decode(bytes, { stream: true }))
  }

  /** What an ended stream still holds: the standard drops it, but `[DONE]` is often sent without its blank line. */
  end(): string[] {
    return this.#take(`${this.#decoder.decode()}\n\n`)
  }

  #take(text: string): string[] {
    const events: string[] = []
    let from = 0
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i)
      if (c === 10 && this.#afterCr) {
        this.#afterCr = false
        from = i + 1
      } else if (c === 10 || c === 13) {
        this.#afterCr = c === 13
        this.#endLine(this.#line + text.slice(from, i), events)
        this.#line = ''
        from = i + 1
      } else {
        this.#afterCr = false
      }
    }
    this.#line += text.slice(from)
    return events
  }

  #endLine(line: string, events: string[]): void {
    if (line === '') {
      if (this.#data.length > 0) events.push(this.#data.join('\n'))
      this.#data = []
    } else if (line === 'data') {
      this.#data.push('')
    } else if (line.startsWith('data:')) {
      this.#data.push(line.slice(line.charCodeAt(5) === 32 ? 6 : 5))
    }
  }
}
