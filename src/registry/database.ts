import type { ColumnType, Generated } from 'kysely'
import type { Text } from '../language/text.ts'
import type { About, NoticeKind } from './notices/notice.ts'

/** jsonb: read as a value, written as its text */
type Json<T> = ColumnType<T, string, string>
type At = ColumnType<Date, Date | string | undefined, Date | string>
type AtOrNull = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
/** select it as text: drivers make different Dates of a day */
type Day = ColumnType<string, string, string>
type DayOrNull = ColumnType<string | null, string | null | undefined, string | null>

export type OrganizationKind = 'company' | 'laboratory' | 'committee' | 'regulator' | 'zone' | 'administrator'
export type AssessmentKind = 'self' | 'third-party' | 'supervisory'
/** ISO/IEC 17000: selection, determination, review, decision, attestation, surveillance */
export type AssessmentState =
  | 'selection'
  | 'determination'
  | 'review'
  | 'decision'
  | 'attestation'
  | 'surveillance'
  | 'closed'
export type Activity = 'idle' | 'queued' | 'running' | 'pausing' | 'paused' | 'failed'

/** A file of a subject: where it lies in the subject's folder, and which evidence it is. */
export interface SubjectFileRef {
  readonly path: string
  readonly sha256: string
  readonly size: number
}

export interface MeasureState {
  readonly measure: string
  readonly instrument: string
  readonly title: Text
  readonly items: number
  readonly chunks: number
}

/** Tables of the schema `registry`; the migrations are the authority, and a test holds this against them. */
export interface Database {
  organization: {
    org_id: string
    kind: OrganizationKind
    name_zh: string
    name_en: string
    created_at: At
  }
  standard: {
    hash: string
    id: string
    edition: string
    title: Json<Text>
    authority: string
    files: Json<readonly (readonly [name: string, text: string])[]>
    current: boolean
    added_at: At
  }
  subject: {
    org_id: string
    subject_id: string
    name: string
    title: Json<Text>
    created_by: string
    created_at: At
    archived_at: AtOrNull
  }
  subject_version: {
    org_id: string
    subject_id: string
    number: number
    label: string
    description: string
    files: Json<readonly SubjectFileRef[]>
    created_by: string
    created_at: At
  }
  evidence: {
    org_id: string
    sha256: string
    size: ColumnType<string, number, number>
    name: string
    media_type: string
    created_by: string
    created_at: At
  }
  upload: {
    org_id: string
    upload_id: string
    name: string
    media_type: string
    size: ColumnType<string, number, number>
    sha256: string | null
    received: ColumnType<string, number | undefined, number>
    created_by: string
    created_at: At
    finished_at: AtOrNull
  }
  assessment: {
    org_id: string
    assessment_id: string
    subject_id: string
    version_number: number
    standard_hash: string
    kind: AssessmentKind
    performer_org: string
    state: AssessmentState
    activity: Activity
    reference_date: Day
    measures: Json<readonly MeasureState[]>
    run: Generated<number>
    stage: Generated<number>
    remaining: Generated<number>
    items_total: Generated<number>
    problems: Json<readonly unknown[]>
    determined_by: Json<readonly string[]>
    reviewed_by: string | null
    row_version: Generated<number>
    created_by: string
    created_at: At
    updated_at: At
  }
  answer: {
    org_id: string
    assessment_id: string
    part: 'fact' | 'finding'
    name: string
    value: Json<unknown>
    evidence: Json<readonly string[]>
    answered_by: string
    answered_at: At
  }
  chunk: {
    org_id: string
    assessment_id: string
    run: number
    measure: string
    stage: number
    number: number
    first: number
    items: number
    state: 'waiting' | 'done'
    failures: Generated<number>
    measured: Generated<number>
    errors: Generated<number>
    journal_sha256: string | null
    journal_size: number | null
    finished_at: AtOrNull
  }
  report: {
    org_id: string
    report_id: string
    assessment_id: string
    bundle_sha256: string
    standard_hash: string
    subject: Json<{ id: string; title: Text; version: string }>
    verdict: string
    headline: Json<unknown>
    signed_by: string | null
    created_at: At
  }
  attestation: {
    org_id: string
    report_id: string
    decision: 'granted' | 'refused'
    reason: string
    decided_by: string
    decided_at: At
    valid_from: DayOrNull
    valid_until: DayOrNull
    status: 'none' | 'valid' | 'suspended' | 'withdrawn'
    status_reason: string | null
    status_by: string | null
    status_at: AtOrNull
    surveillance: Json<readonly string[]>
    published: Generated<boolean>
  }
  request: {
    org_id: string
    request_id: string
    performer_org: string
    org_name: Json<Text>
    subject_id: string
    version_number: number
    subject_title: Json<Text>
    standard_hash: string
    message: string
    state: 'sent' | 'accepted' | 'declined' | 'withdrawn'
    answer: string | null
    assessment_id: string | null
    created_by: string
    created_at: At
    answered_at: AtOrNull
  }
  access: {
    org_id: string
    grantee_org: string
    assessment_id: string
    may: 'read' | 'assess'
    until: AtOrNull
    granted_at: At
  }
  publication: {
    publication_id: string
    org_id: string
    report_id: string
    org_name: Json<Text>
    subject: Json<{ id: string; title: Text; version: string }>
    standard: Json<{ id: string; edition: string; hash: string; title: Text; authority: string }>
    kind: AssessmentKind
    performer_name: Json<Text>
    verdict: string
    headline: Json<unknown>
    bundle_sha256: string
    bundle_size: ColumnType<string, number, number>
    valid_from: DayOrNull
    valid_until: DayOrNull
    status: string
    status_reason: string | null
    published_at: At
    changed_at: At
    search: string
  }
  idempotency: {
    org_id: string
    key: string
    request_sha256: string
    status: number
    body: string
    at: At
  }
  notice: {
    org_id: string
    notice_id: string
    key: string
    kind: NoticeKind
    about: Json<About>
    due: DayOrNull
    at: At
    read_at: AtOrNull
    read_by: string | null
  }
  audit: { org_id: string; seq: number; at: At; body: string; prev: string; hash: string }
}
