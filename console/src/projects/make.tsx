import { Button, Group, NativeSelect } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../api/client.ts'
import { backTestsQuery } from '../api/queries.ts'
import type { LifeRole, Project } from '../api/types.ts'
import { useDoing } from '../ui/doing.ts'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'

const ofText = ['working-draft', 'comment-draft', 'review-draft', 'approval-draft', 'full-text'] as const
type Made = (typeof ofText)[number] | 'comment-table' | 'back-test' | 'overlap-report'

/** A document that the registry makes from what it has; nothing is shown for those that it cannot make. */
export function Make({ of, kind, role }: { of: Project; kind: string; role: LifeRole }) {
  const { t, lang, say } = useWords()
  const can =
    kind === 'back-test' ||
    kind === 'overlap-report' ||
    (kind === 'comment-table' && of.comments.length > 0) ||
    (of.text !== null && ofText.some((k) => k === kind))
  const tests = useInfiniteQuery({ ...backTestsQuery, enabled: kind === 'back-test' })
  const finished = (tests.data?.pages.flatMap((p) => p.items) ?? []).filter((b) => b.state === 'done')
  const [backTest, choose] = useState('')
  const make = useDoing(
    (body: { role: LifeRole; kind: Made; lang: 'zh' | 'en'; backTest?: string }, key) =>
      ask('POST /projects/:id/documents', { params: { id: of.id }, body, key }),
    { touches: [['projects']], says: t('projects/written') },
  )
  if (!can || (kind === 'back-test' && finished.length === 0)) return null
  return (
    <>
      {make.isError && <Problems error={make.error} />}
      <Group align="flex-end" gap="sm">
        {kind === 'back-test' && (
          <NativeSelect
            label={t('projects/whichBackTest')}
            value={backTest}
            data={[
              { value: '', label: t('shell/choose') },
              ...finished.map((b) => ({
                value: b.id,
                label: `${say(b.draft.title) || b.draft.id} ${b.draft.edition} · ${b.createdAt.slice(0, 10)}`,
              })),
            ]}
            onChange={(e) => choose(e.currentTarget.value)}
          />
        )}
        <Button
          variant="light"
          loading={make.isPending}
          disabled={kind === 'back-test' && backTest === ''}
          onClick={() => make.mutate({ role, kind: kind as Made, lang, ...(kind === 'back-test' ? { backTest } : {}) })}
        >
          {t('projects/make')}
        </Button>
      </Group>
    </>
  )
}
