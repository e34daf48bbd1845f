/** Writes a slab into its event table: one `INSERT … SELECT` from a table function that hands over the slab's vectors. */
import {
  BIGINT,
  DuckDBTableFunction,
  TIMESTAMP,
  UBIGINT,
  UINTEGER,
  USMALLINT,
  UTINYINT,
  VARCHAR,
  type DuckDBDataChunk,
  type DuckDBTableFunctionBindInfo,
  type DuckDBTableFunctionInfo,
  type DuckDBTableFunctionInitInfo,
  type DuckDBType,
} from '@duckdb/node-api'
import { EVENT_COLUMNS, type EventColumn } from '#main/store/columns'
import { sql, type Sql } from '#main/store/sql'
import type { Store, Transaction } from '#main/store/store'
import type { ColumnKind, Slab, SlabColumn } from './batch'
import { fillChunk, type IdMap } from './chunk-fill'

const TYPES: Readonly<Record<ColumnKind, DuckDBType>> = {
  ...{ micros: TIMESTAMP, i64: BIGINT, u64: UBIGINT, u32: UINTEGER, u16: USMALLINT, u8: UTINYINT, port: USMALLINT },
  ...{ text: UINTEGER, ip: UINTEGER, varchar: VARCHAR },
}

/** A slab on its way in. */
interface OpenRun {
  slab: Slab
  columns: SlabColumn[]
  firstEventId: number
  ids: IdMap
}

/** Puts slabs into the event tables of one store that is open for writing. */
export class RunInserter {
  private readonly open = new Map<number, OpenRun>()
  private next = 0

  private constructor(private readonly functionName: string) {}

  private static made = 0

  static async on(store: Store): Promise<RunInserter> {
    const inserter = new RunInserter(`intake_run_${RunInserter.made++}`)
    await store.registerTableFunction(inserter.functionName, () => inserter.tableFunction())
    return inserter
  }

  /** Shape: transaction × source × slab × id of its first event × dictionaries → the rows are in. */
  async insert(transaction: Transaction, sourceId: number, slab: Slab, firstEventId: number, ids: IdMap): Promise<void> {
    const number = this.next++
    const columns = slab.columns.filter((column) => column.constant === undefined)
    this.open.set(number, { slab, columns, firstEventId, ids })
    try {
      await transaction.run(this.statement(number, sourceId, slab, ids))
    } finally {
      this.open.delete(number)
    }
  }

  private statement(number: number, sourceId: number, slab: Slab, ids: IdMap): Sql {
    const expressions = expressionsOf(sourceId, slab, ids)
    const columns = Object.keys(EVENT_COLUMNS) as EventColumn[]
    const list = columns.map((column) => `${expressions(column)} AS ${column}`).join(', ')
    return sql`INSERT INTO ${sql.raw(slab.table)} SELECT ${sql.raw(list)} FROM ${sql.raw(`${this.functionName}(${number}::UINTEGER)`)}`
  }

  private tableFunction(): DuckDBTableFunction {
    return DuckDBTableFunction.create({
      name: this.functionName,
      parameterTypes: [UINTEGER],
      bindFunction: (info: DuckDBTableFunctionBindInfo) => {
        const number = Number(info.getParameter(0))
        const run = this.open.get(number)
        if (run === undefined) return info.setError('no such run')
        info.addResultColumn('event_id', UBIGINT)
        for (const column of run.columns) info.addResultColumn(column.name, TYPES[column.kind])
        info.setBindData({ number })
        info.setCardinality(run.slab.rows, true)
      },
      initFunction: (info: DuckDBTableFunctionInitInfo) => {
        info.setInitData({ from: 0 })
        info.setMaxThreads(1)
      },
      mainFunction: (info: DuckDBTableFunctionInfo, chunk: DuckDBDataChunk) => this.fill(info, chunk),
    })
  }

  private fill(info: DuckDBTableFunctionInfo, chunk: DuckDBDataChunk): void {
    const { number } = info.getBindData() as { number: number }
    const state = info.getInitData() as { from: number }
    const run = this.open.get(number)
    if (run === undefined) return info.setError('the run is gone')
    state.from += fillChunk(chunk, run.slab, run.columns, state.from, run.firstEventId, run.ids)
  }
}

const SIDES: Partial<Record<EventColumn, string>> = {
  ...{ client_ip: 'src_ip', client_port: 'src_port', server_ip: 'dst_ip', server_port: 'dst_port' },
}

/** Shape: slab → (event column → the SQL that gives it): a column of the run, a constant, or the client's and server's side. */
function expressionsOf(sourceId: number, slab: Slab, ids: IdMap): (column: EventColumn) => string {
  const byName = new Map(slab.columns.map((column) => [column.name, column]))
  const plain = (name: string): string => {
    const column = byName.get(name)
    const type = EVENT_COLUMNS[name as EventColumn]
    if (column === undefined || column.constant === null) return `NULL::${type}`
    if (column.constant === undefined) return name
    const { constant, kind } = column
    if (kind === 'micros') return `make_timestamp(${constant})`
    const value = kind === 'text' ? ids.texts[constant]! : kind === 'ip' ? ids.addresses[constant]! : constant
    return `${value}::${type}`
  }
  const rule = byName.get('role_rule')?.constant
  return (column) => {
    if (column === 'event_id') return 'event_id'
    if (column === 'source_id') return `${sourceId}::UINTEGER`
    const side = SIDES[column]
    if (side === undefined) return plain(column)
    if (rule === 0) return `NULL::${EVENT_COLUMNS[column]}`
    return rule === undefined ? `CASE WHEN role_rule <> 0 THEN ${plain(side)} END` : plain(side)
  }
}
