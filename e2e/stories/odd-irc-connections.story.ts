import { execFileSync } from 'node:child_process'
import { expectedCounts, expectedTotal } from '../player/expected'
import { expect, story } from '../player/story'

/** What a panel shows of an answer: its longest rows, each with the right count. */
const holds = (shown: Record<string, number>, answer: Record<string, number>) => {
  expect(Object.keys(shown).length).toBeGreaterThan(0)
  // A value may carry its usual meaning beside it: `6667 irc`.
  const bare = Object.fromEntries(Object.entries(shown).map(([key, count]) => [key.split(' ')[0]!, count]))
  expect(answer).toMatchObject(bare)
}
const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')

story('an analyst follows odd IRC connections from the whole case to one server', async ({ app }) => {
  await app.opens('Odd IRC connections')
  await app.goesTo('Investigate')

  for (const [window, answer] of [
    ['24 h', 'types-24h'],
    ['7 d', 'types-7d'],
    ['25 d', 'types-25d'],
  ] as const) {
    await app.looksBack(window)
    holds(await app.reads('Type'), expectedCounts(answer))
    expect(await app.counts()).toBe(expectedTotal(answer))
  }

  await app.filters('type:intrusion')
  holds(await app.reads('Event name'), expectedCounts('intrusion-names-25d'))
  await app.clearsFilters()

  await app.filters('name:Snort-TCP_Event')
  holds(await app.reads('Direction'), expectedCounts('catch-all-direction'))
  holds(await app.reads('Server port'), expectedCounts('catch-all-ports'))
  await app.clearsFilters()

  await app.filters('ip:198.18.20.14 port:22')
  holds(await app.reads('Type'), expectedCounts('port-22-types'))
  await app.clearsFilters()

  await app.looksBack('all')
  for (const port of [6667, 7000]) {
    await app.filters(`ip:198.18.20.14 port:${port}`)
    expect(await app.counts()).toBe(expectedTotal(`port-${port}-daily`))
    await app.clearsFilters()
  }
})

story('an analyst cites a long session, hands over a report, and a colleague checks the bundle', async ({ app }) => {
  await app.opens('Odd IRC connections')
  await app.goesTo('Investigate')
  await app.looksBack('all')
  await app.filters('ip:198.18.20.14 port:22 name:TNM-Long*')
  await app.picks('TNM-Long')
  const raw = await app.rawLine()
  await app.cites('A session of hours on port 22')

  await app.goesTo('Report')
  const pdf = await app.saves('report.pdf', () => app.asks(/^Export PDF/))
  const words = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })
  expect(letters(words)).toContain(letters('A session of hours on port 22'))
  expect(letters(words)).toContain(letters(raw))

  await app.saves('case.btz', () => app.writesBundle())
  await app.commands('Open or make a case')
  await app.opensBundle('case.btz')
  await app.goesTo('Notebook')
  await expect(app.page.getByText('A session of hours on port 22').first()).toBeVisible()
})
