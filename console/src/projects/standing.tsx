import { Button, FileButton, Group, NativeSelect, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { LifeRole, Procedure, Project } from '../api/types.ts'
import { upload } from '../api/upload.ts'
import { today } from '../assess/today.ts'
import { Mark } from '../ui/marks.tsx'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'
import { ActFields } from './act-fields.tsx'
import { useAct } from './acting.ts'
import { DueIn } from './due-in.tsx'
import { Make } from './make.tsx'

/** The ways out of where it stands, each with everything that stands against it. */
export function Ways({ of, past }: { of: Project; past: boolean }) {
  const { t } = useWords()
  if (of.ways.length === 0) return null
  return (
    <Section title={t('projects/ways')}>
      <Stack gap="sm" component="ul" className="plain">
        {of.ways.map((way) => (
          <li key={way.to} className="sheet">
            <Way of={of} way={way} past={past} />
          </li>
        ))}
      </Stack>
    </Section>
  )
}

function Way({ of, way, past }: { of: Project; way: Project['ways'][number]; past: boolean }) {
  const { t, say } = useWords()
  const roles = way.by.filter((r) => of.roles.includes(r))
  const [role, setRole] = useState<LifeRole | undefined>(roles[0])
  const [reason, setReason] = useState('')
  const [valid, setValid] = useState(today())
  const act = useAct(of)
  const clear = way.against.length === 0
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text fw={600}>
          {way.to} {say(way.title)}
        </Text>
        <Mark kind={clear ? 'good' : 'open'}>
          {clear ? t('projects/ready') : t('projects/against', { n: way.against.length })}
        </Mark>
      </Group>
      {!clear && (
        <Problems problems={way.against.map(stillOpen)} title={t('projects/against', { n: way.against.length })} />
      )}
      {act.isError && <Problems error={act.error} />}
      {!past && clear && role && (
        <>
          {way.reason && (
            <Textarea
              label={t('projects/reason')}
              required
              autosize
              value={reason}
              onChange={(e) => setReason(e.currentTarget.value)}
            />
          )}
          <ActFields roles={roles} role={role} onRole={setRole} valid={valid} onValid={setValid} />
          <Button
            variant={way.reason ? 'default' : 'filled'}
            loading={act.isPending}
            disabled={way.reason && reason.trim() === ''}
            style={{ alignSelf: 'flex-start' }}
            onClick={() =>
              act.mutate({ role, valid, deed: { what: 'moved', to: way.to, ...(way.reason ? { reason } : {}) } })
            }
          >
            {t('projects/moveTo', { state: say(way.title) })}
          </Button>
        </>
      )}
    </Stack>
  )
}

/** Not yet is no mistake. */
const stillOpen = (p: Project['ways'][number]['against'][number]) => ({ ...p, severity: 'warning' as const })

/** What the state asks for, and what is there; a file is kept before it is written down. */
export function Documents({ of, past, procedure }: { of: Project; past: boolean; procedure: Procedure | undefined }) {
  const { t, say } = useWords()
  const roles = (['secretariat', 'drafter', 'drafting-lead', 'department', 'city-body'] as const).filter((r) =>
    of.roles.includes(r),
  )
  const [role, setRole] = useState<LifeRole | undefined>(roles[0])
  const [kind, setKind] = useState('')
  const [valid, setValid] = useState(today())
  const [failed, setFailed] = useState<unknown>()
  const act = useAct(of)
  const wanted = of.documents.find((d) => d.wanted && d.sha256 === null)?.kind
  const chosen = kind || wanted || Object.keys(procedure?.documents ?? {})[0] || ''
  const hand = async (file: File | null) => {
    if (file === null || role === undefined) return
    setFailed(undefined)
    try {
      const quiet = () => {}
      const { sha256 } = await upload(file, { hashing: quiet, sending: quiet, interrupted: quiet })
      act.mutate({ role, valid, deed: { what: 'handed', kind: chosen, sha256, name: file.name.slice(0, 200) } })
    } catch (error) {
      setFailed(error)
    }
  }
  return (
    <Section title={t('projects/documents')}>
      <Stack gap="sm">
        <ul className="plain">
          {of.documents.map((d) => (
            <li key={d.kind}>
              <Group gap="xs">
                <Mark kind={d.sha256 ? 'good' : 'open'}>{d.sha256 ? (d.on ?? '') : t('projects/missing')}</Mark>
                <Text>{say(d.title) || d.kind}</Text>
                {d.sha256 && (
                  <a href={`/api/v1/evidence/${d.sha256}`} download={d.name ?? ''}>
                    {d.name}
                  </a>
                )}
                {d.wanted && (
                  <Text size="sm" c="dimmed">
                    {t('projects/wanted')}
                  </Text>
                )}
              </Group>
            </li>
          ))}
        </ul>
        {failed !== undefined && <Problems error={failed} />}
        {act.isError && <Problems error={act.error} />}
        {!past && role && procedure && <Make of={of} kind={chosen} role={role} />}
        {!past && role && procedure && (
          <Group align="flex-end" gap="sm">
            <NativeSelect
              label={t('projects/documents')}
              value={chosen}
              data={Object.entries(procedure.documents).map(([id, title]) => ({ value: id, label: say(title) }))}
              onChange={(e) => setKind(e.currentTarget.value)}
            />
            <ActFields roles={roles} role={role} onRole={setRole} valid={valid} onValid={setValid} />
            <FileButton onChange={(file) => void hand(file)} inputProps={{ 'aria-label': t('projects/handIn') }}>
              {(props) => (
                <Button variant="default" loading={act.isPending} {...props}>
                  {t('projects/handIn')}
                </Button>
              )}
            </FileButton>
          </Group>
        )}
      </Stack>
    </Section>
  )
}

export function Deadlines({ of }: { of: Project }) {
  const { t, say } = useWords()
  return (
    <Section title={t('projects/deadlines')}>
      {of.deadlines.length === 0 ? (
        <Text c="dimmed">{t('projects/noDeadlines')}</Text>
      ) : (
        <ul className="plain">
          {of.deadlines.map((d) => (
            <li key={d.what}>
              <DueIn of={d} />
              <Text size="xs" c="dimmed">
                {t('projects/basis')} {say(d.basis.text)} ({t(`knownAs/${d.basis.known}`)})
              </Text>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
