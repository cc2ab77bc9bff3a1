import type { z } from 'zod'
import { type Crosswalk, readCrosswalk } from '../../../exchange/crosswalk/catalogue.ts'
import { ProblemError } from '../../../language/problem.ts'
import { wholeCrosswalk } from '../catalogue-shapes.ts'
import { endpoint } from '../endpoint.ts'

let opened: Crosswalk | undefined

/** What ships with this version, without the sets whose licence lets nobody see their rows. */
function shipped(): Crosswalk {
  if (opened) return opened
  const read = readCrosswalk()
  if (!read.ok) throw new ProblemError(read.problems)
  const { frameworks, sets } = read.value
  opened = { frameworks, sets: sets.filter((s) => s.publishable) }
  return opened
}

export const crosswalks = [
  endpoint({
    method: 'GET',
    path: '/crosswalks',
    summary: {
      zh: '框架及其要求，以及它们之间的映射；每行带依据、来源与置信程度',
      en: 'Frameworks with their requirements, and the mappings between them; each row with its reason, source and confidence',
    },
    needs: 'nothing',
    answer: wholeCrosswalk,
    run: async ({ c }) => {
      c.header('cache-control', 'no-cache')
      return shipped() as unknown as z.input<typeof wholeCrosswalk>
    },
  }),
]
