import { canonicalHash } from '../../language/canonical.js'
import { done, failed, problem } from '../../language/problem.js'
/** The rest with its hash. */
export function sealed(rest) {
  return { ...rest, hash: canonicalHash(rest) }
}
/** Reads a snapshot and computes its hash again. Problems: snapshot-unreadable (no JSON, or not a snapshot), snapshot-altered. */
export function readSnapshot(text) {
  let read
  try {
    read = JSON.parse(text)
  } catch (e) {
    return failed(unreadable(e.message))
  }
  const fault = shapeFault(read)
  if (fault !== undefined) return failed(unreadable(fault))
  const { hash, ...rest } = read
  const again = canonicalHash(rest)
  return again === hash ? done(read) : failed(altered(hash, again))
}
const record = (x) => typeof x === 'object' && x !== null && !Array.isArray(x)
const texts = (x) => Array.isArray(x) && x.every((t) => typeof t === 'string')
const shownTexts = (x) =>
  record(x) && Object.values(x).every((v) => typeof v === 'string' && /^(\*|-?\d{1,20}(\.\d{1,20})?)$/.test(v))
/** The first place where it is not a snapshot. */
function shapeFault(x) {
  if (!record(x) || x.format !== 'plumbline-industry/1') return 'format'
  for (const name of ['asOf', 'hash']) if (typeof x[name] !== 'string') return name
  if (!/^\d{4}-\d\d-\d\d$/.test(x.asOf)) return 'asOf'
  for (const name of ['title', 'standard', 'rules', 'tool']) if (!record(x[name])) return name
  for (const name of ['id', 'edition', 'hash']) if (typeof x.standard[name] !== 'string') return `standard.${name}`
  if (!Object.values(x.title).every((t) => typeof t === 'string')) return 'title'
  for (const name of ['filings', 'enterprises']) if (!Number.isSafeInteger(x[name])) return name
  for (const name of ['periods', 'measures']) if (!texts(x[name])) return name
  for (const name of ['tables', 'movements']) if (!Array.isArray(x[name])) return name
  for (const [i, t] of x.tables.entries()) {
    if (!record(t) || !texts(t.by) || !Array.isArray(t.cells)) return `tables[${i}]`
    const width = t.by.length
    const bad = t.cells.findIndex(
      (c) =>
        !record(c) ||
        typeof c.period !== 'string' ||
        !texts(c.at) ||
        c.at.length !== width ||
        !shownTexts(c.values) ||
        !shownTexts(c.figures),
    )
    if (bad >= 0) return `tables[${i}].cells[${bad}]`
  }
  for (const [i, m] of x.movements.entries())
    if (
      !record(m) ||
      typeof m.from !== 'string' ||
      typeof m.to !== 'string' ||
      !Array.isArray(m.cells) ||
      !m.cells.every((c) => record(c) && shownTexts({ n: c.enterprises }))
    )
      return `movements[${i}]`
  return undefined
}
const unreadable = (got) =>
  problem(
    'snapshot-unreadable',
    { zh: '这不是产业监测快照', en: 'This is not a snapshot of an industry' },
    {
      expected: 'plumbline-industry/1',
      got,
      next: {
        zh: '给出 plumbline monitor 写出的 snapshot.json',
        en: 'give the snapshot.json that plumbline monitor wrote',
      },
    },
  )
const altered = (said, again) =>
  problem(
    'snapshot-altered',
    { zh: '快照的内容与其散列值不符', en: 'The snapshot is not what its hash says' },
    {
      expected: said,
      got: again,
      next: { zh: '向公布者索取原文件', en: 'ask who published it for the original file' },
    },
  )
//# sourceMappingURL=snapshot.js.map
