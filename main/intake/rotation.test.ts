import { expect, test } from 'vitest'
import { setsInOrder, setsOf } from './rotation'

test.each([
  [
    'by number',
    ['/l/auth.log', '/l/auth.log.2.gz', '/l/auth.log.1', '/l/auth.log.10.gz'],
    ['/l/auth.log.10.gz', '/l/auth.log.2.gz', '/l/auth.log.1', '/l/auth.log'],
  ],
  [
    'by date',
    ['/l/access.log', '/l/access.log-20240102.xz', '/l/access.log-20231231'],
    ['/l/access.log-20231231', '/l/access.log-20240102.xz', '/l/access.log'],
  ],
  [
    'by date with points',
    ['/l/mail.log.2024-01-02', '/l/mail.log.2024-01-01'],
    ['/l/mail.log.2024-01-01', '/l/mail.log.2024-01-02'],
  ],
  ['date within', ['/l/app.2024-02-01.log', '/l/app.2024-01-31.log'], ['/l/app.2024-01-31.log', '/l/app.2024-02-01.log']],
  [
    'by hour',
    [
      '/z/2024-01-02/conn.00:00:00-01:00:00.log.gz',
      '/z/2024-01-01/conn.23:00:00-00:00:00.log.gz',
      '/z/2024-01-01/conn.01:00-02:00.log.gz',
    ],
    [
      '/z/2024-01-01/conn.01:00-02:00.log.gz',
      '/z/2024-01-01/conn.23:00:00-00:00:00.log.gz',
      '/z/2024-01-02/conn.00:00:00-01:00:00.log.gz',
    ],
  ],
  ['members', ['a.tar!var/log/syslog', 'a.tar!var/log/syslog.1'], ['a.tar!var/log/syslog.1', 'a.tar!var/log/syslog']],
])('rotated %s, oldest first', (_, paths, order) => {
  expect(setsInOrder(paths)).toEqual([order])
  expect(setsOf(paths).get(order[0]!)).toMatchObject({ position: 1, of: order.length })
})

test('what is not rotated is no set', () => {
  for (const paths of [
    ['/a/auth.log', '/b/auth.log.1'],
    ['/l/auth.log.1'],
    ['/l/a.log', '/l/b.log'],
    ['/l/x.gz', '/l/x'],
    ['/l/conn.log', '/l/dns.log'],
  ])
    expect(setsInOrder(paths)).toEqual([])
})

test('the name is the one the program writes to, and hostile names take no time', () => {
  expect(setsOf(['/l/auth.log.1', '/l/auth.log.2.gz']).get('/l/auth.log.2.gz')).toEqual({ name: 'auth.log', position: 1, of: 2 })
  const started = performance.now()
  setsOf([`/l/${'.1'.repeat(50_000)}`, `/l/${'-2024-01-01'.repeat(10_000)}`, `/l/${'a.'.repeat(50_000)}`])
  expect(performance.now() - started).toBeLessThan(500)
})
