/** Reads one source with its format into batches. The same code runs in a worker and inline. */
import type { FormatId } from '#contract/formats'
import type { ColumnMapping } from '#contract/mapping'
import { homeMatcher } from '#main/analysis/home-networks'
import type { ClockDecision, FormatDefinition } from '#main/formats/kit/format'
import { REJECT_BYTES, type Batch, type ParseSummary, type Reject } from './batch'
import { BufferPool } from './buffer-pool'
import { ColumnarSink } from './columnar-sink'
import { endCheck } from './layers'
import { SourceReader } from './source-reader'

/** Everything a reading depends on; plain data. */
export interface ParseJob {
  path: string
  name: string
  modifiedUs: number | null
  format: FormatId
  clock: ClockDecision
  mapping?: ColumnMapping | undefined
  homeNetworks: readonly string[]
  skewUs: number
  hash: boolean
}

/** Where a reading goes. */
export interface ParseOutlet {
  /** May wait, which makes the reading wait. Resolves with buffers of this or earlier batches that nobody reads any more. */
  batch(batch: Batch): Promise<readonly ArrayBuffer[]>
  progress(bytesRead: number, records: number): void
  /** Throws where the reading was cancelled. */
  checkCancelled(): void
}

/**
 * Read a source to its end.
 *
 * Shape:  job × format → batches to the outlet, then a summary. What a format gave before it could read no further stays.
 * Errors: whatever the outlet throws, EVD-001 where the file cannot be read.
 */
export async function parseSource(job: ParseJob, format: FormatDefinition, outlet: ParseOutlet): Promise<ParseSummary> {
  const ready: Batch[] = []
  const pool = new BufferPool()
  const sink = sinkOf(job, format, pool, (batch) => ready.push(batch))
  let fatal = null as Error | null
  const flush = async () => {
    try {
      outlet.checkCancelled()
      readRecent(reader, sink.takeUnread())
      for (let batch = ready.shift(); batch !== undefined; batch = ready.shift()) {
        await readLeft(reader, batch)
        pool.give(await outlet.batch(batch))
      }
      outlet.progress(reader.bytesRead, sink.counts.records)
    } catch (error) {
      fatal = error instanceof Error ? error : new Error('cancelled', { cause: error })
      throw fatal
    }
  }
  const reader = await SourceReader.open(job.path, {
    name: job.name,
    modifiedUs: job.modifiedUs,
    hash: job.hash,
    beforeBlock: flush,
  })
  try {
    const stopped = await readWith(format, reader, sink, job)
    if (fatal !== null) throw fatal
    sink.finish()
    await flush()
    return summaryOf(sink, reader, stopped)
  } finally {
    await reader.close()
  }
}

function sinkOf(job: ParseJob, format: FormatDefinition, pool: BufferPool, onBatch: (batch: Batch) => void): ColumnarSink {
  return new ColumnarSink({
    layout: format.attrs ?? {},
    isHome: homeMatcher(job.homeNetworks),
    homeStated: job.homeNetworks.length > 0,
    skewUs: job.skewUs,
    pool,
    onBatch,
  })
}

async function readWith(
  format: FormatDefinition,
  reader: SourceReader,
  sink: ColumnarSink,
  { clock, mapping }: ParseJob,
): Promise<string | null> {
  try {
    await format.read(reader, sink, clock, mapping)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const placeOf = ({ offset, length }: Reject) => ({ offset, length: Math.min(length, REJECT_BYTES) })

function readRecent(reader: SourceReader, rejects: readonly Reject[]): void {
  for (const reject of rejects) reject.raw = reader.recentRange(placeOf(reject))
}

/** WHY: a compressed file is read again from its start for them, so all of a batch are read at once. */
async function readLeft(reader: SourceReader, batch: Batch): Promise<void> {
  const left = batch.rejects.filter((reject) => reject.raw === null)
  const ranges = await reader.ranges(left.map(placeOf))
  left.forEach((reject, index) => (reject.raw = ranges[index]!))
}

function summaryOf(sink: ColumnarSink, reader: SourceReader, stopped: string | null): ParseSummary {
  const end = endCheck(reader.layersEnd, reader.sizeBytes)
  if (end !== null) sink.check({ ...end, level: 'error', count: 1 })
  if (stopped !== null) {
    sink.check({ id: 'reading-stopped', level: 'error', text: `reading stopped early: ${stopped}`, count: 1 })
  }
  return {
    counts: { ...sink.counts },
    firstTsUs: Number.isFinite(sink.firstTsUs) ? sink.firstTsUs : null,
    lastTsUs: Number.isFinite(sink.lastTsUs) ? sink.lastTsUs : null,
    checks: [...sink.checks.values()],
    sensor: sink.sensor,
    stopped,
    sha256: reader.bytesRead === reader.sizeBytes ? reader.sha256 : null,
  }
}
