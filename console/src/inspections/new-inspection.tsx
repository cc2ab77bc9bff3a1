import { Button, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { ask } from '../api/client.ts'
import { companiesQuery, publicationQuery, standardsQuery } from '../api/queries.ts'
import { today } from '../assess/today.ts'
import { useDoing } from '../ui/doing.ts'
import { Page } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { Empty, Loaded } from '../ui/states.tsx'
import { useWords } from '../words/words.ts'

/** An order: of something published, whose system is known, or of a company, which then names one. */
export function NewInspection() {
  const { t } = useWords()
  const { publication } = useSearch({ from: '/inside/inspections/new' })
  return (
    <Page title={t('inspections/order')} {...(publication ? {} : { lead: t('inspections/companyNames') })}>
      {publication ? <OfPublication id={publication} /> : <OfCompany />}
    </Page>
  )
}

function OfPublication({ id }: { id: string }) {
  const { t, say } = useWords()
  return (
    <Loaded query={useQuery(publicationQuery(id))}>
      {(p) => (
        <Form of={{ publication: id }} standard={p.standard.hash}>
          <div>
            <Text size="sm" c="dimmed">
              {t('inspections/ofPublication')}
            </Text>
            <Text>
              {say(p.subject.title)} {p.subject.version} · {say(p.organization)}
            </Text>
          </div>
        </Form>
      )}
    </Loaded>
  )
}

function OfCompany() {
  const { t, say } = useWords()
  const [company, setCompany] = useState('')
  return (
    <Loaded query={useQuery(companiesQuery)}>
      {(all) =>
        all.length === 0 ? (
          <Empty title={t('inspections/noCompanies')} />
        ) : (
          <Form of={{ company }} standard="">
            <NativeSelect
              label={t('inspections/company')}
              required
              value={company}
              data={[{ value: '', label: t('shell/choose') }, ...all.map((c) => ({ value: c.id, label: say(c.name) }))]}
              onChange={(e) => setCompany(e.currentTarget.value)}
            />
          </Form>
        )
      }
    </Loaded>
  )
}

function Form({
  of,
  standard,
  children,
}: {
  of: { publication: string } | { company: string }
  standard: string
  children: React.ReactNode
}) {
  const { t, say } = useWords()
  const navigate = useNavigate()
  const standards = useQuery(standardsQuery())
  const [given, set] = useState({ standard, basis: '', due: '', message: '' })
  const order = useDoing((body: typeof given & typeof of, key) => ask('POST /inspections', { body, key }), {
    touches: [['requests']],
    says: t('inspections/ordered'),
    done: ({ id }) => void navigate({ to: '/inspections/$id', params: { id } }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    order.mutate({ ...given, ...of })
  }
  return (
    <form onSubmit={submit}>
      <Stack maw={640}>
        {order.isError && <Problems error={order.error} />}
        {children}
        <NativeSelect
          label={t('assess/standard')}
          required
          value={given.standard}
          data={[
            { value: '', label: t('shell/choose') },
            ...(standards.data ?? []).map((s) => ({ value: s.hash, label: `${say(s.title)} ${s.edition}` })),
          ]}
          onChange={(e) => set({ ...given, standard: e.currentTarget.value })}
        />
        <Textarea
          label={t('inspections/basis')}
          description={t('inspections/basisHint')}
          required
          autosize
          minRows={2}
          value={given.basis}
          onChange={(e) => set({ ...given, basis: e.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('inspections/due')}
          required
          maw={220}
          min={today()}
          value={given.due}
          onChange={(e) => set({ ...given, due: e.currentTarget.value })}
        />
        <Textarea
          label={t('shell/optionally', { name: t('inspections/message') })}
          autosize
          minRows={2}
          value={given.message}
          onChange={(e) => set({ ...given, message: e.currentTarget.value })}
        />
        <Button type="submit" loading={order.isPending} style={{ alignSelf: 'flex-start' }}>
          {t('inspections/order')}
        </Button>
      </Stack>
    </form>
  )
}
