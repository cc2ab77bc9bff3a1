import { wholeCrosswalk } from '../catalogue-shapes.ts'
import { endpoint } from '../endpoint.ts'
import { shippedCrosswalk } from '../shipped.ts'

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
      const { frameworks, sets } = shippedCrosswalk()
      return { frameworks, sets }
    },
  }),
]
