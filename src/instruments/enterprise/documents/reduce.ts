import type { Reducer } from '../../contract.ts'
import { classOf, factClass, itemClasses } from './items.ts'
import {
  type DocumentParams,
  type DocumentResult,
  type DocumentsHead,
  type DocumentsResult,
  documentParams,
} from './params.ts'

/** What is wrong with a document on a day. */
type Fault = 'missing' | 'changed' | 'not-yet' | 'expired' | 'no-file' | 'nobody'

/**
 * Which items of a filing a document backs: its file is in the folder, has the hash that was declared (if one was), is dated on or before the day
 * and valid on it. Verified: it also names who verified it. What is only declared backs nothing and is no fault.
 */
export const documentReducer: Reducer<DocumentParams, DocumentsResult> = {
  name: 'enterprise/documents',
  version: '1',
  params: documentParams,
  reduce(results, { items }) {
    let head: DocumentsHead | undefined
    const documents: DocumentResult[] = []
    for (const { result } of results) {
      if (result.kind === 'head') head = result
      else documents.push(result)
    }
    if (head === undefined) return { n: 0, evidence: 'none', quantities: {} }
    const { on } = head
    const asked = head.filled.filter((f) => items?.includes(f) ?? classOf(f) !== factClass.id).sort()
    const sound = documents.filter((d) => d.status !== 'declared' && faultOf(d, on) === undefined)
    const backed = new Set(sound.flatMap((d) => d.fields))
    const verified = new Set(sound.filter((d) => d.status === 'verified').flatMap((d) => d.fields))
    const faulty = documents.flatMap((d) => {
      const fault = faultOf(d, on)
      return fault === undefined
        ? []
        : [{ file: d.file ?? '', document: d.document, fields: d.fields.join(' '), fault }]
    })
    const count = (fields: readonly string[], set: ReadonlySet<string>) => fields.filter((f) => set.has(f)).length
    const share = (set: ReadonlySet<string>) => (asked.length === 0 ? null : `${count(asked, set)}/${asked.length}`)
    const classes = [...itemClasses, factClass].flatMap(({ id }) => {
      const own = asked.filter((f) => classOf(f) === id)
      return own.length === 0
        ? []
        : [{ class: id, items: own.length, backed: count(own, backed), verified: count(own, verified) }]
    })
    return {
      n: documents.length,
      evidence: documents.length === 0 ? 'claim' : 'document',
      quantities: {
        ...{ backed: share(backed), verified: share(verified), faults: faulty.length, items: asked.length },
        ...{ documents: documents.length, classes },
        unbacked: asked.filter((f) => !backed.has(f)).map((field) => ({ field, class: classOf(field) })),
      },
      detail: {
        ...{ file: head.file, sha256: head.sha256, on },
        faulty: faulty.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.fields < b.fields ? -1 : 1)),
        // hashes are the evidence: who has the files can see that they are the same
        files: [...new Map(documents.flatMap((d) => (d.file && d.sha256 ? [[d.file, d.sha256] as const] : [])))]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([file, sha256]) => ({ file, sha256 })),
      },
    }
  },
}

/** The first thing wrong; dates are ISO days, so that they compare as text. */
export function faultOf(d: DocumentResult, on: string): Fault | undefined {
  if (d.status === 'declared' && d.file === null) return undefined
  if (d.file === null) return 'no-file'
  if (d.sha256 === null) return 'missing'
  if (d.declaredSha256 !== null && d.declaredSha256 !== d.sha256) return 'changed'
  if (d.issuedOn !== null && d.issuedOn > on) return 'not-yet'
  if (d.validUntil !== null && d.validUntil < on) return 'expired'
  return d.status === 'verified' && d.verifiedBy === null ? 'nobody' : undefined
}
