/** Nmap scans that others recorded, against what was counted in them with Python's xml. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import nmap from './format'

const scans = manifest().filter(({ kind, groundTruth }) => kind === 'scan' && groundTruth.includes('scanner=nmap'))
const number = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0)

/** `http=3, telnet=2 (+4 more)` → the named counts. */
function services(truth: string): Record<string, number> {
  const list = /open services: ([^;]*);/.exec(truth)?.[1] ?? ''
  return Object.fromEntries([...list.matchAll(/([^\s,=]+)=(\d+)/g)].map(([, name, count]) => [name!, Number(count)]))
}

describe.skipIf(!hasEvidence)('scans of others', () => {
  it.each(scans.map(({ file, groundTruth }) => [file, groundTruth] as const))('%s', async (file, truth) => {
    const bytes = readFileSync(evidencePath(file))
    expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('nmap-xml')
    const { events, counts, checks } = (await readBytes(nmap, bytes, {}, { blockBytes: 65_536 })).sink
    const named = (prefix: string) => events.filter(({ name }) => name!.startsWith(prefix))
    const expected = {
      hosts: number(truth, /(\d+) host elements/),
      up: number(truth, /(\d+) up,/),
      addresses: number(truth, /(\d+) distinct addresses/),
      ports: number(truth, /(\d+) port elements/),
      open: number(truth, /elements: open=(\d+)/),
      scripts: number(truth, /(\d+) script elements/),
      services: services(truth),
    }
    const hosts = named('Nmap-Host_')
    const open = named('Nmap-Port_').filter(({ name }) => name === 'Nmap-Port_open')
    const got = {
      hosts: hosts.length,
      up: named('Nmap-Host_up').length,
      addresses: new Set(hosts.map(({ dstIp }) => dstIp)).size,
      ports: named('Nmap-Port_').length,
      open: open.length,
      scripts: named('Nmap-Script_').length,
      services: Object.fromEntries(
        Object.keys(expected.services).map((name) => [name, open.filter(({ service }) => service === name).length]),
      ),
    }
    console.log(`${file}\t${JSON.stringify(expected)}\t${JSON.stringify(got)}`)
    expect(got).toEqual(expected)
    expect(counts.rejected).toBe(0)
    expect(checks.filter(({ level }) => level === 'error')).toEqual([])
  })
})
