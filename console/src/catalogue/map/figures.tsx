import { Stack, Text } from '@mantine/core'
import type { Catalogue } from '../../../../src/catalogue/catalogue.ts'
import { type Indicator, indicators } from '../../../../src/catalogue/indicators.ts'
import type { Cell } from '../../../../src/catalogue/system-map.ts'
import { Section } from '../../ui/page.tsx'
import { Pairs } from '../../ui/pairs.tsx'
import { type Say, useWords } from '../../words/words.ts'
import { type Rows, RowsButton } from './rows-button.tsx'

/** Figures on the classes that are shown, each with its formula and the rows of both its sides; why where there is no value. */
export function Figures({
  cells,
  catalogue,
  day,
  onOpen,
}: {
  cells: readonly Cell[]
  catalogue: Catalogue
  day: number
  onOpen: (rows: Rows) => void
}) {
  const words = useWords()
  const { t, say } = words
  const editions = [...new Set(cells.flatMap((c) => c.editions))]
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">
        {t('catalogue/figuresLead', { n: editions.length })}
      </Text>
      {indicators(catalogue, editions, day).map((figure) => {
        const sides = (['numerator', 'denominator'] as const).map((side) => ({
          side,
          rows: { name: `${say(figure.title)}, ${t(`catalogue/${side}`)}`, of: figure[side] },
        }))
        return (
          <Section key={figure.id} title={say(figure.title)}>
            <Text fw={600}>{valueSaid(words, figure)}</Text>
            <Text size="sm" mb="xs">
              {t('catalogue/howComputed')}
              {words.colon}
              {say(figure.formula)}
            </Text>
            <Pairs
              of={sides.map(
                ({ side, rows }) =>
                  [
                    t(`catalogue/${side}`),
                    <RowsButton key={side} rows={rows} onOpen={onOpen}>
                      {t('catalogue/showRows', { n: rows.of.length })}
                    </RowsButton>,
                  ] as const,
              )}
            />
          </Section>
        )
      })}
    </Stack>
  )
}

/** What is not known to the day makes it a range. */
function valueSaid({ t, say, number, colon }: Say, { value, unit, missing }: Indicator): string {
  if (value === undefined) return `${t('catalogue/noValue')}${colon}${say(missing)}`
  const one = (n: number) =>
    unit === 'share' ? `${number(Math.round(n * 1000) / 10)} %` : t('catalogue/days', { n: number(Math.round(n)) })
  const [low, high] = [one(value.low), one(value.high)]
  return low === high ? low : t('catalogue/range', { low, high })
}
