import { z } from 'zod'
import { archive, keepVersion, subjects as listed, type SubjectRow, versionsOf } from '../../../registry/subjects.ts'
import { asTenant } from '../../../registry/unit.ts'
import { endpoint } from '../endpoint.ts'
import { Refused, refusing } from '../refusals.ts'
import { id, problem, subject, subjectFile, subjectVersion, words } from '../shapes.ts'

const params = z.object({ id })

const shown = ({ subject_id, created_at, archived_at, ...row }: SubjectRow) => ({
  ...row,
  id: subject_id,
  createdAt: created_at.toISOString(),
  archivedAt: archived_at?.toISOString() ?? null,
})

export const subjects = [
  endpoint({
    method: 'GET',
    path: '/subjects',
    summary: {
      zh: '本组织的系统；archived=true 时包括已收起的，only 时只列已收起的',
      en: 'Systems of the organization; with archived=true also those put away, with only these alone',
    },
    needs: 'subject.read',
    query: z.object({ archived: z.enum(['true', 'false', 'only']).default('false') }),
    answer: z.object({ items: z.array(subject) }),
    run: async ({ house, actor, query }) => {
      const rows = await asTenant(house.engine, actor, (unit) =>
        listed(unit, query.archived === 'only' ? 'only' : query.archived === 'true'),
      )
      return { items: rows.map(shown) }
    },
  }),
  endpoint({
    method: 'POST',
    path: '/subjects',
    summary: {
      zh: '把描述及其文件保存为所指系统的下一个版本',
      en: 'Keeps a description and its files as the next version of the system that it names',
    },
    problems: ['path-outside', 'file-twice', 'file-unknown', 'wrong-value', '*'],
    needs: 'subject.write',
    largest: 16 * 2 ** 20,
    body: z.object({ description: words(1_000_000), files: z.array(subjectFile).max(20_000) }),
    answer: z.object({ subject: id, number: z.number(), warnings: z.array(problem) }),
    run: async ({ house, actor, body: { description, files } }) => {
      const kept = await asTenant(house.engine, actor, (unit) => keepVersion(unit, description, files))
      if (!kept.ok) throw new Refused(kept.problems)
      const { subject, number } = kept.value
      return { subject, number, warnings: [...kept.warnings] }
    },
  }),
  endpoint({
    method: 'GET',
    path: '/subjects/:id',
    summary: { zh: '一个系统及其各版本', en: 'A system with its versions' },
    problems: ['not-found'],
    needs: 'subject.read',
    params,
    answer: subject.extend({ items: z.array(subjectVersion) }),
    run: async ({ house, actor, params: { id } }) => {
      const { row, versions } = await asTenant(house.engine, actor, async (unit) => ({
        row: (await listed(unit, true)).find((each) => each.subject_id === id),
        versions: await versionsOf(unit, id),
      }))
      if (row === undefined) return refusing('not-found', { got: id })
      const items = versions.map(({ created_by, created_at, files, ...version }) => ({
        ...version,
        files: [...files],
        createdBy: created_by,
        createdAt: created_at.toISOString(),
      }))
      return { ...shown(row), items }
    },
  }),
  endpoint({
    method: 'POST',
    path: '/subjects/:id/archive',
    summary: { zh: '收起一个系统，或取回', en: 'Puts a system away, or brings it back' },
    problems: ['not-found'],
    needs: 'subject.write',
    params,
    body: z.object({ away: z.boolean() }),
    answer: z.object({}),
    run: async ({ house, actor, params: { id }, body: { away } }) => {
      const done = await asTenant(house.engine, actor, (unit) => archive(unit, id, away))
      return done ? {} : refusing('not-found', { got: id })
    },
  }),
]
