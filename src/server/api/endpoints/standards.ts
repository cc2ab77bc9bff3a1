import { z } from 'zod'
import { standards as listed } from '../../../registry/standards.ts'
import { asAnyone } from '../../../registry/unit.ts'
import { endpoint } from '../endpoint.ts'
import { refusing } from '../refusals.ts'
import { standard, words } from '../shapes.ts'

export const standards = [
  endpoint({
    method: 'GET',
    path: '/standards',
    summary: {
      zh: '现行标准；all=true 时列出用过的所有版本',
      en: 'Standards in force here; with all=true every edition that was ever used',
    },
    needs: 'nothing',
    query: z.object({ all: z.enum(['true', 'false']).default('false') }),
    answer: z.object({ items: z.array(standard) }),
    run: async ({ house, query }) => ({ items: [...(await listed(house.engine, query.all === 'true'))] }),
  }),
  endpoint({
    method: 'GET',
    path: '/standards/:hash',
    summary: {
      zh: '一个标准的文本，以及它所扩展的标准的文本',
      en: 'A standard with its text and that of those it extends',
    },
    problems: ['not-found'],
    needs: 'nothing',
    params: z.object({ hash: words(100) }),
    answer: standard.extend({ files: z.array(z.tuple([z.string(), z.string()])) }),
    run: async ({ house, params: { hash } }) => {
      const row = await asAnyone(house.engine, (db) =>
        db
          .selectFrom('standard')
          .select(['hash', 'id', 'edition', 'title', 'authority', 'current', 'files'])
          .where('hash', '=', hash)
          .executeTakeFirst(),
      )
      if (row === undefined) return refusing('not-found', { got: hash })
      return { ...row, files: row.files.map(([name, text]): [string, string] => [name, text]) }
    },
  }),
]
