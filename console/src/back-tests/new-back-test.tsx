import { Button, Fieldset, Group, NativeSelect, NumberInput, Stack, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Standard } from '../../../src/language/standard.ts'
import type { Given } from '../../../src/server/client.ts'
import { ask } from '../api/client.ts'
import { standardsQuery } from '../api/queries.ts'
import { useLoaded } from '../standards/loaded.ts'
import { useDoing } from '../ui/doing.ts'
import { DropZone } from '../ui/drop-zone.tsx'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords } from '../words/words.ts'

type Body = Given<'POST /back-tests'>['body']

/** A draft, the edition that it would take the place of, and what is wanted to be known. */
export function NewBackTest() {
  const { t, say } = useWords()
  const navigate = useNavigate()
  const standards = useQuery(standardsQuery())
  const [from, setFrom] = useState('')
  const [draft, setDraft] = useState('')
  const [asked, setAsked] = useState<Omit<Body, 'from' | 'draft' | 'search'>>({ draws: 1000, least: 3 })
  const [search, setSearch] = useState<NonNullable<Body['search']>>({ place: '', pass: '', from: '', to: '', step: '' })
  const standard = useLoaded(from || undefined).data
  const begin = useDoing((body: Body, key) => ask('POST /back-tests', { body, key }), {
    touches: [['back-tests']],
    says: t('backTests/begun'),
    done: ({ id }) => void navigate({ to: '/back-tests/$id', params: { id } }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    begin.mutate({ ...asked, from, draft, ...(search.place === '' ? {} : { search }) })
  }
  const named = (name: 'sector' | 'zone' | 'result' | 'rate') => (value: string) =>
    setAsked(({ [name]: _, ...rest }) => ({ ...rest, ...(value === '' ? {} : { [name]: value }) }))
  return (
    <Page title={t('backTests/begin')} lead={t('backTests/lead')}>
      <form onSubmit={submit}>
        <Stack maw={760}>
          {begin.isError && <Problems error={begin.error} />}
          <NativeSelect
            label={t('backTests/from')}
            description={t('backTests/fromHint')}
            required
            value={from}
            data={[
              { value: '', label: t('shell/choose') },
              ...(standards.data ?? []).map((s) => ({ value: s.hash, label: `${say(s.title)} ${s.edition}` })),
            ]}
            onChange={(e) => setFrom(e.currentTarget.value)}
          />
          <Draft standard={standard} text={draft} onText={setDraft} />
          <NativeSelect
            label={t('backTests/result')}
            value={asked.result ?? ''}
            data={[
              { value: '', label: t('backTests/firstResult') },
              ...(standard?.results ?? []).map((id) => ({
                value: id,
                label: `${say(standard?.nodes.get(id)?.title) || id} (${id})`,
              })),
            ]}
            onChange={(e) => named('result')(e.currentTarget.value)}
          />
          <Fieldset legend={t('backTests/groups')}>
            <Group grow align="flex-start">
              {(['sector', 'zone'] as const).map((name) => (
                <NativeSelect
                  key={name}
                  label={t(`backTests/${name}`)}
                  value={asked[name] ?? ''}
                  data={[{ value: '', label: t('backTests/noGroup') }, ...wordFacts(standard, say)]}
                  onChange={(e) => named(name)(e.currentTarget.value)}
                />
              ))}
            </Group>
          </Fieldset>
          <Fieldset legend={t('backTests/search')}>
            <Stack gap="xs">
              <TextInput
                label={t('backTests/place')}
                description={`${t('backTests/searchHint')} ${t('backTests/placeHint')}`}
                value={search.place}
                onChange={(e) => setSearch({ ...search, place: e.currentTarget.value })}
              />
              {search.place !== '' && (
                <>
                  <TextInput
                    label={t('backTests/pass')}
                    required
                    value={search.pass}
                    onChange={(e) => setSearch({ ...search, pass: e.currentTarget.value })}
                  />
                  <Group grow align="flex-end">
                    {(['from', 'to', 'step'] as const).map((name) => (
                      <TextInput
                        key={name}
                        label={t(
                          name === 'step'
                            ? 'backTests/step'
                            : name === 'to'
                              ? 'backTests/spanTo'
                              : 'backTests/spanFrom',
                        )}
                        required
                        inputMode="decimal"
                        value={search[name]}
                        onChange={(e) => setSearch({ ...search, [name]: e.currentTarget.value })}
                      />
                    ))}
                  </Group>
                  <TextInput
                    label={t('shell/optionally', { name: t('backTests/rate') })}
                    inputMode="decimal"
                    value={asked.rate ?? ''}
                    onChange={(e) => named('rate')(e.currentTarget.value)}
                  />
                </>
              )}
            </Stack>
          </Fieldset>
          <Group grow align="flex-start">
            <NumberInput
              label={t('backTests/least')}
              min={3}
              max={1000}
              value={asked.least ?? 3}
              onChange={(least) => setAsked({ ...asked, least: Number(least) || 3 })}
            />
            <NumberInput
              label={t('backTests/draws')}
              description={t('backTests/drawsHint')}
              min={0}
              max={10_000}
              step={100}
              value={asked.draws ?? 0}
              onChange={(draws) => setAsked({ ...asked, draws: Number(draws) || 0 })}
            />
          </Group>
          <Button type="submit" loading={begin.isPending} style={{ alignSelf: 'flex-start' }}>
            {t('backTests/begin')}
          </Button>
        </Stack>
      </form>
    </Page>
  )
}

function Draft({
  standard,
  text,
  onText,
}: {
  standard: Standard | undefined
  text: string
  onText: (text: string) => void
}) {
  const { t } = useWords()
  return (
    <Fieldset legend={t('backTests/draft')}>
      <Stack gap="xs">
        <DropZone
          text={t('backTests/drop')}
          hint={t('backTests/draftHint')}
          choose={t('backTests/choose')}
          accept=".yaml,.yml"
          multiple={false}
          onFiles={([first]) => void first?.file.text().then(onText)}
        />
        <Textarea
          label={t('backTests/orPaste')}
          required
          autosize
          minRows={4}
          maxRows={18}
          spellCheck={false}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          value={text}
          onChange={(e) => onText(e.currentTarget.value)}
        />
        {standard && text === '' && (
          <Button
            variant="default"
            size="xs"
            style={{ alignSelf: 'flex-start' }}
            onClick={() => onText([...standard.files.values()][0] ?? '')}
          >
            {t('backTests/startFrom')}
          </Button>
        )}
      </Stack>
    </Fieldset>
  )
}

/** Facts that are words: a number would be a group for each report. */
function wordFacts(standard: Standard | undefined, say: ReturnType<typeof useWords>['say']) {
  return [...(standard?.facts ?? [])].flatMap(([name, type]) =>
    type.k === 'word' ? [{ value: name, label: say(standard?.factTitles.get(name)) || name }] : [],
  )
}
