/** A Host for tests: folders of its own below one temporary folder, a clock that counts, everything may be read and written. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createRouterClient, type RouterClient } from '@orpc/server'
import { canonicalEvents } from '#main/store/canonical'
import { openStore } from '#main/store/store'
import { createEngine, type Engine } from './engine'
import { forkedCell } from '#main/sql-cell/forked-cell'
import type { Host } from './host'

export interface TestBench {
  readonly folder: string
  readonly host: Host
  readonly client: RouterClient<Engine['router']>
  close(): Promise<void>
}

/** 2026-01-01T00:00:00Z, µs. */
const BEGINNING_US = 1_767_225_600_000_000

/** Run from its source, so that tests need no build. */
const CELL = resolve(import.meta.dirname, '../sql-cell/process.ts')

/** Shape: folder (made when left out) → a host whose clock moves on by a millisecond at each look. */
export function testHost(folder: string): Host {
  let ticks = 0
  let seed = 1
  const nothing = (): void => undefined
  return {
    shell: 'cli',
    dialogs: 'page',
    version: '0.0.0',
    platform: 'linux',
    home: folder,
    configDir: join(folder, 'config'),
    dataDir: join(folder, 'data'),
    appRoot: resolve(import.meta.dirname, '../..'),
    samplesDir: resolve(import.meta.dirname, '../../casefiles'),
    startCell: () => forkedCell(CELL, ['--import', 'tsx']),
    nowUs: () => BEGINNING_US + ++ticks * 1000,
    randomBytes: (count) => Uint8Array.from({ length: count }, () => (seed = (seed * 48271) % 2147483647) & 255),
    mayRead: () => true,
    mayWrite: () => true,
    grant: nothing,
    pickOpen: () => Promise.resolve(null),
    pickSave: () => Promise.resolve(null),
    listDir: (path) => Promise.resolve({ path: path ?? folder, parent: null, entries: [] }),
    reveal: () => Promise.resolve(),
    log: { info: nothing, warn: nothing, error: nothing },
  }
}

/** Shape: → an engine with its client, on folders that are removed when it is closed. */
export function testBench(): TestBench {
  const folder = mkdtempSync(join(tmpdir(), 'backtrail-engine-'))
  const host = testHost(folder)
  const engine = createEngine(host)
  return {
    folder,
    host,
    client: createRouterClient(engine.router),
    close: async () => {
      await engine.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Shape: case that is open → its events in one spelling, one a line; the case is closed for it and opened again. */
export async function eventsOf({ client }: TestBench, caseDir: string): Promise<string[]> {
  await client.case.close()
  const store = await openStore(join(caseDir, 'case.duckdb'), { mode: 'read' })
  const lines: string[] = []
  await canonicalEvents(store, (line) => void lines.push(line))
  await store.close()
  await client.case.open({ path: caseDir })
  return lines
}
