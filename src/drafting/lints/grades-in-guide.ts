import { wordsAt } from '../clauses.ts'
import type { Draft } from '../draft.ts'
import { type Advice, aboutClause, aboutWords, called } from './advice.ts'

const guide = { zh: /指南(?:$|[（(\s：:第—-])/, en: /\b(?:guide|guidelines?|guidance)\b/i }
const verdicts = {
  zh: /不合格|合格(?!率|评定|证)|不达标|达标(?!率)|一票否决|否决|不予通过|不通过|判定为|评为|定为[一二三四五A-Z]级?/g,
  en: /\b(?:pass(?:es|ed)?(?= or fail|\/fail|$|[.;,])|fail(?:s|ed)?(?=$|[.;,])|veto(?:es|ed)?|(?:dis)?qualified|is graded|rated as)\b/gi,
}

/** A title that promises guidance, and words or results that pass, fail or grade; and 应, which a guide does not say. */
export function gradesInGuide({ raw, reads, clauses, standard }: Draft): readonly Advice[] {
  if (!wordsAt(raw, 'title').some((t) => guide[t.lang].test(t.raw.text.trim()))) return []
  const said = reads.flatMap((read) =>
    [...read.raw.text.matchAll(verdicts[read.lang])].map((m) =>
      aboutWords(
        read,
        { start: m.index, end: m.index + m[0].length },
        'draft-verdict-in-guide',
        {
          zh: `指南只给出建议，这里却判定合格与否（“${m[0]}”）`,
          en: `A guide gives advice; this passes or fails somebody ("${m[0]}")`,
        },
        {
          next: {
            zh: '改为推荐性表述，或改变标准的类型',
            en: 'make it a recommendation, or change the kind of document',
          },
        },
      ),
    ),
  )
  const required = reads.flatMap((read) =>
    read.provisions.flatMap(({ modals }) =>
      modals
        .filter((m) => m.class === 'requirement')
        .map((m) =>
          aboutWords(
            read,
            m,
            'draft-requirement-in-guide',
            { zh: `指南中不写要求（“${m.form}”）`, en: `A guide holds no requirement ("${m.form}")` },
            { next: { zh: '改用“宜”，或改变标准的类型', en: 'say should, or change the kind of document' } },
          ),
        ),
    ),
  )
  const graded = clauses
    .filter((c) => c.part === 'results' && standard?.nodes.get(c.id)?.level !== undefined)
    .map((c) =>
      aboutClause(
        c,
        'level',
        'draft-grade-in-guide',
        {
          zh: `指南给出了等级（${called(c)}），它只能是建议`,
          en: `A guide comes to a grade (${called(c)}), which can only be advice`,
        },
        { next: { zh: '在名称和结果中写明是建议性等级', en: 'say in its title that the grade is advice' } },
      ),
    )
  return [...said, ...required, ...graded]
}
