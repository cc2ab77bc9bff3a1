import type { Preset, Share } from './presets.ts'

export const voteWords = ['favour', 'against', 'abstain'] as const
export type VoteWord = (typeof voteWords)[number]

/** What a member put on the paper; changeable until the ballot is closed, and the last one counts. */
export interface Vote {
  readonly member: string
  readonly marks: readonly VoteWord[]
  readonly reason: string
}

export interface Tally {
  /** who may vote */
  readonly voters: number
  readonly favour: number
  readonly against: number
  readonly abstain: number
  /** more than one mark, or none: no vote */
  readonly invalid: number
  /** votes that the shares are taken of */
  readonly cast: number
  /** who took part, an invalid paper included or not: it is not a vote, so not */
  readonly quorum: 'met' | 'missed' | 'none-asked'
  readonly passed: boolean
  /** votes in favour that are needed, and against that are allowed, with as many cast */
  readonly needed: { readonly quorum: number; readonly favour: number; readonly againstAtMost: number | undefined }
}

/** Counts in whole numbers; nothing is rounded. A ballot without its quorum decides nothing, whatever its votes. */
export function tally(voters: number, votes: readonly Vote[], preset: Preset): Tally {
  const valid = votes.filter(({ marks }) => marks.length === 1)
  const count = (word: VoteWord) => valid.filter(({ marks }) => marks[0] === word).length
  const [favour, against, abstain] = [count('favour'), count('against'), count('abstain')]
  const took = favour + against + abstain
  const cast = preset.abstentionsCast ? took : favour + against
  const quorum = preset.quorum === undefined ? 'none-asked' : reaches(took, preset.quorum, voters) ? 'met' : 'missed'
  const passed =
    quorum !== 'missed' &&
    cast > 0 &&
    reaches(favour, preset.favour, cast) &&
    (preset.against === undefined || atMost(against, preset.against, cast))
  return {
    voters,
    favour,
    against,
    abstain,
    invalid: votes.length - valid.length,
    cast,
    quorum,
    passed,
    needed: {
      quorum: preset.quorum === undefined ? 0 : leastOf(preset.quorum, voters),
      favour: leastOf(preset.favour, cast),
      againstAtMost: preset.against && Math.floor((preset.against.of * cast) / preset.against.from),
    },
  }
}

/** n / all >= of / from. */
export const reaches = (n: number, { of, from }: Share, all: number): boolean => n * from >= of * all
/** n / all <= of / from. */
export const atMost = (n: number, { of, from }: Share, all: number): boolean => n * from <= of * all
const leastOf = ({ of, from }: Share, all: number): number => Math.ceil((of * all) / from)
