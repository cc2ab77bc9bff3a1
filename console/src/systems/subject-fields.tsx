import { Fieldset, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { standardsQuery } from '../api/queries.ts'
import { FactField } from '../standards/fact-field.tsx'
import { useLoaded } from '../standards/loaded.ts'
import { Note } from '../ui/note.tsx'
import { Problems } from '../ui/problems.tsx'
import { Loading } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'
import { formOf, withValue } from './subject-text.ts'

/** The same file as a form. Which facts are asked follows from a standard, chosen here only to see them. */
export function SubjectFields({ text, onText }: { text: string; onText: (text: string) => void }) {
  const { t, say } = useWords()
  const standards = useQuery(standardsQuery())
  const [hash, setHash] = useState('')
  const standard = useLoaded(hash)
  const form = formOf(text)
  if (!form) return <Note>{t('systems/yamlBroken')}</Note>
  const set = (path: readonly string[], value: unknown) => onText(withValue(text, path, value))
  const field = (path: readonly string[], label: string, value: string, hint?: string, lang?: string) => (
    <TextInput
      label={label}
      {...(hint ? { description: hint } : {})}
      {...(lang ? { lang } : {})}
      inputWrapperOrder={['label', 'input', 'description']}
      value={value}
      onChange={(e) => set(path, e.currentTarget.value)}
    />
  )
  return (
    <Stack>
      {field(['id'], t('systems/id'), form.id, t('systems/idHint'))}
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {field(['title', 'zh'], t('systems/titleZh'), form.title.zh, undefined, 'zh-CN')}
        {field(['title', 'en'], t('systems/titleEn'), form.title.en, undefined, 'en')}
      </SimpleGrid>
      {field(['version'], t('systems/version'), form.version, t('systems/versionHint'))}
      {field(
        ['access', 'endpoint', 'url'],
        t('shell/optionally', { name: t('systems/endpoint') }),
        form.endpoint.url,
        t('systems/endpointHint'),
      )}
      {form.endpoint.url !== '' && field(['access', 'endpoint', 'model'], t('systems/model'), form.endpoint.model)}
      {form.endpoint.url !== '' &&
        field(
          ['access', 'endpoint', 'key'],
          t('shell/optionally', { name: t('systems/key') }),
          form.endpoint.key,
          t('systems/keyHint'),
        )}
      <Fieldset legend={t('systems/facts')}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            {t('systems/factsHint')}
          </Text>
          <NativeSelect
            label={t('systems/factsOf')}
            value={hash}
            data={[
              { value: '', label: t('shell/choose') },
              ...(standards.data ?? []).map((s) => ({ value: s.hash, label: `${say(s.title)} ${s.edition}` })),
            ]}
            onChange={(e) => setHash(e.currentTarget.value)}
          />
          {hash !== '' && standard.isPending && <Loading lines={3} />}
          {standard.isError && <Problems error={standard.error} />}
          {standard.data &&
            [...standard.data.facts.keys()].map((name) => (
              <FactField
                key={`${hash} ${name}`}
                standard={standard.data}
                name={name}
                value={form.facts[name]}
                onChange={(value) => set(['facts', name], value === true ? 'yes' : value === false ? 'no' : value)}
              />
            ))}
        </Stack>
      </Fieldset>
    </Stack>
  )
}
