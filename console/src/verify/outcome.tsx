import { Code, Group, Loader, Stack, Text, Title } from '@mantine/core'
import type { Verdict, VerdictKind } from '../../../src/attestation/verify.ts'
import { Mark } from '../ui/marks.tsx'
import { Section } from '../ui/page.tsx'
import { Problems } from '../ui/problems.tsx'
import { useWords, type WordKey } from '../words/words.ts'
import type { Verifying } from './verifying.ts'

const texts: Readonly<Record<VerdictKind, WordKey>> = {
  genuine: 'verify/genuineText',
  'genuine-unknown-signer': 'verify/unknownText',
  altered: 'verify/alteredText',
  'not-rejudgeable': 'verify/notText',
}
export const kindOf = (v: VerdictKind) => (v === 'genuine' ? 'good' : v === 'altered' ? 'bad' : 'open')

export function Outcome({ of }: { of: Verifying }) {
  const { t } = useWords()
  return (
    <div aria-live="polite">
      {of.error && <Problems error={new Error(of.error)} />}
      {!of.verdict && !of.error && (
        <Group gap="sm">
          <Loader size="sm" aria-hidden="true" />
          <Text>{t('verify/working')}</Text>
        </Group>
      )}
      {of.verdict && <Whole of={of.verdict} />}
    </div>
  )
}

function Whole({ of: v }: { of: Verdict }) {
  const { t, say } = useWords()
  return (
    <Stack>
      <div className="sheet">
        <Title order={2} fz={24}>
          <Mark kind={kindOf(v.verdict)}>{t(`report/${v.verdict}`)}</Mark>
        </Title>
        <Text mt={4}>{t(texts[v.verdict])}</Text>
      </div>
      {v.first && <Problems problems={[v.first as never]} title={t('verify/first')} />}
      {v.signers.length > 0 && (
        <Section title={t('verify/signers')}>
          <ul className="plain">
            {v.signers.map((s) => (
              <li key={s.keyId}>
                <Mark kind={s.trusted ? 'good' : 'open'}>{t(s.trusted ? 'verify/trusted' : 'verify/untrusted')}</Mark>{' '}
                {s.name} <Code>{s.keyId}</Code>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('verify/steps')}>
        <ol className="tree">
          {v.steps.map((s) => (
            <li key={s.step}>
              <div className="leaf">
                <span className="tree-line">
                  <span>{say(s.title)}</span>
                  <Mark kind={s.outcome === 'passed' ? 'good' : s.outcome === 'failed' ? 'bad' : 'soft'}>
                    {t(`verify/${s.outcome}`)}
                  </Mark>
                </span>
              </div>
            </li>
          ))}
        </ol>
      </Section>
    </Stack>
  )
}
