import { z } from 'zod'
import { noticeKinds } from '../../registry/notices/notice.ts'
import { isPlainText } from '../../registry/plain-text.ts'

/** What the API says and takes, as schemas: the OpenAPI description and the types of the client come from them. */
export const text = z.object({ zh: z.string().optional(), en: z.string().optional() }).meta({ id: 'Text' })
/** in lower case, as the database writes it */
export const id = z.uuid().toLowerCase()
/** whole numbers as the database counts */
export const count = z.number().int().min(1).max(2_147_483_647)
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
export const time = z.iso.datetime()
/** what a database keeps: see `isPlainText` */
export const words = (most: number) =>
  z.string().max(most).refine(isPlainText, 'no character zero, no half of a character')

export const problem = z
  .object({
    code: z.string(),
    severity: z.enum(['error', 'warning']),
    text,
    place: z
      .object({
        file: z.string().optional(),
        line: z.number().optional(),
        column: z.number().optional(),
        path: z.string().optional(),
      })
      .optional(),
    expected: z.string().optional(),
    got: z.string().optional(),
    next: text.optional(),
  })
  .meta({ id: 'Problem' })

/** RFC 9457; `problems` says all of it in both languages. */
export const refusal = z
  .object({ type: z.string(), title: z.string(), status: z.number(), code: z.string(), problems: z.array(problem) })
  .meta({ id: 'Refusal' })

export const subjectFile = z.object({ path: words(300), sha256, size: z.number().int().min(0) })
export const subject = z
  .object({
    id,
    name: z.string(),
    title: text,
    version: z.string(),
    versions: z.number(),
    createdAt: time,
    /** when it was put away */
    archivedAt: time.nullable(),
  })
  .meta({ id: 'Subject' })
export const subjectVersion = z
  .object({
    number: z.number(),
    label: z.string(),
    description: z.string(),
    files: z.array(subjectFile),
    createdBy: z.string(),
    createdAt: time,
  })
  .meta({ id: 'SubjectVersion' })

export const standard = z
  .object({
    hash: z.string(),
    id: z.string(),
    edition: z.string(),
    title: text,
    authority: z.string(),
    current: z.boolean(),
  })
  .meta({ id: 'Standard' })

export const kind = z.enum(['self', 'third-party', 'supervisory'])
export const state = z.enum([
  'selection',
  'determination',
  'review',
  'decision',
  'attestation',
  'surveillance',
  'closed',
])
export const activity = z.enum(['idle', 'queued', 'running', 'pausing', 'paused', 'failed'])
export const measureProgress = z.object({
  measure: z.string(),
  instrument: z.string(),
  title: text,
  items: z.number(),
  measured: z.number(),
  errors: z.number(),
})
export const report = z
  .object({
    id,
    assessment: id,
    bundle: sha256,
    standard: z.string(),
    subject: z.object({ id: z.string(), title: text, version: z.string() }),
    verdict: z.string(),
    headline: z.record(z.string(), z.string()),
    signedBy: z.string().nullable(),
    createdAt: time,
    attestation: z
      .object({
        decision: z.enum(['granted', 'refused']),
        reason: z.string(),
        decidedBy: z.string(),
        decidedAt: time,
        validFrom: day.nullable(),
        validUntil: day.nullable(),
        status: z.enum(['none', 'valid', 'expired', 'suspended', 'withdrawn']),
        statusReason: z.string().nullable(),
        surveillance: z.array(day),
        published: z.boolean(),
      })
      .nullable(),
  })
  .meta({ id: 'Report' })
export const assessment = z
  .object({
    id,
    org: id,
    subject: id,
    version: z.number(),
    standard: z.string(),
    kind,
    performer: id,
    state,
    activity,
    date: day,
    items: z.number(),
    measures: z.array(measureProgress),
    /** rows of review sheets that wait for somebody */
    openReviews: z.number(),
    problems: z.array(problem),
    determinedBy: z.array(z.string()),
    reviewedBy: z.string().nullable(),
    rowVersion: z.number(),
    createdBy: z.string(),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Assessment' })

export const namedEvidence = z
  .object({
    sha256,
    size: z.number(),
    name: z.string(),
    mediaType: z.string(),
    /** why it belongs to the assessment */
    parts: z.array(z.enum(['subject', 'answer', 'brought', 'mended', 'sheet', 'report'])),
    /** the organization that brought it in */
    broughtBy: id.nullable(),
    createdAt: time,
  })
  .meta({ id: 'NamedEvidence' })
export const sheet = z
  .object({
    measure: z.string(),
    /** of the sheet as it is handed out: `GET /evidence/:sha256?assessment=` */
    sha256,
    /** rows that wait for somebody */
    open: z.number(),
    filled: z.array(z.object({ sha256, by: z.string(), at: time })),
  })
  .meta({ id: 'Sheet' })
export const answer = z
  .object({
    part: z.enum(['fact', 'finding']),
    name: words(200),
    value: z.json().nullable(),
    evidence: z.array(sha256).max(50).default([]),
  })
  .meta({ id: 'Answer' })
export const plan = z
  .object({
    facts: z.record(z.string(), z.unknown()),
    findings: z.record(z.string(), z.unknown()),
    answers: z.array(
      z.object({
        part: z.enum(['fact', 'finding']),
        name: z.string(),
        value: z.unknown(),
        evidence: z.array(z.string()),
        answeredBy: z.string(),
        answeredAt: time,
      }),
    ),
    open: z.object({
      facts: z.array(z.string()),
      findings: z.array(z.string()),
      measures: z.array(z.object({ measure: z.string(), origin: z.string() })),
    }),
    measures: z.array(z.object({ measure: z.string(), instrument: z.string(), title: text })),
    warnings: z.array(problem),
  })
  .meta({ id: 'Plan' })

export const request = z
  .object({
    id,
    org: id,
    /** who began it: `commission`, the organization that is assessed; `inspection`, the performer, a regulator */
    kind: z.enum(['commission', 'inspection']),
    orgName: text,
    performer: id,
    /** of an inspection */
    performerName: text.nullable(),
    /** null: of an inspection for which the company appoints it */
    subject: id.nullable(),
    version: z.number().nullable(),
    subjectTitle: text.nullable(),
    standard: z.string(),
    message: z.string(),
    state: z.enum(['sent', 'accepted', 'declined', 'withdrawn']),
    answer: z.string().nullable(),
    assessment: id.nullable(),
    /** of an inspection: the law or the reason */
    basis: z.string().nullable(),
    due: day.nullable(),
    overdue: z.boolean(),
    createdAt: time,
    answeredAt: time.nullable(),
    /** when it was decided */
    finishedAt: time.nullable(),
  })
  .meta({ id: 'Request' })
export const correctiveAction = z
  .object({
    id,
    org: id,
    performer: id,
    assessment: id,
    clause: z.string(),
    finding: z.string(),
    due: day,
    overdue: z.boolean(),
    state: z.enum(['open', 'answered', 'closed']),
    answer: z.string().nullable(),
    evidence: z.array(sha256),
    answeredAt: time.nullable(),
    /** of whoever closed or reopened it */
    note: z.string().nullable(),
    concludedAt: time.nullable(),
    reopened: z.number(),
    createdAt: time,
  })
  .meta({ id: 'CorrectiveAction' })
/** what is told of a key; the key itself is told to nobody */
export const secret = z
  .object({
    name: z.string(),
    /** without a port: https on its usual one */
    hosts: z.array(z.string()),
    setBy: z.string(),
    setAt: time,
    lastUsedAt: time.nullable(),
  })
  .meta({ id: 'Secret' })
export const office = z
  .object({
    id,
    kind: z.enum(['company', 'laboratory', 'committee', 'regulator', 'zone', 'administrator']),
    name: text,
  })
  .meta({ id: 'Office' })

export const publication = z
  .object({
    id,
    organization: text,
    performer: text,
    subject: z.object({ id: z.string(), title: text, version: z.string() }),
    standard: z.object({ id: z.string(), edition: z.string(), hash: z.string(), title: text, authority: z.string() }),
    kind,
    verdict: z.string(),
    headline: z.record(z.string(), z.string()),
    bundle: sha256,
    validFrom: day.nullable(),
    validUntil: day.nullable(),
    status: z.enum(['valid', 'expired', 'suspended', 'withdrawn']),
    statusReason: z.string().nullable(),
    publishedAt: time,
    changedAt: time,
  })
  .meta({ id: 'Publication' })

export const industrySnapshot = z
  .object({
    id,
    organization: text,
    title: text,
    standard: z.object({ id: z.string(), edition: z.string(), hash: z.string() }),
    asOf: day,
    hash: z.string(),
    size: z.number(),
    follows: id.nullable(),
    publishedAt: time,
  })
  .meta({ id: 'IndustrySnapshot' })

export const notice = z
  .object({
    id,
    kind: z.enum(noticeKinds),
    about: z.object({
      org: id,
      request: id.optional(),
      assessment: id.optional(),
      report: id.optional(),
      action: id.optional(),
      project: id.optional(),
      deadline: z.enum(['state', 'plan', 'advice', 'review']).optional(),
      title: text,
    }),
    due: day.nullable(),
    at: time,
    readAt: time.nullable(),
    readBy: z.string().nullable(),
  })
  .meta({ id: 'Notice' })

export const draft = z
  .object({
    id,
    /** id of the standard, as written */
    standard: z.string(),
    title: text,
    /** hash of the standard it was begun from */
    basedOn: z.string().nullable(),
    /** of the newest version */
    number: count,
    createdBy: z.string(),
    createdAt: time,
    updatedAt: time,
  })
  .meta({ id: 'Draft' })
export const draftVersion = z
  .object({
    number: count,
    /** of text and cases */
    sha256: z.string(),
    /** the version whose text it has again */
    restored: count.nullable(),
    savedBy: z.string(),
    savedAt: time,
  })
  .meta({ id: 'DraftVersion' })
/** a place in a version that can be found again in another */
export const anchor = z
  .object({
    id: words(200),
    number: words(200).optional(),
    parent: words(200).optional(),
    /** all words of the clause */
    words: words(20_000),
    quote: z.object({ exact: words(20_000), prefix: words(32), suffix: words(32) }).optional(),
  })
  .meta({ id: 'Anchor' })
export const draftComment = z
  .object({
    id,
    /** the version it was written on */
    version: count,
    replyTo: id.nullable(),
    anchor,
    body: z.string(),
    saidBy: z.string(),
    saidAt: time,
    resolvedBy: z.string().nullable(),
    resolvedAt: time.nullable(),
  })
  .meta({ id: 'DraftComment' })
export const backTest = z
  .object({
    id,
    /** hash of the edition in force */
    from: z.string(),
    draft: z.object({ id: z.string(), edition: z.string(), hash: z.string(), title: text }),
    settings: z.object({
      result: z.string().optional(),
      draws: z.number(),
      search: z
        .object({ place: z.string(), pass: z.string(), from: z.string(), to: z.string(), step: z.string() })
        .optional(),
      rate: z.string().optional(),
      sector: z.string().optional(),
      zone: z.string().optional(),
      least: z.number(),
    }),
    state: z.enum(['queued', 'running', 'done', 'failed', 'stopped']),
    judged: z.number(),
    /** how many there are; null until that is known */
    reports: z.number().nullable(),
    problems: z.array(problem),
    createdBy: z.string(),
    createdAt: time,
    finishedAt: time.nullable(),
  })
  .meta({ id: 'BackTest' })

export const auditEntry = z
  .object({ seq: z.number(), at: z.string(), body: z.string(), prev: z.string(), hash: z.string() })
  .meta({ id: 'AuditEntry' })

export const page = <T extends z.ZodType>(items: T) => z.object({ items: z.array(items), next: z.string().nullable() })
export const paging = { cursor: words(200).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }
