import type { Instrument } from '../contract.ts'
import { log } from './log/index.ts'
import { poses } from './poses/index.ts'
import { sus } from './sus/index.ts'
import { trials } from './trials/index.ts'

/** Instruments that measure robots: by trials, by poses, by what they log. */
export const robotInstruments = [trials, poses, log, sus] as unknown as readonly Instrument[]
