import { useWords } from '../words/words.ts'
import { type District, districts } from './districts.ts'
import { type Shown, useShown } from './shown.ts'

/** A tile for each district, darker where there is more; hatched where nothing may be shown. What it shows is written on it, too. */
export function Tiles({
  values,
  selected,
  onSelect,
  name,
}: {
  values: ReadonlyMap<string, Shown>
  selected: string | undefined
  onSelect: (code: string | undefined) => void
  name: string
}) {
  const { say } = useWords()
  const shown = useShown()
  const numbers = [...values.values()].filter((v): v is number => typeof v === 'number')
  const most = Math.max(0, ...numbers)
  const elsewhere = [...values].filter(([code]) => !districts.some((d) => d.code === code))
  const tile = ({ code, title, ...place }: Pick<District, 'code' | 'title'> & Partial<District>) => {
    const value = values.get(code)
    const depth = typeof value === 'number' && most > 0 ? Math.sqrt(Math.max(0, value) / most) : 0
    return (
      <li key={code} style={{ gridColumn: place.column, gridRow: place.row }}>
        <button
          type="button"
          className="tile"
          aria-pressed={selected === code}
          data-withheld={value === '*' || undefined}
          style={{ '--depth': `${Math.round(depth * 70)}%` } as React.CSSProperties}
          onClick={() => onSelect(selected === code ? undefined : code)}
        >
          <span>{say(title)}</span>
          <strong>{shown(value)}</strong>
        </button>
      </li>
    )
  }
  return (
    <>
      <ul className="tiles plain" aria-label={name}>
        {districts.map(tile)}
      </ul>
      {elsewhere.length > 0 && (
        <ul className="tiles plain" aria-label={name}>
          {elsewhere.map(([code]) => tile({ code, title: { zh: code, en: code } }))}
        </ul>
      )}
    </>
  )
}
