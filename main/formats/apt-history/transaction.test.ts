/** Lists of packages that no apt writes. */
import { expect, it } from 'vitest'
import { readTransaction } from './transaction'

it('reads a list of names without versions in time that grows as the list does', () => {
  const count = 300_000
  const { packages, unread } = readTransaction([`Install: ${'a, '.repeat(count)}`])
  expect({ packages: packages.length, unread }).toEqual({ packages: count, unread: [] })
}, 5000)

it('keeps a list whose bracket is never closed as it is written', () => {
  const { packages, unread } = readTransaction(['Install: bash:amd64 (5.2, tmux:amd64'])
  expect({ packages, unread }).toEqual({ packages: [], unread: ['bash:amd64 (5.2, tmux:amd64'] })
})
