import { PasswordInput, TextInput } from '@mantine/core'
import type { Newcomer } from '../api/sign-in.ts'
import { useWords } from '../words/words.ts'

export const nobody: Newcomer = { name: '', email: '', password: '' }

/** Name, e-mail and a new password of somebody without an account. */
export function NewcomerFields({
  value,
  onChange,
  fixedEmail,
}: {
  value: Newcomer
  onChange: (v: Newcomer) => void
  fixedEmail?: string | null
}) {
  const { t } = useWords()
  return (
    <>
      <TextInput
        label={t('setUp/name')}
        autoComplete="name"
        required
        value={value.name}
        onChange={(e) => onChange({ ...value, name: e.currentTarget.value })}
      />
      <TextInput
        label={t('setUp/email')}
        type="email"
        autoComplete="username"
        required
        readOnly={!!fixedEmail}
        value={fixedEmail ?? value.email}
        onChange={(e) => onChange({ ...value, email: e.currentTarget.value })}
      />
      <PasswordInput
        label={t('setUp/password')}
        description={t('setUp/passwordHint')}
        autoComplete="new-password"
        required
        value={value.password}
        onChange={(e) => onChange({ ...value, password: e.currentTarget.value })}
      />
    </>
  )
}
