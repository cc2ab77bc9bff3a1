import { Alert, Badge, Box, Button, Group, SegmentedControl, Stack, Tabs, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { locate } from '../../../src/drafting/anchors.ts'
import { ask } from '../api/client.ts'
import { draftCommentsQuery, draftQuery, standardQuery, standardsQuery } from '../api/queries.ts'
import type { Draft } from '../api/types.ts'
import { dayOf } from '../catalogue/day.tsx'
import { useCatalogue } from '../catalogue/opened.ts'
import { save as download } from '../report/download.ts'
import { useMay } from '../shell/principal.ts'
import { useDoing } from '../ui/doing.ts'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Loaded, Loading } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { type Checked, FILE, type Files } from './checked.ts'
import { useChecked, useChecker } from './checking.ts'
import { anchorOf, Comments } from './comments.tsx'
import { Editor, type EditorHandle, type Mark } from './editor.tsx'
import { Form } from './form.tsx'
import { Cases, Checks, Differences, OnPaper, Outline } from './panels.tsx'
import { type SaveState, useSaving } from './saving.ts'
import { Versions } from './versions.tsx'

export function DraftPage() {
  const { id } = useParams({ from: '/inside/drafting/$id' })
  const draft = useQuery(draftQuery(id))
  return <Loaded query={draft}>{(read) => <Desk key={id} draft={read} />}</Loaded>
}

function Desk({ draft }: { draft: Draft }) {
  const { t, say } = useWords()
  const may = useMay()
  const mayWrite = may('standard.draft')
  const [text, setText] = useState(draft.version.text)
  const [cases, setCases] = useState(draft.version.cases)
  const [which, setWhich] = useState<'standard' | 'cases'>('standard')
  const [base, setBase] = useState(draft.basedOn ?? '')
  const [cursor, setCursor] = useState(0)
  const handle = useRef<EditorHandle>(null)
  const casesHandle = useRef<EditorHandle>(null)
  const baseFiles = useQuery({ ...standardQuery(base), enabled: base !== '' }).data?.files
  const extended = useExtended(text)
  const checker = useChecker()
  const day = useCitations(checker)
  const asked = useMemo(
    () => ({
      text,
      cases,
      ...(extended ? { extended } : {}),
      ...(day === undefined ? {} : { day }),
      ...(baseFiles ? { base: baseFiles as readonly (readonly [string, string])[] } : {}),
    }),
    [text, cases, baseFiles, extended, day],
  )
  const checked = useChecked(checker, asked)
  const saving = useSaving(draft.id, { ...draft.version }, { text, cases }, mayWrite)
  const comments = useQuery(draftCommentsQuery(draft.id)).data
  const marks = useMemo(() => marksOf(comments ?? [], checked), [comments, checked])
  const clause = checked?.clauses.findLast((c) => c.from <= cursor && cursor <= c.to)
  const goTo = (from: number, to = from) => {
    setWhich('standard')
    setTimeout(() => handle.current?.goTo(from, to))
  }
  const show = (now: { text: string; cases: string; number: number }) => {
    setText(now.text)
    setCases(now.cases)
    handle.current?.replace(now.text)
    casesHandle.current?.replace(now.cases)
    saving.taken(now)
  }
  const restore = useDoing(
    async (number: number, key) => {
      await ask('POST /drafts/:id/restore', { params: { id: draft.id }, body: { number, after: saving.number }, key })
      return ask('GET /drafts/:id', { params: { id: draft.id } })
    },
    { touches: [['drafts', draft.id, 'versions'], ['drafts']], done: ({ version }) => show(version) },
  )
  const yours = useDoing(
    async (newest: number) => {
      const mine = await saving.save(newest)
      if (mine === undefined) return undefined
      await ask('POST /drafts/:id/restore', { params: { id: draft.id }, body: { number: newest, after: mine } })
      return ask('GET /drafts/:id', { params: { id: draft.id } })
    },
    { touches: [['drafts', draft.id, 'versions']], done: (read) => read && show(read.version) },
  )
  const file = (draft.standard || 'draft').split('/').at(-1)!
  return (
    <Page
      title={say(draft.title) || draft.standard || t('drafting/draft')}
      lead={
        <Group gap="xs">
          <Badge variant="outline" color="yellow.9" tt="none" fw={500} style={{ color: 'var(--mantine-color-text)' }}>
            {t('drafting/draft')}
          </Badge>
          <span>{t('drafting/version', { n: saving.number })}</span>
          {mayWrite && <Saved state={saving.state} />}
        </Group>
      }
      actions={
        <Button
          variant="default"
          onClick={() =>
            download(
              new TextEncoder().encode(which === 'standard' ? text : cases),
              which === 'standard' ? `${file}.yaml` : `${file}.test.yaml`,
              'application/yaml',
            )
          }
        >
          {t('drafting/exportYaml')}
        </Button>
      }
    >
      {!mayWrite && <Alert variant="light">{t('drafting/readOnly')}</Alert>}
      {saving.state.is === 'failed' && (
        <Stack align="flex-start">
          <Problems error={saving.state.error} title={t('drafting/failed')} />
          <Button variant="default" onClick={() => void saving.save()}>
            {t('shell/retry')}
          </Button>
        </Stack>
      )}
      {saving.state.is === 'conflict' && (
        <Conflict
          newest={saving.state.newest}
          busy={yours.isPending}
          onMine={(n) => void saving.save(n)}
          onTheirs={(n) => yours.mutate(n)}
        />
      )}
      {restore.isError && <Problems error={restore.error} />}
      {yours.isError && <Problems error={yours.error} />}
      <div className="drafting">
        <Box className="drafting-text">
          <SegmentedControl
            mb="xs"
            value={which}
            onChange={(v) => setWhich(v as 'standard' | 'cases')}
            data={[
              { value: 'standard', label: t('drafting/standardText') },
              { value: 'cases', label: t('drafting/casesText') },
            ]}
          />
          <div hidden={which !== 'standard'}>
            <Editor
              label={t('drafting/standardText')}
              text={text}
              readOnly={!mayWrite}
              problems={checked?.problems ?? []}
              marks={marks}
              onChange={setText}
              onCursor={setCursor}
              handle={handle}
            />
          </div>
          <div hidden={which !== 'cases'}>
            <Editor
              label={t('drafting/casesText')}
              text={cases}
              readOnly={!mayWrite}
              problems={none}
              onChange={setCases}
              handle={casesHandle}
            />
          </div>
        </Box>
        <Box className="drafting-side">
          {checked ? (
            <Tabs defaultValue="checks" keepMounted={false}>
              <Tabs.List>
                <Tabs.Tab value="checks">
                  {t('drafting/checks')} {checked.problems.length > 0 && `(${checked.problems.length})`}
                </Tabs.Tab>
                <Tabs.Tab value="outline">{t('drafting/outline')}</Tabs.Tab>
                <Tabs.Tab value="form">{t('drafting/form')}</Tabs.Tab>
                <Tabs.Tab value="cases">{t('drafting/cases')}</Tabs.Tab>
                <Tabs.Tab value="differences">{t('drafting/differences')}</Tabs.Tab>
                <Tabs.Tab value="comments">{t('drafting/comments')}</Tabs.Tab>
                <Tabs.Tab value="paper">{t('drafting/paper')}</Tabs.Tab>
                <Tabs.Tab value="versions">{t('drafting/versions')}</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="checks" pt="sm">
                <Checks checked={checked} onGo={goTo} />
              </Tabs.Panel>
              <Tabs.Panel value="outline" pt="sm">
                <Outline checked={checked} at={clause?.path} onGo={goTo} />
              </Tabs.Panel>
              <Tabs.Panel value="form" pt="sm">
                <Form text={text} clause={clause} readOnly={!mayWrite} onEdit={(edit) => handle.current?.apply(edit)} />
              </Tabs.Panel>
              <Tabs.Panel value="cases" pt="sm">
                <Cases checked={checked} />
              </Tabs.Panel>
              <Tabs.Panel value="differences" pt="sm">
                <Differences checked={checked} base={base} onBase={setBase} />
              </Tabs.Panel>
              <Tabs.Panel value="comments" pt="sm">
                <Comments
                  id={draft.id}
                  version={saving.number}
                  clauses={checked.clauses}
                  clause={clause}
                  selected={() => {
                    const { from, to } = handle.current?.selection() ?? { from: 0, to: 0 }
                    return text.slice(from, to)
                  }}
                  onGo={goTo}
                />
              </Tabs.Panel>
              <Tabs.Panel value="paper" pt="sm">
                <OnPaper checker={checker} asked={asked} name={file} />
              </Tabs.Panel>
              <Tabs.Panel value="versions" pt="sm">
                <Versions
                  id={draft.id}
                  checker={checker}
                  asked={asked}
                  number={saving.number}
                  blocked={saving.state.is !== 'saved' || restore.isPending}
                  onRestore={mayWrite ? (n) => restore.mutate(n) : undefined}
                />
              </Tabs.Panel>
            </Tabs>
          ) : (
            <Loading />
          )}
        </Box>
      </div>
    </Page>
  )
}

const none = [] as const

/** Tells the checker the catalogue when it has come; gives the day for which citations are looked up from then on. */
function useCitations(checker: ReturnType<typeof useChecker>): number | undefined {
  const opened = useCatalogue().data
  const [day, setDay] = useState<number>()
  useEffect(() => {
    if (opened === undefined) return
    checker.know({ kind: 'catalogue', editions: opened.catalogue.editions, relations: opened.relations })
    setDay(dayOf(undefined).day)
  }, [checker, opened])
  return day
}

/** The texts of the standard that a draft extends, by the id that it names. */
function useExtended(text: string): Files | undefined {
  const id = /^extends:\s*["']?([^\s@#"']+)/m.exec(text)?.[1]
  const hash = useQuery({ ...standardsQuery(), enabled: id !== undefined }).data?.find((s) => s.id === id)?.hash ?? ''
  const files = useQuery({ ...standardQuery(hash), enabled: hash !== '' }).data?.files as Files | undefined
  return useMemo(() => {
    if (id === undefined || !files?.[0]) return undefined
    const [[, entry], ...others] = files as [Files[number], ...Files]
    return [[`${id}/${FILE}`, entry], ...others]
  }, [id, files])
}

function Saved({ state }: { state: SaveState }) {
  const { t } = useWords()
  const said = state.is === 'conflict' ? 'unsaved' : state.is
  return (
    <Text span size="sm" role="status">
      {t(`drafting/${said}`)}
    </Text>
  )
}

function Conflict({
  newest,
  busy,
  onMine,
  onTheirs,
}: {
  newest: number
  busy: boolean
  onMine: (newest: number) => void
  onTheirs: (newest: number) => void
}) {
  const { t } = useWords()
  return (
    <Alert role="alert" color="yellow" variant="light" title={t('drafting/conflict', { n: newest })}>
      <Text size="sm">{t('drafting/conflictText')}</Text>
      <Group mt="xs">
        <Button size="compact-md" disabled={busy} onClick={() => onMine(newest)}>
          {t('drafting/keepMine')}
        </Button>
        <Button size="compact-md" variant="default" loading={busy} onClick={() => onTheirs(newest)}>
          {t('drafting/takeTheirs')}
        </Button>
      </Group>
    </Alert>
  )
}

/** Open comments by the clause they are on now; those whose clause is gone stand in the list alone. */
function marksOf(
  comments: readonly { replyTo: string | null; resolvedAt: string | null; anchor: Parameters<typeof anchorOf>[0] }[],
  checked: Checked | undefined,
): readonly Mark[] {
  const counts = new Map<number, number>()
  for (const c of comments) {
    if (c.replyTo !== null || c.resolvedAt !== null || !checked) continue
    const located = locate(anchorOf(c.anchor), checked.clauses)
    const home = located.kind === 'found' ? checked.clauses.find((x) => x.id === located.at[0]?.id) : undefined
    if (home) counts.set(home.from, (counts.get(home.from) ?? 0) + 1)
  }
  return [...counts].map(([at, count]) => ({ at, count }))
}
