import { Source } from '../../files/source.ts'
import type { Intake } from '../utterance.ts'

/** Longest transcript in UTF-16 units, before and after NFKC: alignment takes memory by the product of two lengths. */
export const MOST_CHARACTERS = 16_384

const SHOWN = 20

/** The files of transcripts, and what no reference asked for. */
export class SpeechSource extends Source {
  readonly #extra: string[] = []
  ignored = 0

  constructor(folder: string, section: string) {
    super(folder, section)
  }

  /** Hypotheses that no reference asked for, by id. */
  leftOver(ids: Iterable<string>): void {
    this.#extra.push(...ids)
  }

  intake(): Intake {
    return {
      ...this.reading(),
      extra: this.#extra.length,
      extraIds: this.#extra.sort().slice(0, SHOWN),
      ignored: this.ignored,
    }
  }
}

export function tooLong(text: string): boolean {
  return text.length > MOST_CHARACTERS || text.normalize('NFKC').length > MOST_CHARACTERS
}
