const piece = / ?[A-Za-z]+|[\s\S]/gu

/** Text as numbers and back: known words, else single characters; what is unknown is 0. The same cuts as in train/train.py. */
export class Tokens {
  #pieces
  #ids
  #head

  constructor(head) {
    this.#head = head
    this.#pieces = head.pieces
    this.#ids = new Map(head.pieces.map((text, id) => [text, id]))
  }

  get end() {
    return this.#ids.get('</s>')
  }

  /** The text of a token; nothing for marks such as `<user>`, a replacement character for the unknown. */
  text(id) {
    if (id === 0) return '\u{fffd}'
    return id < this.#head.marks ? '' : this.#pieces[id]
  }

  /** A conversation as the model was trained on it; of one that is too long the beginning and the end are kept. */
  prompt(messages) {
    const ids = [this.#ids.get(`<${this.#head.variant}>`)]
    for (const { role, content } of messages)
      if (content !== '') ids.push(this.#ids.get(`<${role}>`), ...this.#cut(content))
    ids.push(this.#ids.get('<assistant>'))
    const { longestPrompt, keepHead } = this.#head
    if (ids.length <= longestPrompt) return ids
    return [...ids.slice(0, keepHead), ...ids.slice(keepHead - longestPrompt)]
  }

  #cut(text) {
    return (text.match(piece) ?? []).flatMap((word) => {
      const id = this.#ids.get(word)
      return id === undefined ? Array.from(word, (c) => this.#ids.get(c) ?? 0) : [id]
    })
  }
}
