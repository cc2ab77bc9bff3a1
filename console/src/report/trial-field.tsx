import { Button, Group, SegmentedControl, Text, TextInput } from '@mantine/core'
import type { View } from '../../../src/exchange/text/view.ts'
import { FactField } from '../standards/fact-field.tsx'
import { useWords } from '../words/words.ts'
import { type Trial, trialName } from './trial.ts'

export function TrialField({
  view,
  trial,
  onChange,
  onRemove,
}: {
  view: View
  trial: Trial
  onChange: (t: Trial) => void
  onRemove: () => void
}) {
  const name = trialName(view, trial)
  const { t } = useWords()
  return (
    <Group className="sheet" justify="space-between" align="flex-start" gap="sm">
      <div style={{ flex: '1 1 16rem' }}>
        <Field view={view} trial={trial} onChange={onChange} />
      </div>
      <Button variant="subtle" size="compact-md" aria-label={t('report/removeChange', { name })} onClick={onRemove}>
        <span aria-hidden="true">✕</span>
      </Button>
    </Group>
  )
}

function Field({ view, trial, onChange }: { view: View; trial: Trial; onChange: (t: Trial) => void }) {
  const { t } = useWords()
  const name = trialName(view, trial)
  switch (trial.kind) {
    case 'fact':
      return (
        <FactField
          standard={view.standard}
          name={trial.name}
          value={trial.value}
          onChange={(value) => onChange({ ...trial, value })}
        />
      )
    case 'finding':
      return (
        <>
          <Text size="sm" fw={500}>
            {name}
          </Text>
          <SegmentedControl
            aria-label={name}
            value={trial.value === true ? 'yes' : trial.value === false ? 'no' : 'open'}
            onChange={(v) => onChange({ ...trial, value: v === 'yes' ? true : v === 'no' ? false : null })}
            data={[
              { value: 'yes', label: t('assess/satisfied') },
              { value: 'no', label: t('assess/notSatisfied') },
              { value: 'open', label: t('assess/undecided') },
            ]}
          />
        </>
      )
    case 'quantity':
      return (
        <TextInput
          label={name}
          inputMode="decimal"
          maw={220}
          value={trial.value}
          error={/^-?\d+(\.\d+)?(\/\d+)?$/.test(trial.value) ? undefined : t('errors/required')}
          onChange={(e) => onChange({ ...trial, value: e.currentTarget.value.trim() })}
        />
      )
  }
}
