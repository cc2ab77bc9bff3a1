import { type Problem, warning } from '../../../language/problem.ts'
import type { FilingFile } from './files/read.ts'
import type { Query } from './queries.ts'
import { rules } from './rules.ts'

/** A wrong code and open queries do not stop the run: they are said before it and stand in its report. */
export function filingRemarks({ read, where }: FilingFile): readonly Problem[] {
  const code = read.codeFaults.map((f) =>
    warning(
      rules.V1[0],
      { zh: `V1：${f.text.zh}`, en: `V1: ${f.text.en}` },
      {
        place: where('uscc'),
        expected: f.expected,
        got: read.filing.uscc,
        next: { zh: '与营业执照核对', en: 'compare it with the business licence' },
      },
    ),
  )
  return [
    ...code,
    ...[...read.queries, ...read.warnings].filter((q) => q.answer === undefined).map((q) => query(q, where)),
  ]
}

function query(q: Query, where: FilingFile['where']): Problem {
  return warning(
    rules[q.rule][0],
    { zh: `${q.rule}：${q.text.zh}`, en: `${q.rule}: ${q.text.en}` },
    {
      place: where(q.path),
      expected: q.expected,
      got: q.got,
      next: {
        zh: `改正，或在答复里说明（${q.rule}，${q.field}，${q.year}）`,
        en: `correct it, or explain it among the explanations (${q.rule}, ${q.field}, ${q.year})`,
      },
    },
  )
}
