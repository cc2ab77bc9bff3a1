import type { Unit } from '../unit.ts'
import type { Due } from './notice.ts'

/** Days for which somebody who has been away is still told; shorter than notices are kept, so that none comes twice. */
export const LOOKS_BACK = 300
const WAITED_TOO_LONG = 7

/**
 * What is due of an organization's own rows, and who is to be told: the organization, and whoever assesses for it.
 * `today`: ISO 8601; `now` for what counts by the hour.
 */
export async function dueOf({ query, org }: Unit, today: string, now: Date): Promise<readonly Due[]> {
  const { rows } = await query<Due>(
    `WITH attested AS (
       SELECT t.*, r.subject, a.assessment_id, a.subject_id, a.performer_org FROM registry.attestation t
       JOIN registry.report r ON r.org_id = t.org_id AND r.report_id = t.report_id
       JOIN registry.assessment a ON a.org_id = t.org_id AND a.assessment_id = r.assessment_id
       WHERE t.org_id = $1
     ), dated AS (
       SELECT report_id, subject, assessment_id, performer_org, d.day::date AS due,
         CASE WHEN d.day::date < $2::date THEN 'surveillance-overdue' WHEN d.day::date <= $2::date + 7 THEN 'surveillance-week' ELSE 'surveillance-month' END AS kind
       FROM attested t CROSS JOIN LATERAL jsonb_array_elements_text(t.surveillance) AS d(day)
       WHERE status IN ('valid', 'suspended') AND (valid_until IS NULL OR d.day::date <= valid_until)
         AND d.day::date BETWEEN $2::date - $3::int AND $2::date + 30
         -- looked at again: a later report on the system, a month before its day or after it
         AND NOT EXISTS (
           SELECT 1 FROM registry.report l JOIN registry.assessment b ON b.org_id = l.org_id AND b.assessment_id = l.assessment_id
           WHERE l.org_id = $1 AND b.subject_id = t.subject_id AND b.assessment_id <> t.assessment_id AND l.created_at::date >= d.day::date - 30)
       UNION ALL
       SELECT report_id, subject, assessment_id, performer_org, valid_until,
         CASE WHEN valid_until < $2::date THEN 'validity-ended' ELSE 'validity-ending' END
       FROM attested WHERE status IN ('valid', 'suspended') AND valid_until BETWEEN $2::date - $3::int AND $2::date + 30
     ), told AS (
       SELECT o.org AS "to", kind || ' ' || report_id || ' ' || due AS key, kind, due,
         jsonb_build_object('org', $1::uuid, 'assessment', assessment_id, 'report', report_id, 'title', subject -> 'title') AS about
       FROM dated CROSS JOIN LATERAL (SELECT $1::uuid UNION SELECT performer_org) AS o(org)
       UNION ALL
       SELECT $1::uuid, 'decision-' || decision || ' ' || report_id, 'decision-' || decision, NULL,
         jsonb_build_object('org', $1::uuid, 'assessment', assessment_id, 'report', report_id, 'title', subject -> 'title')
       FROM attested WHERE performer_org <> $1 AND decided_at > $4::timestamptz - make_interval(days => $3)
       UNION ALL
       SELECT CASE WHEN state = 'sent' THEN performer_org ELSE $1::uuid END, 'request-' || k.kind || ' ' || request_id, 'request-' || k.kind, NULL,
         jsonb_build_object('org', $1::uuid, 'request', request_id, 'assessment', assessment_id, 'title', subject_title)
       FROM registry.request CROSS JOIN LATERAL (
         SELECT 'received' AS kind WHERE state = 'sent'
         UNION SELECT 'waiting' WHERE state = 'sent' AND created_at < $4::timestamptz - make_interval(days => $5)
         UNION SELECT state WHERE state IN ('accepted', 'declined')) AS k
       WHERE org_id = $1 AND coalesce(answered_at, created_at) > $4::timestamptz - make_interval(days => $3)
     )
     SELECT "to"::text, key, kind, due::text, jsonb_strip_nulls(about) AS about FROM told`,
    [org, today, LOOKS_BACK, now.toISOString(), WAITED_TOO_LONG],
  )
  return rows
}
