import { NativeSelect, TextInput } from '@mantine/core'
import type { NewOrganization } from '../api/sign-in.ts'
import type { Kind } from '../api/types.ts'
import { useWords } from '../words/words.ts'

const kinds: readonly Kind[] = ['company', 'laboratory', 'committee', 'regulator', 'zone']
export const noOrganization: NewOrganization = { kind: 'company', name: { zh: '', en: '' } }

export function OrganizationFields({
  value,
  onChange,
}: {
  value: NewOrganization
  onChange: (v: NewOrganization) => void
}) {
  const { t } = useWords()
  const named = (name: Partial<NewOrganization['name']>) => onChange({ ...value, name: { ...value.name, ...name } })
  return (
    <>
      <NativeSelect
        label={t('setUp/kind')}
        value={value.kind}
        data={kinds.map((kind) => ({ value: kind, label: t(`kinds/${kind}`) }))}
        onChange={(e) => onChange({ ...value, kind: e.currentTarget.value as Kind })}
      />
      <TextInput
        label={t('setUp/nameZh')}
        required
        lang="zh-CN"
        value={value.name.zh}
        onChange={(e) => named({ zh: e.currentTarget.value })}
      />
      <TextInput
        label={t('setUp/nameEn')}
        required
        lang="en"
        value={value.name.en}
        onChange={(e) => named({ en: e.currentTarget.value })}
      />
    </>
  )
}
