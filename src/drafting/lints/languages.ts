import type { Draft } from '../draft.ts'
import { strictestClass } from '../provisions/provisions.ts'
import { type Advice, aboutWords, called } from './advice.ts'

/** The Chinese and the English of one text that ask for different things: 应 beside should. Where one says nothing, nothing is told. */
export function languages({ reads }: Draft): readonly Advice[] {
  return reads.flatMap((zh) => {
    if (zh.lang !== 'zh') return []
    const en = reads.find((r) => r.clause === zh.clause && r.field === zh.field && r.lang === 'en')
    const [a, b] = [strictestClass(zh.provisions), en && strictestClass(en.provisions)]
    if (!en || a === undefined || b === undefined || a === b || a === 'instruction' || b === 'instruction') return []
    const verb = (r: typeof zh) =>
      r.provisions.flatMap((p) => p.modals).find((m) => m.class === strictestClass(r.provisions))
    const [said, other] = [verb(zh), verb(en)]
    if (!said || !other) return []
    return [
      aboutWords(
        en,
        other,
        'draft-languages-differ',
        {
          zh: `条款 ${called(zh.clause)} 中文写“${said.form}”，英文写“${other.form}”，强弱不同`,
          en: `Clause ${called(zh.clause)} says "${said.form}" in Chinese and "${other.form}" in English, which is not as strong`,
        },
        { next: { zh: '使两种语言同样强', en: 'let both languages ask for the same' } },
      ),
    ]
  })
}
