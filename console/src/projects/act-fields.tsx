import { Group, NativeSelect, TextInput } from '@mantine/core'
import type { LifeRole } from '../api/types.ts'
import { today } from '../assess/today.ts'
import { useWords } from '../words/words.ts'

/** Who acts and on which day, where there is a choice. */
export function ActFields({
  roles,
  role,
  onRole,
  valid,
  onValid,
}: {
  roles: readonly LifeRole[]
  role: LifeRole
  onRole: (role: LifeRole) => void
  valid: string
  onValid: (day: string) => void
}) {
  const { t } = useWords()
  return (
    <Group align="flex-end" gap="sm">
      <NativeSelect
        label={t('projects/as')}
        value={role}
        data={roles.map((r) => ({ value: r, label: t(`lifeRole/${r}`) }))}
        onChange={(e) => onRole(e.currentTarget.value as LifeRole)}
      />
      <TextInput
        type="date"
        label={t('projects/on')}
        value={valid}
        max={today()}
        onChange={(e) => onValid(e.currentTarget.value)}
      />
    </Group>
  )
}
