/** Configuration of others, against what awk and Python's email parser find in it; and that no other evidence is taken for configuration. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evidencePath, hasEvidence, manifest } from '../../tools/test/evidence'
import { readBytes } from '../kit/bytes-input'
import { detect, headOf } from '../kit/detect'
import { FORMATS } from '../kit/registry'
import config from './format'

const PASSWD = 'linux/velociraptor__linux_passwd'
const STATUS = 'linux/velociraptor__debian_status'
/* Name, version, architecture and status of each stanza. */
const PACKAGES = [
  'adduser 3.118ubuntu5 all install ok installed',
  'adwaita-icon-theme 41.0-1ubuntu1 all install ok installed',
  'adwaita-icon-theme-full 41.0-1ubuntu1 all install ok installed',
  'alsa-topology-conf 1.2.5.1-2 all install ok installed',
  'alsa-ucm-conf 1.2.6.3-1ubuntu1.7 all install ok installed',
  'amd64-microcode 3.20191218.1ubuntu2.1 amd64 install ok installed',
]
const MODIFIED_US = 1_600_000_000_000_000

async function readFile(file: string) {
  const bytes = readFileSync(evidencePath(file))
  expect(detect(headOf(bytes, true), FORMATS)?.format.id).toBe('config-capture')
  const { sink } = await readBytes(config, bytes, {}, { modifiedUs: MODIFIED_US, blockBytes: 101 })
  expect(new Set(sink.events.map(({ tsUs, tsQuality }) => `${tsUs} ${tsQuality}`))).toEqual(
    new Set([`${MODIFIED_US} zone-and-year-assumed`]),
  )
  return {
    ...sink,
    counts: sink.counts,
    lines: Number(/(\d+) non-empty lines/.exec(manifest().find((row) => row.file === file)!.groundTruth)![1]),
  }
}

describe.skipIf(!hasEvidence)('configuration of others', () => {
  it(PASSWD, async () => {
    const { events, counts, lines } = await readFile(PASSWD)
    console.log(`${PASSWD}\taccounts\t${lines}\t${counts.represented}`)
    expect([counts.represented, counts.rejected]).toEqual([lines, 0])
    /* awk -F: '{u+=$3; g+=$4} END {print u, g}' */
    const sum = (name: string) => events.reduce((total, { attrs }) => total + Number(attrs[name]), 0)
    expect([sum('uid'), sum('gid')]).toEqual([67_888, 198_913])
    /* awk -F: '$7 ~ /sh$/ {print $1}' */
    const withShell = events
      .filter(({ attrs }) => String(attrs['shell'] as string).endsWith('sh'))
      .map(({ userName }) => userName)
    expect(withShell).toEqual(['root', 'testuser1', 'testuser2'])
    expect(new Set(events.map(({ attrs }) => attrs['password_state']))).toEqual(new Set(['shadowed']))
  })

  it(STATUS, async () => {
    const { events, counts } = await readFile(STATUS)
    const fields = ['package', 'version', 'architecture', 'status']
    const packages = events.map(({ attrs }) => fields.map((field) => attrs[field] as string).join(' '))
    console.log(`${STATUS}\tpackages\t${PACKAGES.length}\t${counts.represented}`)
    expect([counts.represented, counts.rejected]).toEqual([PACKAGES.length, 0])
    expect(packages).toEqual(PACKAGES)
  })

  it('claims no other file', () => {
    const others = manifest().filter(({ file }) => file !== PASSWD && file !== STATUS)
    const taken = others.filter(({ file }) => {
      const bytes = readFileSync(evidencePath(file)).subarray(0, 300_000)
      return config.sniff(headOf(bytes, bytes.length < 300_000)).confidence > 0
    })
    console.log(`config-capture\tother files\t${others.length}\tclaimed ${taken.length}`)
    expect(taken.map(({ file }) => file)).toEqual([])
  })
})
