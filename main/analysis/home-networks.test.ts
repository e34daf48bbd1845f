import { expect, test } from 'vitest'
import { canonicalNetwork, homeMatcher } from './home-networks'

test('a network is written with its host bits cleared', () => {
  expect(['198.18.20.14/16', '192.0.2.7', '2001:DB8::1/32', '0.0.0.0/0'].map(canonicalNetwork)).toEqual([
    '198.18.0.0/16',
    '192.0.2.7/32',
    '2001:db8::/32',
    '0.0.0.0/0',
  ])
})

test('what is not a network is refused by code', () => {
  for (const text of ['', 'home', '198.18.0.0/33', '300.1.1.1/8'])
    expect(() => canonicalNetwork(text)).toThrow(expect.objectContaining({ code: 'CAS-010' }))
})

test('public networks can be home, mapped addresses count as IPv4', () => {
  const home = homeMatcher(['198.18.0.0/16', '2001:db8::/32'])
  expect(['198.18.20.14', '::ffff:198.18.20.14', '2001:db8::5', '198.19.0.1', '10.0.0.1', 'x'].map(home)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ])
  expect(homeMatcher([])('198.18.0.1')).toBe(false)
})
