import { type Problem, problem } from '../language/problem.ts'
import type { Text } from '../language/text.ts'
import { type AuditEntry, type AuditFault, entryHash } from './audit-entry.ts'

/** how far from its place an entry is looked for */
const FAR = 200

/** The number that an entry had when its hash was made; undefined where its text is no longer the one that was hashed. */
function numberOf(org: string, entry: AuditEntry): number | undefined {
  for (let k = 0; k <= FAR; k++)
    for (const seq of k === 0 ? [entry.seq] : [entry.seq - k, entry.seq + k])
      if (entryHash(org, { ...entry, seq }) === entry.hash) return seq
  return undefined
}

/** What was done to a chain at an entry, judged by its neighbours; nothing where it follows from the one before. */
export function faultAt(
  org: string,
  {
    before,
    held,
    after,
  }: { readonly before: AuditEntry | undefined; readonly held: AuditEntry; readonly after: AuditEntry | undefined },
): AuditFault | undefined {
  const expected = (before?.seq ?? 0) + 1
  if (held.seq !== expected) return { org, seq: expected, kind: 'removed' }
  if (held.prev === (before?.hash ?? '') && held.hash === entryHash(org, held)) return undefined
  const own = numberOf(org, held)
  const next = after && numberOf(org, after)
  if (own === undefined) {
    // the one behind it stood here: this one was put in before it
    const pushed = after !== undefined && next === after.seq - 1
    return { org, seq: held.seq, kind: pushed ? 'inserted' : 'edited' }
  }
  if (own === held.seq) {
    // it says what it always said, and the one before it does not, though that one was hashed anew
    const followed = after === undefined || after.prev === held.hash
    return { org, seq: followed && before ? before.seq : held.seq, kind: 'edited' }
  }
  const together = after === undefined || next === undefined || after.seq - next === held.seq - own
  if (!together) return { org, seq: held.seq, kind: 'reordered' }
  return own > held.seq ? { org, seq: held.seq, kind: 'removed' } : { org, seq: own, kind: 'inserted' }
}

const sentences: Readonly<Record<AuditFault['kind'], (seq: number) => Text>> = {
  edited: (n) => ({ zh: `审计链第 ${n} 条被改动过`, en: `entry ${n} of the audit chain was edited` }),
  removed: (n) => ({ zh: `审计链第 ${n} 条被删去`, en: `entry ${n} of the audit chain was removed` }),
  inserted: (n) => ({ zh: `审计链第 ${n} 条是插入的`, en: `entry ${n} of the audit chain was inserted` }),
  reordered: (n) => ({
    zh: `审计链自第 ${n} 条起次序被调换`,
    en: `from entry ${n} on the audit chain was put in another order`,
  }),
  rewritten: (n) => ({
    zh: `审计链自身连贯，但第 ${n} 条不是检查点签署过的那一条：链尾被整段重写`,
    en: `the audit chain follows from itself, but its entry ${n} is not the one that a checkpoint signed: its tail was written anew`,
  }),
  cut: (n) => ({
    zh: `检查点签署过的链更长：自第 ${n} 条起的链尾被截去`,
    en: `a checkpoint signed a longer audit chain: its tail from entry ${n} on was cut off`,
  }),
}

/** For people: whose chain, which entry, what was done. */
export function auditProblem(
  { org, seq, kind }: AuditFault,
  name?: { readonly zh: string; readonly en: string },
): Problem {
  const text = sentences[kind](seq)
  const whose = name ? { zh: `${name.zh}：`, en: `${name.en}: ` } : { zh: '', en: '' }
  return problem(
    'audit-fault',
    { zh: `${whose.zh}${text.zh}`, en: `${whose.en}${text.en}` },
    {
      place: { path: `${org}/${seq}` },
      got: kind,
      next: {
        zh: '保留这份数据作为证据，查明谁能以超级用户身份登录数据库；与备份或导出比对以得知原文',
        en: 'keep this data as evidence and find out who may enter the database as a superuser; a backup or an export shows what it said',
      },
    },
  )
}
