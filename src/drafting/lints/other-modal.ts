import type { Draft, Read } from '../draft.ts'
import type { ProvisionClass } from '../provisions/modals.ts'
import { type Advice, aboutWords } from './advice.ts'

const instead: Readonly<Record<ProvisionClass, { readonly zh: string; readonly en: string }>> = {
  requirement: { zh: '应、不应、不得', en: 'shall, shall not' },
  recommendation: { zh: '宜、不宜', en: 'should, should not' },
  permission: { zh: '可、不必', en: 'may, need not' },
  statement: { zh: '能、不能', en: 'can, cannot' },
  instruction: { zh: '祈使句', en: 'the imperative' },
}

/** A verb that readers take for a requirement or permission and that the rules for drafting do not list (必须, 须, must, may not). */
export function otherModal({ reads }: Draft): readonly Advice[] {
  return reads.flatMap((read) =>
    (isHeading(read) ? [] : read.provisions).flatMap(({ modals }) =>
      modals
        .filter((m) => !m.listed)
        .map((m) =>
          aboutWords(
            read,
            m,
            'draft-other-modal',
            {
              zh: `“${m.form}”不是规定的能愿动词，这里按${m.class === 'requirement' ? '要求' : '允许'}理解`,
              en: `"${m.form}" is no verb that the rules list; it is taken for a ${m.class} here`,
            },
            {
              expected: instead[m.class][read.lang],
              next: { zh: `改用 ${instead[m.class].zh}`, en: `say ${instead[m.class].en}` },
            },
          ),
        ),
    ),
  )
}

/** The title of what is only computed or told: a name, no provision. */
const isHeading = ({ field, clause: { raw } }: Read): boolean =>
  field === 'title' && !['says', 'holds', 'check'].some((key) => raw.entries.has(key))
