/** Headers before messages of an ASA, in the forms devices and relays write them. */
import { describe, expect, it } from 'vitest'
import { readAsaLine } from './header'

const TAG = '%ASA-6-302010: 12 in use, 10 most used'
const clock = (text: string) => {
  const line = readAsaLine(text)!
  const { civil, utcUs } = line.header ?? { civil: { hour: NaN, minute: NaN, year: NaN }, utcUs: NaN }
  return [line.host, line.zone, civil.year, civil.hour, civil.minute, !Number.isNaN(utcUs)]
}

describe('headers of an ASA', () => {
  it.each([
    [`Apr 15 2026 09:36:50: ${TAG}`, ['', '', 2026, 9, 36, false]],
    [`Apr 15 2026 09:36:50 EDT: ${TAG}`, ['', 'EDT', 2026, 9, 36, false]],
    [`Apr 15 2026 09:36:50 FW-01 : ${TAG}`, ['FW-01', '', 2026, 9, 36, false]],
    [`Apr 15 2026 09:36:50 UTC fw01 : ${TAG}`, ['fw01', 'UTC', 2026, 9, 36, false]],
    [`May  5 17:51:17 fw01: ${TAG}`, ['fw01', '', NaN, 17, 51, false]],
    [`Tue Aug 15 23:30:09 ${TAG}`, ['', '', NaN, 23, 30, false]],
    [`Jul 15 13:38:08 192.0.2.142 ${TAG}`, ['192.0.2.142', '', NaN, 13, 38, false]],
    [`Oct 10 2026 12:34:56 fw01 CiscoASA[999]: ${TAG}`, ['fw01', '', 2026, 12, 34, false]],
    [`Sep 25 01:08:29 fw01 : Sep 25 05:08:30 UTC: ${TAG}`, ['fw01', 'UTC', NaN, 5, 8, false]],
    [`<166>2026-06-26T01:35:42Z: ${TAG}`, ['', '', 2026, 1, 35, true]],
    [`<166>1 2026-06-26T01:35:42Z fw01 - - - - ${TAG}`, ['fw01', '', 2026, 1, 35, true]],
    [`Apr 30 09:22:38.340591: ${TAG}`, ['', '', NaN, 9, 22, false]],
    [`<166>:: ${TAG}`, ['', '', NaN, NaN, NaN, false]],
    [TAG, ['', '', NaN, NaN, NaN, false]],
  ])('%s', (text, expected) => expect(clock(text)).toEqual(expected))

  it('reads tags with a class and without a colon', () => {
    expect(readAsaLine('%ASA-session-5-106100: access-list a')).toMatchObject({ group: 'session', level: 5, id: '106100' })
    expect(readAsaLine('%PIX-6-302016 Teardown')).toMatchObject({ product: 'PIX', id: '302016', message: 'Teardown' })
    expect(readAsaLine('May  5 17:51:17 sw01 %LINK-3-UPDOWN: Interface up')).toBeNull()
  })
})
