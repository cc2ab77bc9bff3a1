import { CLUSTER, type Columns, CROWD, H, IGNORE, PASS, SCORE, W, X, Y } from '../../../metrics/detection/columns.ts'
import type { Box } from '../../../metrics/detection/overlap.ts'

export interface Category {
  readonly id: number
  readonly name: string
}

/** Reference and result, whatever format they came from. */
export interface DetectionData {
  readonly format: string
  /** ascending */
  readonly images: readonly number[]
  readonly categories: readonly Category[]
  readonly objects: Columns
  readonly detections: Columns
  readonly refused: Refused
  readonly groundTruthSha256: string
  readonly detectionsSha256: string
}

/** What was not counted: how often, and the first few with their places. */
export interface Refused {
  readonly count: number
  readonly first: readonly string[]
}

export const passOf = (data: Columns, row: number) => data.at(row, PASS)
export const clusterOf = (data: Columns, row: number) => data.at(row, CLUSTER)

export function objectOf(data: Columns, row: number) {
  return { box: boxOf(data, row), crowd: data.at(row, CROWD) === 1, ignore: data.at(row, IGNORE) === 1 }
}

export function detectionOf(data: Columns, row: number) {
  return { box: boxOf(data, row), score: data.at(row, SCORE) }
}

function boxOf(data: Columns, row: number): Box {
  return [data.at(row, X), data.at(row, Y), data.at(row, W), data.at(row, H)]
}
