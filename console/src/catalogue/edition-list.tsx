import { Stack, Text } from '@mantine/core'
import type { Standing } from '../../../src/catalogue/as-of.ts'
import type { Catalogue } from '../../../src/catalogue/catalogue.ts'
import { type Edition, keyOf } from '../../../src/catalogue/edition.ts'
import { standingsOf } from '../../../src/catalogue/system-map.ts'
import { TextLink } from '../ui/links.tsx'
import { type Column, Listing } from '../ui/listing.tsx'
import { More } from '../ui/more.tsx'
import { usePaged } from '../ui/paged.ts'
import { type Say, useWords } from '../words/words.ts'

/** What an edition is on a day in words; where the catalogue cannot tell, it says so. */
export function standingSaid({ t }: Say, possible: readonly Standing[]): string {
  const said = possible.map((s) => t(`standingOf/${s}`)).join(t('catalogue/or'))
  return possible.length === 1 ? said : `${said} (${t('catalogue/cannotTell')})`
}

/** The first of many, and more when they are wanted; another `about` begins again. */
export function EditionList({
  name,
  about = name,
  of,
  catalogue,
  day,
  also,
}: {
  name: string
  about?: string
  of: readonly Edition[]
  catalogue: Catalogue
  day: number
  /** a column of one's own */
  also?: Column<Edition>
}) {
  const words = useWords()
  const { t, say } = words
  const { shown, more } = usePaged(of, about)
  return (
    <Stack>
      <Listing
        name={name}
        of={shown}
        keyOf={keyOf}
        columns={[
          {
            head: t('catalogue/number'),
            of: (e) => (
              <TextLink to="/catalogue/edition" search={{ number: keyOf(e) }}>
                {keyOf(e)}
              </TextLink>
            ),
          },
          { head: t('catalogue/name'), of: (e) => say(e.title) },
          { head: t('catalogue/level'), of: (e) => t(`levelOf/${e.level}`) },
          ...(also ? [also] : []),
          { head: t('catalogue/standing'), of: (e) => standingSaid(words, standingsOf(catalogue, e, day)) },
          {
            head: t('catalogue/known'),
            of: (e) => (
              <Text span size="sm" {...(e.known === 'seen' ? {} : { c: 'dimmed' })}>
                {t(`knownAs/${e.known}`)}
              </Text>
            ),
          },
        ]}
      />
      <More of={more} />
    </Stack>
  )
}
