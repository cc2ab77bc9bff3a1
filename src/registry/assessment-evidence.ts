import { done, failed, type Outcome, type Problem, problem } from '../language/problem.ts'
import { lockedVersion } from './assessments.ts'
import { notNow } from './decisions.ts'
import type { Unit } from './unit.ts'

/** Why a file belongs to an assessment: it is of the version that is assessed, backs an answer, was brought into it, or is its report. */
export type EvidencePart = 'subject' | 'answer' | 'brought' | 'mended' | 'sheet' | 'report'

export interface NamedEvidence {
  readonly sha256: string
  /** bytes */
  readonly size: number
  readonly name: string
  readonly mediaType: string
  readonly parts: readonly EvidencePart[]
  /** the organization that brought it into the assessment */
  readonly broughtBy: string | null
  readonly at: Date
}

/** Every file that an assessment names, by its name: as much of an organization's evidence as whoever assesses it may see. */
export async function evidenceOf({ query, org }: Unit, assessment: string): Promise<readonly NamedEvidence[]> {
  const { rows } = await query<Omit<NamedEvidence, 'size'> & { size: string }>(
    `SELECT e.sha256, e.size::text AS size, e.name, e.media_type AS "mediaType", n.parts, b.brought_by AS "broughtBy", e.created_at AS at
     FROM (SELECT sha256, array_agg(DISTINCT part ORDER BY part) AS parts FROM (${naming}) AS each GROUP BY sha256) n
     JOIN registry.evidence e ON e.org_id = $1 AND e.sha256 = n.sha256
     LEFT JOIN registry.brought b ON b.org_id = $1 AND b.assessment_id = $2 AND b.sha256 = n.sha256
     ORDER BY e.name, e.sha256`,
    [org, assessment],
  )
  return rows.map(({ size, ...row }) => ({ ...row, size: Number(size) }))
}

/** Whether an assessment names a file. */
export async function isEvidenceOf({ query, org }: Unit, assessment: string, sha256: string): Promise<boolean> {
  const { rows } = await query(`SELECT 1 FROM (${naming}) AS each WHERE sha256 = $3 LIMIT 1`, [org, assessment, sha256])
  return rows.length > 0
}

/** $1: organization, $2: assessment */
const naming = `
  SELECT f ->> 'sha256' AS sha256, 'subject' AS part FROM registry.assessment a
    JOIN registry.subject_version v ON v.org_id = a.org_id AND v.subject_id = a.subject_id AND v.number = a.version_number
    CROSS JOIN LATERAL jsonb_array_elements(v.files) AS f WHERE a.org_id = $1 AND a.assessment_id = $2
  UNION ALL SELECT h, 'answer' FROM registry.answer w CROSS JOIN LATERAL jsonb_array_elements_text(w.evidence) AS h
    WHERE w.org_id = $1 AND w.assessment_id = $2
  UNION ALL SELECT h, 'mended' FROM registry.corrective_action c CROSS JOIN LATERAL jsonb_array_elements_text(c.evidence) AS h
    WHERE c.org_id = $1 AND c.assessment_id = $2
  UNION ALL SELECT b.sha256, 'brought' FROM registry.brought b WHERE b.org_id = $1 AND b.assessment_id = $2
  UNION ALL SELECT t.sheet_sha256, 'sheet' FROM registry.review_sheet t WHERE t.org_id = $1 AND t.assessment_id = $2
  UNION ALL SELECT f ->> 'sha256', 'sheet' FROM registry.review_sheet t CROSS JOIN LATERAL jsonb_array_elements(t.filled) AS f
    WHERE t.org_id = $1 AND t.assessment_id = $2
  UNION ALL SELECT r.bundle_sha256, 'report' FROM registry.report r WHERE r.org_id = $1 AND r.assessment_id = $2`

/** What one organization may bring into an assessment of another's at most, what is under way counted. */
export const mostBrought = { bytes: 20 * 2 ** 30, files: 2000 } as const

/** days after which an upload into another's space that did not come to its end is forgotten */
export const UPLOAD_DAYS = 7

/**
 * Whether an organization may bring a file of `size` bytes into an assessment now; the row is locked until the transaction ends, so that of two
 * at once the second is counted with the first. Problems: not-now (it is decided), evidence-quota.
 */
export async function mayBring(unit: Unit, assessment: string, by: string, size: number): Promise<Outcome<void>> {
  await lockedVersion(unit, assessment)
  if (!(await takesEvidence(unit, assessment))) return failed(notNow(undefined))
  if (by === unit.org) return done(undefined)
  const { rows } = await unit.query<{ files: number; bytes: string }>(
    `SELECT count(*)::int AS files, coalesce(sum(size), 0)::text AS bytes FROM (
       SELECT e.size FROM registry.brought b JOIN registry.evidence e ON e.org_id = b.org_id AND e.sha256 = b.sha256
         WHERE b.org_id = $1 AND b.assessment_id = $2 AND b.brought_by = $3
       UNION ALL SELECT size FROM registry.upload WHERE org_id = $1 AND assessment_id = $2 AND brought_by = $3
         AND finished_at IS NULL AND created_at > now() - make_interval(days => ${UPLOAD_DAYS})) AS each`,
    [unit.org, assessment, by],
  )
  const { files, bytes } = rows[0]!
  if (files + 1 > mostBrought.files || Number(bytes) + size > mostBrought.bytes)
    return failed(overQuota(files, Number(bytes) + size))
  return done(undefined)
}

/** A decided or closed assessment takes none: what it was judged by stays what it was. */
export async function takesEvidence({ db, org }: Unit, assessment: string): Promise<boolean> {
  const row = await db
    .selectFrom('assessment')
    .select('state')
    .where('org_id', '=', org)
    .where('assessment_id', '=', assessment)
    .executeTakeFirst()
  return row !== undefined && ['selection', 'determination', 'review', 'decision'].includes(row.state)
}

/** Notes that a file was brought in; the first to bring it is named. */
export async function bring(unit: Unit, assessment: string, sha256: string, by: string): Promise<void> {
  const { numInsertedOrUpdatedRows } = await unit.db
    .insertInto('brought')
    .values({ org_id: unit.org, assessment_id: assessment, sha256, brought_by: by })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows) unit.record({ what: 'evidence.brought', assessment, sha256, by })
}

function overQuota(files: number, bytes: number): Problem {
  return problem(
    'evidence-quota',
    {
      zh: '带入这次评价的文件已达上限',
      en: 'No more can be brought into this assessment',
    },
    {
      expected: `<= ${mostBrought.bytes} bytes, ${mostBrought.files} files`,
      got: `${bytes} bytes, ${files + 1} files`,
      next: {
        zh: '请被评组织自行上传，并在系统版本或回答中引用',
        en: 'have the organization that is assessed upload it and name it in a version or an answer',
      },
    },
  )
}
