/** What `coverage` finds missing in evidence that others recorded, against what independent tools count there. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Coverage, CoverageCell } from '#contract/coverage'
import type { EvidenceClass } from '#contract/formats'
import { evidencePath, hasEvidence } from '#main/tools/test/evidence'
import { ask, made, statesOf } from './test/coverage'
import { ownHome } from './test/own-home'

const folder = ownHome('coverage-evidence')

describe.runIf(hasEvidence)('evidence that others recorded', () => {
  const HOME = '192.168.0.0/16'
  const wholly = async (dir: string): Promise<Coverage> => ask<Coverage>('coverage', dir, '--bin', '1h')
  const partOf = ({ cells }: Coverage, evidence: EvidenceClass): CoverageCell[] =>
    cells.filter((cell) => cell.host === null && cell.class === evidence && cell.state !== 'unknown' && cell.state !== 'absent')

  it('of ten TCP and UDP connections five are seen from one side: the hour is covered in part', async () => {
    const dir = await made(folder, 'open', '10.0.0.0/8', evidencePath('beacon/rita__open_sni_open_conn.17_32_32-18_00_00.log.gz'))
    const [cell, ...more] = partOf(await wholly(dir), 'flow')
    expect([cell!.state, more]).toEqual(['partial', []])
    expect(cell!.reason).toContain('50 % of its sessions show one side only')
  })

  it('of 360 connections 20 are, below what Zeek takes for loss: the hour is covered', async () => {
    const dir = await made(folder, 'few', HOME, evidencePath('zeek/zat__conn.log'))
    expect(partOf(await wholly(dir), 'flow').map(({ state, reason }) => [state, reason])).toEqual([['covered', 'zeek']])
  })

  it('a Windows log with numbers 1 to 2261 lacks none; one of 430 numbers between 45641 and 47705 lacks the others, where they would stand', async () => {
    const whole = await made(folder, 'security', HOME, evidencePath('windows/evtx__security.evtx'))
    const holed = await made(folder, 'holed', HOME, evidencePath('windows/evtx__sample_with_a_bad_chunk_magic.evtx'))
    const reasons = async (dir: string): Promise<string> => (await wholly(dir)).cells.map(({ reason }) => reason).join('\n')
    expect(await reasons(whole)).not.toContain('record number')
    expect(await reasons(holed)).toContain(`${47705 - 45641 + 1 - 430} record numbers are missing`)
  })

  it('gives the same whatever order the files were added in', async () => {
    const files = ['zeek/zat__conn.log', 'zeek/zat__dns.log', 'windows/hayabusa__DeepBlueCLI_password-spray.evtx'].map(
      evidencePath,
    )
    const one = await wholly(await made(folder, 'one', HOME, ...files))
    const other = await wholly(await made(folder, 'other', HOME, ...[...files].reverse()))
    expect(other).toEqual(one)
  })
})

it('traffic that Zeek says it lost is covered in part', async () => {
  const at = (minutes: number): string => (1_244_160_000 + minutes * 60).toFixed(6)
  const log = (path: string, fields: string, types: string, rows: string[]): string =>
    [String.raw`#separator \x09`, `#path\t${path}`, `#fields\t${fields}`, `#types\t${types}`, ...rows, '#close\t2009-06-06'].join(
      '\n',
    ) + '\n'
  const conn = Array.from({ length: 720 }, (_, n) => `${at(n)}\tC${n}\t198.18.1.${n % 200}\t4${1000 + n}\t192.0.2.9\t80\ttcp\tSF`)
  const loss = Array.from(
    { length: 47 },
    (_, n) => `${at(15 * (n + 1))}\t900.0\tworker\t${n >= 12 && n < 16 ? 450 : 1}\t1000\t${n >= 12 && n < 16 ? '45.0' : '0.1'}`,
  )
  const connFields = 'ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto conn_state'.replaceAll(' ', '\t')
  writeFileSync(
    join(folder, 'conn.log'),
    log('conn', connFields, 'time string addr port addr port enum string'.replaceAll(' ', '\t'), conn),
  )
  const lossFields = 'ts ts_delta peer gaps acks percent_lost'.replaceAll(' ', '\t')
  writeFileSync(
    join(folder, 'capture_loss.log'),
    log('capture_loss', lossFields, 'time interval string count count double'.replaceAll(' ', '\t'), loss),
  )
  const dir = await made(folder, 'loss', '198.18.0.0/16', join(folder, 'conn.log'), join(folder, 'capture_loss.log'))
  const found = await ask<Coverage>('coverage', dir, '--bin', '1h')
  expect(statesOf(found, 'flow', null).join(' ')).toBe(
    ['unknown', ...Array.from({ length: 12 }, (_, hour) => (hour === 3 ? 'partial' : 'covered')), 'unknown'].join(' '),
  )
  expect(found.cells.find((cell) => cell.class === 'flow' && cell.state === 'partial')!.reason).toBe(
    'zeek: the sensor lost up to 45 % of the traffic by its own count',
  )
})
