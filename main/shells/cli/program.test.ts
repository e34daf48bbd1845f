import { describe, expect, it } from 'vitest'
import { runCommandLine } from './program'

async function run(...words: string[]) {
  const said = { out: '', err: '' }
  const status = await runCommandLine(words, { out: (text) => (said.out += text), err: (text) => (said.err += text) })
  return { status, ...said }
}

describe('the command line', () => {
  it('prints its version and nothing else', async () => {
    expect(await run('--version')).toEqual({ status: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), err: '' })
  })

  it('says a wrong usage on stderr and ends with 2', async () => {
    const { status, out, err } = await run('serve', '--prot', '1')
    expect([status, out]).toEqual([2, ''])
    expect(err).toContain("unknown option '--prot'")
  })

  it('answers a wrong usage with one document where JSON was asked for', async () => {
    const { status, out } = await run('serve', '--prot', '1', '--json')
    expect([status, JSON.parse(out)]).toEqual([
      2,
      { error: { code: 'SHL-006', message: expect.any(String), fix: expect.any(String) } },
    ])
  })

  it('ends with 1 and an error that has a code, a reason and a fix', async () => {
    const { status, out } = await run('serve', '/nowhere', '--json')
    expect([status, JSON.parse(out)]).toEqual([
      1,
      { error: { code: 'CAS-001', message: expect.stringContaining('/nowhere'), fix: expect.any(String) } },
    ])
  })

  it('knows a port from a word', async () => {
    expect((await run('serve', '--port', 'web', '--json')).status).toBe(2)
  })
})
