import { byText, lotOf } from '../../llm/bank/sample.ts'

/** Columns of the sheet that reviewers fill in, and of a filled-in sample. */
export const sampleColumns = {
  itemId: '条目编号',
  sourceId: '来源编号',
  route: '途径',
  label: '结论',
  classId: '风险类别',
  reviewer: '审核人',
} as const

export interface CorpusItem {
  readonly itemId: string
  readonly sourceId: string
}

interface Lot {
  readonly item: CorpusItem
  readonly lot: number
}

/**
 * Draws a simple random sample without replacement from a list that is read once: the `size` items with the smallest numbers, which only an
 * item's id, its source and the seed determine (permanent random numbers: Ohlsson 1995). So anybody can draw it again, whatever the order of the list, and
 * memory holds the sample only.
 */
export class CorpusDraw {
  readonly #size: number
  readonly #seed: number
  /** a heap whose first element has the largest number */
  readonly #heap: Lot[] = []
  /** items seen */
  seen = 0

  constructor(size: number, seed: number) {
    this.#size = size
    this.#seed = seed
  }

  add(item: CorpusItem): void {
    this.seen++
    const lot = { item, lot: lotOf(`${item.sourceId}\n${item.itemId}`, this.#seed) }
    if (this.#heap.length < this.#size) {
      this.#heap.push(lot)
      this.#up(this.#heap.length - 1)
    } else if (order(lot, this.#heap[0]!) < 0) {
      this.#heap[0] = lot
      this.#down()
    }
  }

  /** What was drawn, by source and item. */
  drawn(): CorpusItem[] {
    const items = this.#heap.map(({ item }) => item)
    return items.sort((a, b) => byText(a.sourceId, b.sourceId) || byText(a.itemId, b.itemId))
  }

  #up(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1
      if (order(this.#heap[at]!, this.#heap[parent]!) <= 0) return
      this.#swap(at, parent)
      at = parent
    }
  }

  #down(): void {
    for (let at = 0; ; ) {
      let largest = at
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < this.#heap.length && order(this.#heap[child]!, this.#heap[largest]!) > 0) largest = child
      if (largest === at) return
      this.#swap(at, largest)
      at = largest
    }
  }

  #swap(a: number, b: number): void {
    const held = this.#heap[a]!
    this.#heap[a] = this.#heap[b]!
    this.#heap[b] = held
  }
}

function order(a: Lot, b: Lot): number {
  return a.lot - b.lot || byText(a.item.sourceId, b.item.sourceId) || byText(a.item.itemId, b.item.itemId)
}
