import { describe, expect, it } from 'vitest'
import { detect, headOf } from '../detect'
import { FORMATS } from '../registry'
import { TimelineClock } from './clock'
import { emptyEntry, type TimelineEntry } from './entry'
import { tableOf } from './headers'
import { SecondTimes } from './second-times'
import { isUnquoted } from './table'
import { pythonStrings } from './windows-row'

const columns = (text: string) => text.split(',')
const formatOf = (text: string) => detect(headOf(Buffer.from(text), true), FORMATS)?.format.id ?? null
const PSORT = 'datetime,timestamp_desc,source,source_long,message,parser,display_name,tag'

describe('whose table it is', () => {
  it.each([
    [PSORT, 'dynamic'],
    ['datetime,timestamp_desc,message,parser', 'dynamic'],
    ['date,time,timezone,MACB,source,sourcetype,type,user,host,short,desc,version,filename,inode,notes,format,extra', 'l2tcsv'],
    ['message,datetime,timestamp_desc', 'timesketch'],
    ['message,timestamp,datetime,timestamp_desc,display_name,parser', 'timesketch'],
    ['__ts_timeline_id,datetime,timestamp_desc,message,parser,source_long', 'timesketch'],
    ['datetime,message,host', null],
    ['date,time,source,user,host', null],
  ])('%s → %s', (header, expected) => expect(tableOf(columns(header))).toBe(expected))

  it('plain tables and plain JSON are no timelines', () => {
    const ofTimelines = ['plaso-csv', 'timesketch']
    expect(ofTimelines).not.toContain(formatOf('datetime,message,host\n2026-03-03T08:00:00Z,hello,web01\n'))
    expect(ofTimelines).not.toContain(formatOf('{"datetime":"2026-03-03T08:00:00Z","message":"hello"}\n'))
  })

  it('JSON lines are of psort by their container or their keys, else of Timesketch', () => {
    const keys = '"message":"m","timestamp_desc":"Creation Time","timestamp":1772524800000000'
    expect(formatOf(`{"__container_type__":"event","__type__":"AttributeContainer",${keys}}\n`)).toBe('plaso-csv')
    expect(formatOf(`{"data_type":"fs:stat","parser":"filestat","display_name":"x",${keys}}\n`)).toBe('plaso-csv')
    expect(formatOf(`{"datetime":"2026-03-03T08:00:00Z","data_type":"fs:stat",${keys}}\n`)).toBe('timesketch')
  })
})

it('quotes are taken off only where the table needs it', () => {
  const head = (rows: string) => headOf(Buffer.from(`${PSORT}\n${rows}`), true)
  expect(isUnquoted(head('2026-03-03T08:00:00+00:00,C,LOG,L,"odd 3.5" disk,p,d,-\n'))).toBe(true)
  expect(isUnquoted(head('2026-03-03T08:00:00+00:00,C,LOG,L,"a, b",p,d,-\n'))).toBe(false)
})

it.each([
  [`['a', 'b c', "it's", None, 'x\\'y']`, ['a', 'b c', "it's", '', "x'y"]],
  [`['a'  'b'  ''  None]`, ['a', 'b', '', '']],
  ['[]', []],
  ['no list', []],
  [`['never ends`, []],
])('values of %s', (text, expected) => expect(pythonStrings(text)).toEqual(expected))

describe('times', () => {
  const clock = new TimelineClock({ zone: 'Europe/Berlin', zoneRule: '', year: null, yearRule: '', quality: 'zone-assumed' })
  const AT = Date.UTC(2026, 6, 1, 8, 0, 0) * 1000

  it.each([
    ['2026-07-01T08:00:00+00:00', 'exact'],
    ['2026-07-01 08:00:00 UTC', 'exact'],
    ['2026-07-01T10:00:00', 'zone-assumed'],
    [AT, 'exact'],
    [`${AT}000`, 'exact'],
    [AT / 1000, 'exact'],
    [`${AT / 1e6}`, 'exact'],
  ])('%s is %s', (text, quality) => {
    expect(clock.read(text)).toBe(AT)
    expect(clock.quality).toBe(quality)
  })

  it('a column that names no zone leaves it to the analyst', () => {
    expect([clock.inZone(AT, 'CET') - AT, clock.quality]).toEqual([-7_200_000_000, 'exact'])
    expect([clock.inZone(AT, 'somewhere') - AT, clock.quality]).toEqual([-7_200_000_000, 'zone-assumed'])
    expect(clock.inZone(AT, 'America/New_York') - AT).toBe(14_400_000_000)
  })
})

it('only another time of the same record is a second one, and only once', () => {
  const row = (timestampDesc: string, number: number): TimelineEntry => ({
    ...emptyEntry(),
    ...{ dataType: 'windows:evtx:record', timestampDesc, message: 'm', fields: new Map([['record_number', number]]) },
  })
  const seconds = new SecondTimes()
  expect(seconds.isSecond(row('Creation Time', 1), 0)).toBe(false)
  expect(seconds.isSecond(row('Creation Time', 1), 0)).toBe(false)
  expect(seconds.isSecond(row('Content Modification Time', 2), 0)).toBe(false)
  expect(seconds.isSecond(row('Content Modification Time', 1), 2_000_000)).toBe(false)
  expect(seconds.isSecond(row('Creation Time', 2), 1)).toBe(true)
  expect(seconds.isSecond(row('Creation Time', 2), 1)).toBe(false)
  expect(seconds.isSecond({ ...row('Creation Time', 2), dataType: 'fs:stat' }, 1)).toBe(false)
})
