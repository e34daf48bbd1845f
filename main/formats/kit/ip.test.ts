import { describe, expect, it } from 'vitest'
import { canonicalIp, formatIpv4, readIpv4 } from './ip'

describe('one spelling of an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['255.255.255.255', '255.255.255.255'],
    ['2001:DB8:0:0:0:0:2:1', '2001:db8::2:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
    ['::', '::'],
    ['::1', '::1'],
    ['[fe80::1%eth0]', 'fe80::1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ])('%s', (written, canonical) => expect(canonicalIp(written)).toBe(canonical))

  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3.4 ',
    '0x7f.1.1.1',
    ':::',
    '1::2::3',
    '12345::',
    'host',
    '1:2:3:4:5:6:7:8:9',
    '1.2.3.4::',
  ])('refuses %j', (written) => expect(canonicalIp(written)).toBeNull())

  it.each(['0.0.0.0', '192.0.2.1', '255.255.255.255'])('reads %s from bytes', (written) => {
    const bytes = Buffer.from(`x${written}y`)
    expect(formatIpv4(readIpv4(bytes, 1, bytes.length - 1))).toBe(written)
  })

  it.each(['1.2.3', '1..2.3', '256.1.1.1', '01.2.3.4', '1.2.3.4.5', '1.2.3.', '1.2.3.x'])('refuses the bytes %s', (written) => {
    expect(readIpv4(Buffer.from(written), 0, written.length)).toBe(-1)
  })
})
