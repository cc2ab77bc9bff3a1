import { Button, Group, NativeSelect, SegmentedControl, Stack, Text, Textarea } from '@mantine/core'
import { useId, useState } from 'react'
import { wordsOf } from '../../../src/exchange/text/words.ts'
import type { EvidenceClass, Finding } from '../../../src/judge/evidence.ts'
import { evidenceClasses, type Standard } from '../../../src/language/standard.ts'
import type { Answer } from '../api/types.ts'
import { UploadList } from '../systems/upload-list.tsx'
import { useUploads } from '../systems/uploads.ts'
import { useWords } from '../words/words.ts'
import type { Asked } from './asked.ts'
import { EvidenceFiles } from './evidence-files.tsx'

/** One clause that an assessor decides: the finding, how it is backed, a note, and files. */
export function FindingField({
  assessment,
  standard,
  asked,
  onAnswer,
}: {
  assessment: string
  standard: Standard
  asked: Asked
  onAnswer: (answer: Answer) => void
}) {
  const { t, say, lang } = useWords()
  const id = useId()
  const node = standard.nodes.get(asked.name)
  const given = (asked.answer?.value ?? asked.declared ?? undefined) as Finding | undefined
  const evidence = asked.answer?.evidence ?? []
  const [note, setNote] = useState(given?.note ?? '')
  // whoever assesses for another may name only what the assessment holds
  const uploads = useUploads({ into: assessment })
  const answer = (to: Partial<Finding> | null, files: readonly string[] = evidence) =>
    onAnswer({
      part: 'finding',
      name: asked.name,
      value: (to === null ? null : { satisfied: null, evidence: 'claim', ...given, ...to }) as never,
      evidence: [...files],
    })
  const verdict =
    given === undefined ? '' : given.satisfied === true ? 'yes' : given.satisfied === false ? 'no' : 'open'
  const words = wordsOf(lang)
  return (
    <div className="sheet">
      <Stack gap="sm">
        <Text id={id} fw={500}>
          <Text span c="dimmed" size="sm">
            {node?.clause ?? asked.name}
          </Text>{' '}
          {say(node?.title) || asked.name}
        </Text>
        <Group gap="sm" align="flex-end">
          <SegmentedControl
            aria-labelledby={id}
            value={verdict}
            onChange={(v) => answer({ satisfied: v === 'yes' ? true : v === 'no' ? false : null })}
            data={[
              { value: 'yes', label: t('assess/satisfied') },
              { value: 'no', label: t('assess/notSatisfied') },
              { value: 'open', label: t('assess/undecided') },
            ]}
          />
          {given !== undefined && (
            <NativeSelect
              label={t('assess/evidenceClass')}
              value={given.evidence ?? 'claim'}
              data={evidenceClasses.slice(1).map((c) => ({ value: c, label: words.evidenceClass[c] }))}
              onChange={(e) => answer({ evidence: e.currentTarget.value as EvidenceClass })}
            />
          )}
          {asked.answer && (
            <Button variant="subtle" onClick={() => answer(null)}>
              {t('assess/clear')}
            </Button>
          )}
        </Group>
        {given !== undefined && (
          <>
            <Textarea
              label={t('shell/optionally', { name: t('assess/note') })}
              autosize
              minRows={1}
              value={note}
              onChange={(e) => setNote(e.currentTarget.value)}
              onBlur={() => note !== (given.note ?? '') && answer({ note })}
            />
            <EvidenceFiles
              assessment={assessment}
              of={evidence}
              onRemove={(sha256) =>
                answer(
                  {},
                  evidence.filter((e) => e !== sha256),
                )
              }
              onFiles={(files) =>
                void uploads.add(files, (stored) => answer({}, [...new Set([...evidence, stored.sha256])]))
              }
            />
            <UploadList
              of={uploads.uploads.filter((u) => u.stage !== 'done')}
              onRemove={uploads.remove}
              onAgain={(u) => void uploads.again(u)}
            />
          </>
        )}
      </Stack>
    </div>
  )
}
