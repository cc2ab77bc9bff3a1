import type { Draft } from '../draft.ts'
import { type Advice, aboutWords } from './advice.ts'

const clauseRefs = {
  zh: /(?:见|按照?|依据|符合|参照|根据|满足|执行|第)\s*(?:本文件|本标准)?\s*(?:第\s*)?((?:[A-Z]\.)?\d{1,2}(?:\.\d{1,2})+|(?<=第\s*)\d{1,2}(?=\s*[章条]))(?![\d.])(?!\s*(?:%|s\b|ms\b|m\b|V\b|[个次秒倍分]))/g,
  en: /\b(?:see|clauses?|subclauses?|with|in accordance with|by|of)\s+((?:[A-Z]\.)?\d{1,2}(?:\.\d{1,2})+|(?<=clauses?\s)\d{1,2})(?![\d.])(?!\s*(?:%|s\b|ms\b|m\b|times\b|of\b))/gi,
}
const tableRefs = { zh: /(?<![图代])表\s*([A-Z]\.)?(\d{1,2})(?!\d)/g, en: /\bTable\s+([A-Z]\.)?(\d{1,2})(?!\d)/g }
const annexRefs = { zh: /附录\s*([A-Z])(?![A-Za-z])/g, en: /\bAnnex\s+([A-Z])(?![A-Za-z])/g }
/** Behind a document's number or name, a clause is one of that document. */
const elsewhere =
  /(?:GB|DB\d|ISO|IEC|IEEE|EN \d|T\/|NIST|OWASP|AI RMF|》|管理办法|条例|[护全讼据]法|Act|Law|Regulation|Measures|Directive)[^。；;，]*$/
const ofElsewhere =
  /^\s*(?:of|in|to)\s+(?:the\s+)?(?:GB|ISO|IEC|IEEE|EN|NIST|[A-Z][\w]*\s+(?:Act|Law|Measures))|^[^。；;]{0,6}(?:GB|ISO)/

/** References to clauses, tables and annexes of this document that it does not have. */
export function references({ raw, clauses, reads }: Draft): readonly Advice[] {
  const numbers = clauses.flatMap((c) => (c.number === undefined ? [] : [c.number.trim()]))
  if (numbers.length === 0) return []
  const has = (n: string) => numbers.some((x) => x === n || x.startsWith(`${n}.`) || x.startsWith(`${n} `))
  const tables = raw.kind === 'map' ? raw.entries.get('tables') : undefined
  const ownTables = clauses.filter((c) => c.raw.entries.has('table')).length
  const tableCount = ownTables + (tables?.kind === 'map' ? tables.entries.size : 0)
  return reads.flatMap((read) => {
    const text = read.raw.text
    const own = (m: RegExpExecArray | RegExpMatchArray) =>
      !elsewhere.test(text.slice(0, m.index)) && !ofElsewhere.test(text.slice(m.index! + m[0].length))
    const missing = [
      ...[...text.matchAll(clauseRefs[read.lang])].filter((m) => own(m) && !has(m[1]!)),
      ...[...text.matchAll(tableRefs[read.lang])].filter(
        (m) => own(m) && m[1] === undefined && Number(m[2]) > tableCount,
      ),
      ...[...text.matchAll(annexRefs[read.lang])].filter(
        (m) => own(m) && !has(m[1]!) && !has(`附录 ${m[1]!}`) && !has(`Annex ${m[1]!}`),
      ),
    ]
    return missing.map((m) =>
      aboutWords(
        read,
        { start: m.index, end: m.index + m[0].length },
        'draft-missing-reference',
        {
          zh: `“${m[0]}”：本文件没有这一条、表或附录`,
          en: `"${m[0]}": this document has no such clause, table or annex`,
        },
        {
          next: {
            zh: '改正编号；若指其他文件，写明文件编号',
            en: 'mend the number; if another document is meant, name it',
          },
        },
      ),
    )
  })
}
