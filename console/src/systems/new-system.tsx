import { Box, Button, Group, SimpleGrid, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../api/client.ts'
import { subjectQuery } from '../api/queries.ts'
import type { Subject, SubjectFile, SubjectVersion } from '../api/types.ts'
import { useDoing } from '../ui/doing.ts'
import { DropZone } from '../ui/drop-zone.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { SubjectFields } from './subject-fields.tsx'
import { emptyText, faultOf } from './subject-text.ts'
import { UploadList } from './upload-list.tsx'
import { useUploads } from './uploads.ts'

/** A new system, or a new version of one, which begins as the last one was. */
export function NewSystem() {
  const { from } = useSearch({ from: '/inside/systems/new' })
  const subject = useQuery({ ...subjectQuery(from ?? ''), enabled: from !== undefined })
  if (from === undefined) return <Editor />
  return (
    <Loaded query={subject}>
      {(s) => <Editor of={s} last={[...s.items].sort((a, b) => b.number - a.number)[0]} />}
    </Loaded>
  )
}

function Editor({ of, last }: { of?: Subject; last?: SubjectVersion | undefined }) {
  const { t, say, colon } = useWords()
  const navigate = useNavigate()
  const [text, setText] = useState(last?.description ?? emptyText)
  const files = useUploads(last ? { already: last.files } : {})
  const save = useDoing(
    (given: { description: string; files: readonly SubjectFile[] }, key) =>
      ask('POST /subjects', { body: { ...given, files: [...given.files] }, key }),
    {
      touches: [['subjects']],
      done: ({ subject }) => void navigate({ to: '/systems/$id', params: { id: subject } }),
    },
  )
  const fault = faultOf(text)
  return (
    <Page title={of ? `${t('systems/versionTitle')}${colon}${say(of.title)}` : t('systems/newTitle')}>
      <Section title={t('systems/files')}>
        <Stack gap="sm">
          <DropZone
            text={t('systems/drop')}
            hint={t('systems/dropHint')}
            choose={t('systems/chooseFiles')}
            chooseFolder={t('systems/chooseFolder')}
            onFiles={(given) => void files.add(given)}
          />
          <UploadList of={files.uploads} onRemove={files.remove} onAgain={(u) => void files.again(u)} />
        </Stack>
      </Section>
      <Section title={t('systems/description')}>
        <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
          <SubjectFields text={text} onText={setText} />
          <Textarea
            className="yaml"
            label={t('systems/yaml')}
            description={t('systems/yamlHint')}
            spellCheck={false}
            autosize
            minRows={16}
            maxRows={40}
            value={text}
            error={fault && `${fault.line}: ${fault.message}`}
            onChange={(e) => setText(e.currentTarget.value)}
          />
        </SimpleGrid>
      </Section>
      {save.isError && <Problems error={save.error} />}
      <Group>
        <Button
          size="md"
          loading={save.isPending}
          disabled={fault !== undefined || !files.done}
          onClick={() => save.mutate({ description: text, files: files.files })}
        >
          {t('systems/save')}
        </Button>
        <Box role="status">{!files.done && <Text c="dimmed">{t('systems/uploadsOpen')}</Text>}</Box>
      </Group>
    </Page>
  )
}
