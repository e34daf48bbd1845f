/**
 * How long all detectors take over a large case, and how long after a hundredth more was added: first log-ins, then connections.
 *
 * Run: `npx tsx main/detectors/bench/run.ts [events] [folder] [detector,…]`; the case is made on the first run and kept, what is added goes into a copy.
 */
import { chmodSync, constants, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { madeCase } from '#main/queries/bench/made-case'
import { COUNT } from '#main/store/rows'
import { sql, type Sql } from '#main/store/sql'
import { openStore, type Store } from '#main/store/store'
import type { Detector } from '../kit/detector'
import { ask } from '../kit/kept'

const TARGET = { seconds: 30, megabytes: 2000, share: 0.2 }
/** Pairs that keep time, put among the others: every so many seconds, all of sixty-one days or a part of them. */
const RHYTHMS = 200
const DAYS = 61
/** What a machine of four gigabytes gives the database. */
const MEMORY_MB = 1000

const [events = '12500000', folder = join(tmpdir(), 'backtrail-bench'), only] = process.argv.slice(2)

/** Detectors by their files. WHY: their registry is made by the bundler, which does not run here. */
async function detectors(): Promise<Detector[]> {
  const home = join(import.meta.dirname, '..')
  const files = readdirSync(home).filter((name) => name.endsWith('.ts') && (only?.split(',').includes(name.slice(0, -3)) ?? true))
  const modules = await Promise.all(files.map((name) => import(join(home, name)) as Promise<{ default: Detector }>))
  return modules.map((module) => module.default)
}

/** Words that detectors look for, and connections as regular as a machine. */
async function embellished(store: Store): Promise<void> {
  await store.withWriter(async (writer) => {
    for (const [index, word] of ['tcp', 'udp', 'icmp'].entries())
      await writer.run(sql`UPDATE text SET value = ${word} WHERE text_id = ${121 + index}`)
    const steps = sql`SELECT p.pair, t.step, (60 + p.pair * 17) AS period FROM range(${RHYTHMS}) p(pair), range(${DAYS * 1440}) t(step)`
    await writer.run(sql`INSERT INTO event_settled (event_id, source_id, ts, duration_us, ts_quality, type, name, specificity, src_ip, src_port, dst_ip, dst_port,
        client_ip, client_port, server_ip, server_port, role_rule, role_confidence, direction, proto, client_bytes, server_bytes, session_state, record, ordinal)
      SELECT 12884901888 + pair * 100000 + step, 1, make_timestamp(1243814400000000 + step * period * 1000000), 900000, 0, 3, 1, 0, pair + 1, 4000, 3000 + pair, 443,
        pair + 1, 4000, 3000 + pair, 443, 1, 3, 2, 121, 240, 900, 5, 100000000 + pair * 100000 + step, 0
      FROM (${steps}) WHERE step * period < ${(DAYS * 86_400) >> 1}`)
    await writer.checkpoint()
  })
}

/** The first events of a kind once more, as those of the days after. */
async function added(store: Store, kind: Sql, source: number, n: number): Promise<void> {
  await store.withWriter(async (writer) => {
    await writer.run(sql`INSERT INTO source (source_id, sha256, member, format, record_unit, sensor, layout, attr_keys, complete)
      SELECT ${source}, ${String(source).padStart(64, '0')}, member, format, record_unit, sensor, layout, attr_keys, true FROM source WHERE source_id = 3`)
    await writer.run(sql`INSERT INTO event_settled SELECT * REPLACE ((event_id + ${source}::UBIGINT * 4294967296)::UBIGINT AS event_id, ${source}::UINTEGER AS source_id,
        ts + to_days(${DAYS}::INTEGER) AS ts) FROM event_settled WHERE ${kind} ORDER BY ts LIMIT ${n}`)
    await writer.checkpoint()
  })
}

interface Taken {
  seconds: number
  processorSeconds: number
  found: number
}

async function taken(store: Store, detector: Detector): Promise<Taken> {
  const params = Object.fromEntries(Object.entries(detector.params).map(([name, { value }]) => [name, value]))
  const [start, before] = [performance.now(), process.cpuUsage()]
  const found = await ask(store, detector, params, {})
  const { user, system } = process.cpuUsage(before)
  return { seconds: (performance.now() - start) / 1000, processorSeconds: (user + system) / 1e6, found: found.length }
}

/** Shape: all detectors one after another, each printed → seconds in all. */
async function round(store: Store, all: readonly Detector[], title: string): Promise<number> {
  console.log(title)
  let sum = 0
  for (const detector of all) {
    const { seconds, processorSeconds, found } = await taken(store, detector)
    sum += seconds
    console.log(
      `  ${detector.id.padEnd(22)} ${seconds.toFixed(2).padStart(6)} s  ${processorSeconds.toFixed(2).padStart(6)} s of processors  ${String(found).padStart(7)} found`,
    )
  }
  return sum
}

/** The case, made where it is not there yet; then a copy of it to add to. */
async function copied(): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `detectors-${events}.duckdb`)
  if (!existsSync(path)) {
    const made = await madeCase(path, Number(events))
    await embellished(made)
    await made.close()
  }
  const copy = join(folder, `detectors-${events}-copy.duckdb`)
  copyFileSync(path, copy, constants.COPYFILE_FICLONE)
  chmodSync(copy, 0o644)
  return copy
}

const path = await copied()
const store = await openStore(path, { mode: 'read', settings: { memoryMb: MEMORY_MB } })
const all = await detectors()
const connections = sql.raw('session_state > 0')
const [{ n }] = (await store.all(sql`SELECT count(*) AS n FROM event WHERE ${connections}`, { n: COUNT })) as [{ n: number }]
const hundredth = Math.round(n / 100)
const first = await round(store, all, `${n} connections among ${events} events`)
const megabytes = process.resourceUsage().maxRSS / 1000
console.log(
  `all: ${first.toFixed(1)} s, target ${TARGET.seconds} s; at most ${megabytes.toFixed(0)} MB, target ${TARGET.megabytes} MB`,
)
const again = await round(store, all, 'again, nothing was written')
await added(store, sql.raw('type IN (4, 5)'), 4, hundredth)
const afterLogs = await round(store, all, `after ${hundredth} log-ins more`)
await added(store, connections, 5, hundredth)
const afterConnections = await round(store, all, `after ${hundredth} connections more`)
for (const [title, seconds] of [
  ['nothing written', again],
  ['log lines', afterLogs],
  ['connections', afterConnections],
] as const)
  console.log(
    `${title}: ${seconds.toFixed(1)} s, ${((100 * seconds) / first).toFixed(0)} % of the first, target ${100 * TARGET.share} %`,
  )
await store.close()
rmSync(path)
