import { Anchor, Button, Code, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { evidenceAddress } from '../api/evidence.ts'
import { evidenceQuery } from '../api/queries.ts'
import type { Assessment, NamedEvidence } from '../api/types.ts'
import { usePrincipal } from '../shell/principal.ts'
import { showSize } from '../systems/size.ts'
import { UploadList } from '../systems/upload-list.tsx'
import { useUploads } from '../systems/uploads.ts'
import { DropZone } from '../ui/drop-zone.tsx'
import { Listing } from '../ui/listing.tsx'
import { Section } from '../ui/page.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { useNames } from './names.ts'
import { takesEvidence } from './own.ts'

const AT_ONCE = 20

/** Every file that an assessment names, why, and who brought it; both sides may bring more until it is decided. */
export function AllEvidence({ of: a }: { of: Assessment }) {
  const { t } = useWords()
  const { org, permissions } = usePrincipal()
  const brings = takesEvidence(a) && permissions.includes('subject.write') && (a.org === org || a.performer === org)
  return (
    <Section title={t('assess/allEvidence')}>
      <Stack>
        <Text c="dimmed">{t('assess/allEvidenceLead')}</Text>
        <Loaded query={useQuery(evidenceQuery(a.id))} lines={3}>
          {(all) =>
            all.length === 0 ? <Empty title={t('assess/noEvidence')} /> : <Files of={all} assessment={a.id} />
          }
        </Loaded>
        {brings && <Bring assessment={a.id} />}
      </Stack>
    </Section>
  )
}

function Files({ of, assessment }: { of: readonly NamedEvidence[]; assessment: string }) {
  const { t, time } = useWords()
  const { org } = usePrincipal()
  const names = useNames()
  const [shown, setShown] = useState(AT_ONCE)
  return (
    <>
      <Listing
        name={t('assess/allEvidence')}
        of={of.slice(0, shown)}
        keyOf={(f) => f.sha256}
        columns={[
          {
            head: t('assess/file'),
            of: (f) => (
              <>
                <Anchor href={evidenceAddress(f.sha256, assessment)} download={f.name}>
                  {f.name}
                </Anchor>
                <div>
                  <Code title={f.sha256}>{f.sha256.slice(0, 12)}…</Code>
                </div>
              </>
            ),
          },
          { head: t('assess/why'), of: (f) => f.parts.map((part) => t(`evidencePart/${part}`)).join(', ') },
          {
            head: t('assess/broughtBy'),
            of: (f) => f.broughtBy && (f.broughtBy === org ? t('assess/broughtByUs') : names.organization(f.broughtBy)),
          },
          { head: t('systems/size'), number: true, whole: true, of: (f) => showSize(f.size) },
          { head: t('systems/created'), whole: true, of: (f) => time(f.createdAt) },
        ]}
      />
      {of.length > shown && (
        <div>
          <Button variant="default" onClick={() => setShown(of.length)}>
            {t('shell/more')}
          </Button>
        </div>
      )}
    </>
  )
}

function Bring({ assessment }: { assessment: string }) {
  const { t } = useWords()
  const queries = useQueryClient()
  const files = useUploads({ into: assessment })
  return (
    <Stack gap="sm">
      <DropZone
        text={`${t('assess/bring')} · ${t('assess/bringDrop')}`}
        hint={t('assess/bringHint')}
        choose={t('systems/chooseFiles')}
        onFiles={(given) =>
          void files.add(given, () => void queries.invalidateQueries({ queryKey: evidenceQuery(assessment).queryKey }))
        }
      />
      <UploadList of={files.uploads} onRemove={files.remove} onAgain={(u) => void files.again(u)} />
    </Stack>
  )
}
