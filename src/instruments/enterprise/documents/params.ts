import { z } from 'zod'
import type { QuantityKind } from '../../contract.ts'
import { integer, ratio, word } from '../../kinds.ts'
import { factClass, itemClasses, type Status } from './items.ts'

export const documentParams = z.strictObject({
  section: z
    .string()
    .regex(/^[a-z][A-Za-z0-9]*$/)
    .default('filing'),
  /** what has to be backed where it is filled in or true: fields of a filing and facts; every filled field and no fact where it is left out */
  items: z.array(z.string().min(1)).min(1).max(200).optional(),
})
export type DocumentParams = z.output<typeof documentParams>

/** The filing the documents are about: which items are filled in, and the day on which documents have to be valid. */
export interface DocumentsHead {
  readonly kind: 'head'
  readonly file: string
  readonly sha256: string
  readonly on: string
  readonly filled: readonly string[]
}

/** One document for one item, and what its file was found to be. */
export interface DocumentResult {
  readonly kind: 'document'
  /** fields and facts that it backs */
  readonly fields: readonly string[]
  readonly document: string
  readonly file: string | null
  readonly declaredSha256: string | null
  /** of the bytes found; null where there is no such file in the folder */
  readonly sha256: string | null
  readonly issuedOn: string | null
  readonly validUntil: string | null
  readonly status: Status
  readonly verifiedBy: string | null
}

export type DocumentsResult = DocumentsHead | DocumentResult

const itemClass = word(
  '项目类',
  'class of items',
  Object.fromEntries([...itemClasses, factClass].map((c) => [c.id, c.title])),
)

export const documentProduces = {
  backed: ratio('有文件的项目占比', 'items backed by a document'),
  verified: ratio('经核验的项目占比', 'items backed by a document that somebody verified'),
  faults: integer('有问题的文件数', 'documents with a fault'),
  items: integer('须有依据的项目数', 'items that need backing'),
  documents: integer('文件数', 'documents'),
  classes: {
    kind: 'list',
    fields: {
      class: itemClass,
      items: integer('项目数', 'items'),
      backed: integer('有文件', 'backed'),
      verified: integer('经核验', 'verified'),
    },
    title: { zh: '按项目类', en: 'by class of items' },
  },
  unbacked: {
    kind: 'list',
    fields: { field: word('项目', 'item'), class: itemClass },
    title: { zh: '没有依据的项目', en: 'items without backing' },
  },
} satisfies Record<string, QuantityKind>
