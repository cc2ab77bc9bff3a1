import { Text } from '@mantine/core'
import type { Cell } from '../../../../src/catalogue/system-map.ts'
import { useWords } from '../../words/words.ts'
import { type Branch, branchesOf } from './branches.ts'
import { type Rows, RowsButton } from './rows-button.tsx'
import { StandingBar } from './standing-bar.tsx'

/** The classes as a tree that folds; the topmost are open. */
export function ClassTree({ cells, onOpen }: { cells: readonly Cell[]; onOpen: (rows: Rows) => void }) {
  return <Level of={branchesOf(cells)} onOpen={onOpen} open />
}

function Level({ of, onOpen, open }: { of: readonly Branch[]; onOpen: (rows: Rows) => void; open: boolean }) {
  const { t, say } = useWords()
  return (
    <ul className="tree">
      {of.map(({ cell, below }) => {
        const { class: own, counts, editions, byStanding } = cell
        const name = `${own.code} ${say(own.title)}`
        return (
          <li key={own.code}>
            <details open={open}>
              <summary>
                {name}{' '}
                <Text span size="sm" c="dimmed">
                  {counts.editions} / {counts.series}
                  {own.known !== 'seen' && ` · ${t(`knownAs/${own.known}`)}`}
                </Text>
              </summary>
              <div className="inside">
                <div style={{ maxWidth: '34rem' }}>
                  <StandingBar of={byStanding} />
                </div>
                {editions.length > 0 && (
                  <RowsButton rows={{ name, of: editions }} onOpen={onOpen}>
                    {t('catalogue/showRows', { n: editions.length })}
                  </RowsButton>
                )}
              </div>
              {below.length > 0 && <Level of={below} onOpen={onOpen} open={false} />}
            </details>
          </li>
        )
      })}
    </ul>
  )
}
