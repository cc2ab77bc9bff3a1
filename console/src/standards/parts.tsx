import { Code } from '@mantine/core'
import type { Standard } from '../../../src/language/standard.ts'
import { nameType } from '../../../src/language/types.ts'
import { Listing } from '../ui/listing.tsx'
import { useWords } from '../words/words.ts'

export function Measures({ standard }: { standard: Standard }) {
  const { t, say } = useWords()
  return (
    <Listing
      name={t('standards/measures')}
      of={[...standard.measures.values()]}
      keyOf={(m) => m.id}
      columns={[
        {
          head: t('standards/measures'),
          of: (m) => (
            <>
              <Code>{m.id}</Code> {say(m.title)}
            </>
          ),
        },
        { head: t('standards/instrument'), of: (m) => m.instrument ?? m.standard ?? t('shell/none') },
        { head: t('standards/minimum'), number: true, of: (m) => m.minimum },
      ]}
    />
  )
}

export function Facts({ standard }: { standard: Standard }) {
  const { t, say } = useWords()
  return (
    <Listing
      name={t('standards/facts')}
      of={[...standard.facts]}
      keyOf={([id]) => id}
      columns={[
        { head: t('standards/facts'), of: ([id]) => say(standard.factTitles.get(id)) || id },
        { head: t('systems/id'), of: ([id]) => <Code>{id}</Code> },
        { head: t('setUp/kind'), of: ([, type]) => nameType(type) },
      ]}
    />
  )
}

export function Sources({ standard }: { standard: Standard }) {
  const { t } = useWords()
  return (
    <Listing
      name={t('standards/sources')}
      of={[...standard.sources.values()]}
      keyOf={(s) => s.title}
      columns={[
        { head: t('standards/sources'), of: (s) => s.title },
        { head: t('standards/status'), of: (s) => s.status },
        { head: t('standards/note'), of: (s) => s.note },
      ]}
    />
  )
}
