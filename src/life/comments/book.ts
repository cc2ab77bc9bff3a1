import type { Act, Deed } from '../project/act.ts'
import type { Comment } from './comment.ts'

type Said = Extract<Deed, { what: 'commented' | 'disposed' | 'replied' }>

export const isOnComments = (deed: Deed): deed is Said =>
  deed.what === 'commented' || deed.what === 'disposed' || deed.what === 'replied'

/** The comments of a project as acts come in, each at its place however many there are: the public may send thousands. */
export class CommentBook {
  readonly #comments = new Map<string, Comment>()

  /** `round`: how often the project had been opened to comments. What is about no comment changes nothing. */
  take(deed: Said, { by, valid: on }: Act, round: number): void {
    if (deed.what === 'commented') {
      const { what: _, ...comment } = deed
      this.#comments.set(deed.comment, { ...comment, round, received: on })
      return
    }
    const found = this.#comments.get(deed.comment)
    if (found === undefined) return
    if (deed.what === 'replied') this.#comments.set(deed.comment, { ...found, replied: on })
    else {
      const { what: _, comment: __, ...handled } = deed
      this.#comments.set(deed.comment, { ...found, handled: { ...handled, by, on } })
    }
  }

  /** in the order in which they came */
  get all(): readonly Comment[] {
    return [...this.#comments.values()]
  }
}
