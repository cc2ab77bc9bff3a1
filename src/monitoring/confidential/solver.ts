import type { Highs, Model } from 'highs'

/** A row of a model: lower ≤ Σ values · columns ≤ upper. */
export interface Row {
  readonly columns: readonly number[]
  readonly values: readonly number[]
  readonly lower: number
  readonly upper: number
}

export interface Solution {
  readonly objective: number
  readonly values: Float64Array
  /** reduced costs: how much the minimum would change with the bound a column lies on */
  readonly reduced: Float64Array
}

/** A linear programme that is minimised again and again under other costs and bounds. */
export interface LinearProgramme {
  /** Undefined: no values keep within the bounds. */
  minimise(costs: Float64Array, lower: Float64Array, upper: Float64Array): Solution | undefined
  close(): void
}

/** A choice of columns, each taken (1) or not (0), at the least cost; rows can be added between answers. */
export interface Choice {
  add(row: Row): void
  /** `bound`: no choice costs less. `chosen` is undefined where the search was cut off before it found one. */
  least(
    costs: Float64Array,
  ): { readonly bound: number; readonly chosen: Uint8Array | undefined; readonly proven: boolean } | undefined
  close(): void
}

/** What decides about sums: HiGHS, on this processor, in WebAssembly. */
export interface Solver {
  readonly infinity: number
  programme(columns: number, rows: readonly Row[]): LinearProgramme
  /** `nodes`: how many branches are looked at before it gives up; counted, not timed, so that every machine gives the same. */
  choice(columns: number, nodes: number): Choice
}

let loaded: Promise<Solver> | undefined

/** Loads it once. The only place that knows the library. */
export function loadSolver(): Promise<Solver> {
  // its types are those of its CommonJS form, where the loader stands one step further in
  loaded ??= import('highs').then((m) => (m.default as unknown as typeof m.default.default)()).then(solverOn)
  return loaded
}

function solverOn(highs: Highs): Solver {
  const { modelStatus, variableType } = highs.constants
  const quiet = (m: Model) => m.options.set({ output_flag: false, random_seed: 0 })
  const rowWise = (columns: number, rows: readonly Row[]) => {
    const starts = new Int32Array(rows.length + 1)
    for (const [i, r] of rows.entries()) starts[i + 1] = starts[i]! + r.columns.length
    return {
      format: 'csr' as const,
      numRows: rows.length,
      numCols: columns,
      starts,
      indices: Int32Array.from(rows.flatMap((r) => r.columns)),
      values: Float64Array.from(rows.flatMap((r) => r.values)),
    }
  }
  return {
    infinity: highs.infinity,
    programme(columns, rows) {
      const model = highs.createModel({
        numCols: columns,
        numRows: rows.length,
        colCost: new Float64Array(columns),
        colLower: new Float64Array(columns),
        colUpper: new Float64Array(columns),
        rowLower: Float64Array.from(rows, (r) => r.lower),
        rowUpper: Float64Array.from(rows, (r) => r.upper),
        matrix: rowWise(columns, rows),
      })
      quiet(model)
      // a start from the last answer can go round in circles: far more steps than any of these needs
      model.options.set({
        presolve: 'off',
        solver: 'simplex',
        simplex_iteration_limit: 20 * (columns + rows.length) + 1000,
      })
      const all = { kind: 'range', from: 0, to: columns - 1 } as const
      return {
        minimise(costs, lower, upper) {
          model.changeColsCost(all, costs)
          model.changeColsBounds(all, lower, upper)
          model.run()
          if (model.getModelStatus() !== modelStatus.optimal) {
            // a start from the last answer that leads nowhere: once more from nothing, and made smaller first
            model.clearSolver()
            model.options.set({ presolve: 'on' })
            model.run()
            model.options.set({ presolve: 'off' })
          }
          if (model.getModelStatus() !== modelStatus.optimal) return undefined
          const s = model.getSolution()
          return { objective: model.getObjectiveValue(), values: s.colValue, reduced: s.colDual }
        },
        close: () => model.dispose(),
      }
    },
    choice(columns, nodes) {
      const model = highs.createModel()
      quiet(model)
      model.options.set({ mip_rel_gap: 0, mip_abs_gap: 1e-7, mip_max_nodes: nodes })
      for (let i = 0; i < columns; i++) {
        model.addVar(0, 1)
        model.changeColIntegrality(i, variableType.integer)
      }
      return {
        add: (row) => {
          model.addRow(row.lower, row.upper, {
            indices: Int32Array.from(row.columns),
            values: Float64Array.from(row.values),
          })
        },
        least(costs) {
          for (const [i, cost] of costs.entries()) model.changeColCost(i, cost)
          model.clearSolver()
          model.run()
          const status = model.getModelStatus()
          if (status === modelStatus.infeasible) return undefined
          const proven = status === modelStatus.optimal
          const bound = proven ? model.getObjectiveValue() : Number(model.info.get('mip_dual_bound'))
          const found = proven || Number(model.info.get('primal_solution_status')) === 2
          const chosen = found ? Uint8Array.from(model.getSolution().colValue, (v) => (v > 0.5 ? 1 : 0)) : undefined
          return { bound, chosen, proven }
        },
        close: () => model.dispose(),
      }
    },
  }
}
