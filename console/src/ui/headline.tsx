import { Text } from '@mantine/core'
import { look, wordsOf } from '../../../src/exchange/text/words.ts'
import { useWords } from '../words/words.ts'

/** A result in a list, as the statement signs it: the first large, and never without the others, of which one is its kind. */
export function ShortHeadline({ of }: { of: Readonly<Record<string, string>> }) {
  const { lang } = useWords()
  const words = wordsOf(lang)
  const shown = (value: string) => look({ ...words.kinds, ...words.outcome, ...words.truth }, value)
  const [first, ...rest] = Object.values(of)
  return (
    <div>
      <Text span fw={700} fz="xl" c="var(--pl-accent)">
        {shown(first ?? '')}
      </Text>
      {rest.length > 0 && (
        <Text span size="sm" ml={8}>
          [{rest.map(shown).join(words.semicolon)}]
        </Text>
      )}
    </div>
  )
}
