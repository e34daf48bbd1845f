/** What the engine and the process of a statement say to each other: `check`, its relations; `run`, pages of rows; then the process ends. */
import { z } from 'zod'
import { FAULTS, type FaultCode } from '#contract/errors'
import { SqlCell, SqlColumn } from '#contract/sql'
import type { CellLimits } from './limits'

/** Rows of a relation that the engine hands over, in the order of its columns. */
export interface Handed {
  relation: string
  rows: (string | number | boolean | null | string[])[][]
}

export interface RunOrder {
  databasePath: string
  handed: Handed[]
  limits: CellLimits
  /** Rows wanted; null = all. */
  limit: number | null
  /** Give the rows an order that the statement leaves open: by all columns. */
  settled: boolean
}

export type ToCell = { kind: 'check'; statement: string } | ({ kind: 'run' } & RunOrder)

const Code = z.custom<FaultCode>((value) => typeof value === 'string' && Object.hasOwn(FAULTS, value))

/** SECURITY: what comes out of the process is data of a program that may have been taken over; it is checked before it is used. */
export const FromCell = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('allowed'), relations: z.array(z.string()) }),
  z.object({ kind: z.literal('columns'), columns: z.array(SqlColumn) }),
  z.object({ kind: z.literal('page'), rows: z.array(z.array(SqlCell)) }),
  z.object({ kind: z.literal('done'), truncated: z.boolean(), sha256: z.string().nullable() }),
  z.object({ kind: z.literal('failed'), code: Code, params: z.record(z.string(), z.union([z.string(), z.number()])) }),
])
export type FromCell = z.infer<typeof FromCell>

/** A process that runs one statement; each shell starts it in its own way. */
export interface CellProcess {
  send(message: ToCell): void
  onMessage(take: (message: unknown) => void): void
  /** Called once, when the process is gone, for whatever reason. */
  onExit(take: (reason: string) => void): void
  kill(): void
}
