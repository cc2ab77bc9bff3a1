import { Button, Group, NativeSelect, Stack, Text, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { standardsQuery } from '../api/queries.ts'
import { save } from '../report/download.ts'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import type { Asked, Checked, Placed } from './checked.ts'
import type { useChecker } from './checking.ts'
import type { Paper } from './drafting-worker.ts'

/** The clauses as they are written; choosing one goes to it. */
export function Outline({
  checked,
  at,
  onGo,
}: {
  checked: Checked
  at: string | undefined
  onGo: (from: number) => void
}) {
  const { t, say } = useWords()
  if (checked.clauses.length === 0) return <Text c="dimmed">{t('drafting/noClauses')}</Text>
  return (
    <ul className="plain outline" aria-label={t('drafting/outline')}>
      {checked.clauses.map((c) => (
        <li key={c.path} style={{ paddingInlineStart: `${c.depth * 0.9}rem` }}>
          <UnstyledButton
            onClick={() => onGo(c.from)}
            aria-current={c.path === at ? 'true' : undefined}
            className="to-clause"
          >
            <b>{c.number ?? c.id}</b> {say(c.title)}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}

/** What is wrong and what is advised; choosing one goes to its place. */
export function Checks({ checked, onGo }: { checked: Checked; onGo: (from: number, to: number) => void }) {
  const { t, say } = useWords()
  const errors = checked.problems.filter((p) => p.problem.severity === 'error').length
  return (
    <Stack gap="xs">
      <Text size="sm" role="status">
        {t(checked.loads ? 'drafting/loads' : 'drafting/loadsNot')} ·{' '}
        {checked.problems.length === 0
          ? t('drafting/nothingWrong')
          : t('drafting/errorsAndAdvice', { errors, advice: checked.problems.length - errors })}
      </Text>
      <ul className="plain">
        {checked.problems.map((p) => (
          <li key={`${p.from} ${p.problem.code} ${p.problem.got ?? ''}`}>
            <UnstyledButton className="to-clause" onClick={() => onGo(p.from, p.to)}>
              <OneCheck placed={p} line={say(p.problem.text)} next={say(p.problem.next)} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </Stack>
  )
}

function OneCheck({ placed: { problem }, line, next }: { placed: Placed; line: string; next: string }) {
  return (
    <>
      <Text size="sm" span fw={problem.severity === 'error' ? 600 : 400}>
        {problem.severity === 'error' ? '✗' : '⚠'} {problem.place?.line}: {line}
      </Text>
      {next && (
        <Text size="sm" c="dimmed">
          → {next}
        </Text>
      )}
    </>
  )
}

export function Cases({ checked }: { checked: Checked }) {
  const { t, say } = useWords()
  if (checked.caseProblems.length > 0) return <Problems problems={checked.caseProblems as never} />
  if (checked.cases.length === 0) return <Text c="dimmed">{t('drafting/noCases')}</Text>
  const ok = (c: Checked['cases'][number]) => c.problems.length === 0 && c.checks.every((k) => k.ok)
  const passed = checked.cases.filter(ok).length
  return (
    <Stack gap="xs">
      <Text size="sm" role="status">
        {t('drafting/casesCount', { passed, failed: checked.cases.length - passed })}
      </Text>
      <ul className="plain">
        {[...checked.cases]
          .sort((a, b) => Number(ok(a)) - Number(ok(b)))
          .map((c, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: cases have no other name that is their own
            <li key={i} className="sheet">
              <Text size="sm">
                {ok(c) ? '✓' : '✗'} {say(c.name)}{' '}
                <span className="sr">{t(ok(c) ? 'drafting/passed' : 'drafting/notPassed')}</span>
              </Text>
              {c.problems.length > 0 && <Problems problems={c.problems as never} />}
              {c.checks
                .filter((k) => !k.ok)
                .map((k) => (
                  <Text key={k.what} size="sm" ff="monospace">
                    {k.what}: {t('shell/expected')} {k.expected}, {t('shell/got')} {k.got}
                  </Text>
                ))}
            </li>
          ))}
      </ul>
    </Stack>
  )
}

export function Differences({
  checked,
  base,
  onBase,
}: {
  checked: Checked
  base: string
  onBase: (hash: string) => void
}) {
  const { t, say } = useWords()
  const standards = useQuery(standardsQuery(true))
  return (
    <Stack gap="xs">
      <NativeSelect
        label={t('drafting/compareWith')}
        value={base}
        onChange={(e) => onBase(e.currentTarget.value)}
        data={[
          { value: '', label: t('drafting/noneChosen') },
          ...(standards.data ?? []).map((s) => ({ value: s.hash, label: `${say(s.title)} (${s.id} ${s.edition})` })),
        ]}
      />
      {base !== '' && !checked.changes && <Text c="dimmed">{t('drafting/cannotCompare')}</Text>}
      {checked.changes?.length === 0 && <Text>{t('drafting/same')}</Text>}
      <ul>
        {checked.changes?.map((change, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: sentences in their order
          <li key={i}>
            <Text size="sm">{say(change)}</Text>
          </li>
        ))}
      </ul>
    </Stack>
  )
}

export function OnPaper({
  checker,
  asked,
  name,
}: {
  checker: ReturnType<typeof useChecker>
  asked: Asked
  name: string
}) {
  const { t, lang } = useWords()
  const [paper, setPaper] = useState<Paper>()
  useEffect(() => {
    let stale = false
    void checker.paper(asked, lang, 'html').then((made) => {
      if (!stale) setPaper(made)
    })
    return () => {
      stale = true
    }
  }, [checker, asked, lang])
  const docx = async () => {
    const made = await checker.paper(asked, lang, 'docx')
    if ('bytes' in made)
      save(
        made.bytes,
        `${name}.${lang}.docx`,
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      )
    else setPaper(made)
  }
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('drafting/paperNote')}
        </Text>
        <Button variant="default" size="compact-md" onClick={() => void docx()}>
          {t('drafting/exportDocx')}
        </Button>
      </Group>
      {paper && 'problems' in paper && <Problems problems={paper.problems as never} />}
      {paper && 'page' in paper && (
        <iframe className="full" title={t('drafting/paper')} sandbox="" srcDoc={paper.page} />
      )}
    </Stack>
  )
}
