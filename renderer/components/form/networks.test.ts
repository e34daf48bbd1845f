import { expect, it } from 'vitest'
import { readNetworks } from './networks'

it('reads networks in canonical form, each once, whatever separates them', () => {
  expect(readNetworks('198.18.20.14/16, 198.18.0.0/16\n2001:DB8:1::/48;203.0.113.5/32')).toEqual({
    networks: ['198.18.0.0/16', '2001:db8:1::/48', '203.0.113.5/32'],
    problems: [],
  })
})

it('says of each wrong word why', () => {
  expect(readNetworks('10.0.0.0 198.18/16 300.1.1.1/8 198.18.0.0/33 ::/0 home 1.2.3.4/8/9').problems).toEqual([
    { text: '10.0.0.0', why: 'add a length, for example 10.0.0.0/24' },
    { text: '198.18/16', why: 'write all four parts of the address' },
    { text: '300.1.1.1/8', why: 'not an address' },
    { text: '198.18.0.0/33', why: 'the length must be 0 to 32' },
    { text: '::/0', why: 'this is every address there is' },
    { text: 'home', why: 'not an address' },
    { text: '1.2.3.4/8/9', why: 'not an address' },
  ])
})
