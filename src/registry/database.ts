import type { ColumnType, Generated } from 'kysely'
import type { Anchor } from '../drafting/anchors.ts'
import type { BackTest } from '../judge/back-test/document.ts'
import type { Problem } from '../language/problem.ts'
import type { Text } from '../language/text.ts'
import type { Deed } from '../life/project/act.ts'
import type { BackTestWish } from './back-tests.ts'
import type { About, NoticeKind } from './notices/notice.ts'

/** jsonb: read as a value, written as its text */
type Json<T> = ColumnType<T, string, string>
type At = ColumnType<Date, Date | string | undefined, Date | string>
type AtOrNull = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
/** select it as text: drivers make different Dates of a day */
type Day = ColumnType<string, string, string>
type DayOrNull = ColumnType<string | null, string | null | undefined, string | null>

export type OrganizationKind = 'company' | 'laboratory' | 'committee' | 'regulator' | 'zone' | 'administrator'
/** who began it: a company that wants to be assessed, or a regulator that inspects */
export type RequestKind = 'commission' | 'inspection'
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

/** A review sheet that somebody filled in. */
export interface Filled {
  readonly sha256: string
  readonly by: string
  /** ISO 8601 */
  readonly at: string
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
    assessment_id: string | null
    brought_by: string | null
  }
  brought: { org_id: string; assessment_id: string; sha256: string; brought_by: string; at: At }
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
    /** null: of an inspection for which the company appoints it */
    subject_id: string | null
    version_number: number | null
    subject_title: ColumnType<Text | null, string | null, string | null>
    standard_hash: string
    message: string
    state: 'sent' | 'accepted' | 'declined' | 'withdrawn'
    answer: string | null
    assessment_id: string | null
    created_by: string
    created_at: At
    answered_at: AtOrNull
    kind: ColumnType<RequestKind, RequestKind | undefined, never>
    performer_name: ColumnType<Text | null, string | null | undefined, never>
    basis: ColumnType<string | null, string | null | undefined, never>
    due: DayOrNull
    finished_at: AtOrNull
  }
  corrective_action: {
    org_id: string
    action_id: string
    assessment_id: string
    performer_org: string
    clause: string
    finding: string
    due: Day
    state: 'open' | 'answered' | 'closed'
    answer: string | null
    evidence: Json<readonly string[]>
    answered_by: string | null
    answered_at: AtOrNull
    note: string | null
    concluded_by: string | null
    concluded_at: AtOrNull
    reopened: Generated<number>
    created_by: string
    created_at: At
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
  review_sheet: {
    org_id: string
    assessment_id: string
    measure: string
    run: number
    sheet_sha256: string
    open: number
    save_as: string
    filled: Json<readonly Filled[]>
  }
  secret: {
    org_id: string
    name: string
    hosts: Json<readonly string[]>
    sealed: string
    set_by: string
    set_at: At
    last_used_at: AtOrNull
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
  project: {
    org_id: string
    project_id: string
    procedure: string
    title: Json<Text>
    state: string
    acts: number
    number: string | null
    open_since: DayOrNull
    comment_draft: string | null
    created_by: string
    created_at: At
    changed_at: At
  }
  project_act: {
    org_id: string
    project_id: string
    seq: number
    by: string
    role: string
    valid: Day
    recorded: At
    deed: Json<Deed>
  }
  committee_member: {
    org_id: string
    member_id: string
    name: string
    unit: string
    part: string
    term_from: Day
    term_until: Day
    committees: number
    person: string | null
  }
  draft: {
    org_id: string
    draft_id: string
    standard_id: string
    title: Json<Text>
    based_on: string | null
    number: number
    created_by: string
    created_at: At
    updated_at: At
  }
  draft_version: {
    org_id: string
    draft_id: string
    number: number
    sha256: string
    text: string
    cases: string
    restored: number | null
    saved_by: string
    saved_at: At
  }
  draft_comment: {
    org_id: string
    comment_id: string
    draft_id: string
    number: number
    reply_to: string | null
    anchor: Json<Anchor>
    body: string
    said_by: string
    said_at: At
    resolved_by: string | null
    resolved_at: AtOrNull
  }
  back_test: {
    org_id: string
    back_test_id: string
    from_hash: string
    draft: Json<readonly (readonly [name: string, text: string])[]>
    draft_id: string
    draft_edition: string
    draft_hash: string
    draft_title: Json<Text>
    settings: Json<BackTestWish>
    state: 'queued' | 'running' | 'done' | 'failed' | 'stopped'
    judged: Generated<number>
    reports: number | null
    document: ColumnType<BackTest | null, string | null | undefined, string | null>
    problems: Json<readonly Problem[]>
    created_by: string
    created_at: At
    finished_at: AtOrNull
  }
  industry_snapshot: {
    snapshot_id: string
    org_id: string
    org_name: Json<Text>
    title: Json<Text>
    standard: Json<{ readonly id: string; readonly edition: string; readonly hash: string }>
    as_of: string
    hash: string
    bytes_sha256: string
    size: number
    follows: string | null
    published_by: string
    published_at: At
  }
  audit: { org_id: string; seq: number; at: At; body: string; prev: string; hash: string }
}
