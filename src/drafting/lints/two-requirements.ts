import { type Draft, requiring } from '../draft.ts'
import { type Advice, aboutWords, called } from './advice.ts'

/** Two requirements in one sentence or item: one may hold and the other not, and there is one finding for both. */
export function twoRequirements({ reads }: Draft): readonly Advice[] {
  return reads.flatMap((read) =>
    requiring(read).flatMap((p) => {
      const text = read.raw.text
      const said = p.modals.filter((m) => m.class === 'requirement')
      const second = said.find((m, n) => n > 0 && !alternative(text.slice(said[n - 1]!.end, m.start)))
      if (!second) return []
      return [
        aboutWords(
          read,
          { start: said[0]!.start, end: p.end },
          'draft-two-requirements',
          {
            zh: `条款 ${called(read.clause)} 的一个条目里有两项要求`,
            en: `Clause ${called(read.clause)} has two requirements in one item`,
          },
          {
            next: {
              zh: '一项要求写一个条目，各有自己的编号和判定',
              en: 'write one item for each, with a number and a rule of its own',
            },
          },
        ),
      ]
    }),
  )
}

/** 应 A 或应 B, shall A or shall B: one requirement that can be met in two ways. */
const alternative = (between: string): boolean => /(?:或者?|要么|\bor)[，,]?\s*(?:it|they)?\s*$/i.test(between)
