import { expect, it } from 'vitest'
import { readEndpoint } from './endpoint'

it.each([
  ['192.0.2.1:80', true, { ip: '192.0.2.1', port: 80 }],
  ['192.0.2.1', true, { ip: '192.0.2.1', port: NaN }],
  ['[2001:db8::1]:80', true, { ip: '2001:db8::1', port: 80 }],
  ['2001:db8:0:0:0:0:0:1:80', true, { ip: '2001:db8::1', port: 80 }],
  ['2001:db8::1', false, { ip: '2001:db8::1', port: NaN }],
  ['192.0.2.1:99999', true, null],
  ['192.0.2:80', true, null],
  ['host:80', true, null],
  ['', true, null],
] as const)('%s (ports: %s)', (text, hasPorts, expected) => expect(readEndpoint(text, hasPorts)).toEqual(expected))
