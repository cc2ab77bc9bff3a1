import { Group } from '@mantine/core'
import { TextLink } from '../ui/links.tsx'
import { useWords } from '../words/words.ts'

/** The ways to look at the catalogue. */
export function CataloguePlaces() {
  const { t } = useWords()
  return (
    <Group component="nav" gap="md" aria-label={t('catalogue/title')}>
      <TextLink to="/catalogue" activeOptions={{ exact: true, includeSearch: false }} activeProps={{ fw: 700 }}>
        {t('catalogue/title')}
      </TextLink>
      <TextLink to="/catalogue/map" activeProps={{ fw: 700 }}>
        {t('catalogue/map')}
      </TextLink>
      <TextLink to="/catalogue/targets" activeProps={{ fw: 700 }}>
        {t('catalogue/targets')}
      </TextLink>
      <TextLink to="/catalogue/gaps" activeProps={{ fw: 700 }}>
        {t('catalogue/gaps')}
      </TextLink>
      <TextLink to="/catalogue/overlaps" activeProps={{ fw: 700 }}>
        {t('catalogue/overlaps')}
      </TextLink>
    </Group>
  )
}
