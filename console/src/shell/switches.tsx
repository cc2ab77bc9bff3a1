import { Button, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { setLang, useWords } from '../words/words.ts'

/** Each language by its own name: whoever needs the switch reads no other. */
export function LangSwitch() {
  const { lang } = useWords()
  const other = lang === 'zh' ? 'en' : 'zh'
  return (
    <Button
      variant="subtle"
      color="gray"
      c="inherit"
      size="compact-md"
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => setLang(other)}
    >
      {other === 'zh' ? '中文' : 'English'}
    </Button>
  )
}

export function SchemeSwitch() {
  const { t } = useWords()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('shell/scheme')}
      value={colorScheme}
      onChange={(value) => setColorScheme(value as 'auto' | 'light' | 'dark')}
      data={[
        { value: 'auto', label: t('shell/auto') },
        { value: 'light', label: t('shell/light') },
        { value: 'dark', label: t('shell/dark') },
      ]}
    />
  )
}
