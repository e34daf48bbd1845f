import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CommandLine } from '../player/command-line'
import { expect, story } from '../player/story'

const LOG = [
  'Jun 28 01:08:26 web01 sshd[310]: Accepted password for deploy from 198.51.100.7 port 3675 ssh2',
  'Jun 28 02:36:04 web01 sshd[311]: Failed password for root from 203.0.113.9 port 56612 ssh2',
]
const NEXT = 'Jun 29 03:00:00 web01 sshd[400]: Accepted password for root from 203.0.113.9 port 40000 ssh2'

story(
  'two analysts work apart; one takes in the bundle of the other, settles what contends and takes it all back',
  async ({ app, place, commandLine }) => {
    const colleague = new CommandLine({
      ...place,
      env: {
        ...place.env,
        BACKTRAIL_CONFIG_DIR: join(place.home, 'colleague'),
        BACKTRAIL_DATA_DIR: join(place.home, 'colleague'),
      },
    })
    const read = ['--year', '2009', '--zone', 'UTC']
    writeFileSync(join(place.home, 'auth.log'), `${LOG.join('\n')}\n`)
    writeFileSync(join(place.home, 'auth-29.log'), `${NEXT}\n`)
    await commandLine.runs('case', 'new', 'gate.case', '--name', 'A night at the gate')
    const added = await commandLine.runs<{ files: { sha256: string }[] }>('add', 'gate.case', 'auth.log', ...read)
    const file = added.json.files[0]!.sha256
    await commandLine.runs('bundle', 'gate.case', '-o', 'start.btz')
    await colleague.runs('identity', 'name', 'Colleague')
    await colleague.runs('open', 'start.btz', 'theirs.case')
    await colleague.runs('evidence', 'set', 'theirs.case', file, '--sensor', 'gate-south')
    await colleague.runs('add', 'theirs.case', 'auth-29.log', ...read)
    await colleague.runs('finding', 'add', 'theirs.case', '--title', 'root came back a day later')
    await colleague.runs('bundle', 'theirs.case', '-o', 'theirs.btz')
    await commandLine.runs('evidence', 'set', 'gate.case', file, '--sensor', 'gate-north')

    await app.opensRecent('A night at the gate')
    await app.goesTo('Report')
    await app.choosesBundle('theirs.btz', () => app.asks('Merge a bundle…'))
    const merge = app.page.getByRole('dialog', { name: 'Merge a bundle' })
    await expect(merge.getByText('1 conflict: decided in two ways')).toBeVisible()
    await expect(merge.getByText('gate-south', { exact: true })).toBeVisible()
    await merge.getByRole('button', { name: 'Merge', exact: true }).click()
    await expect(merge.getByText('came in')).toBeVisible({ timeout: 60_000 })
    await merge.getByRole('button', { name: 'Settle the conflicts' }).click()
    await app.settles()
    await app.page.getByRole('button', { name: /^Keep this: Keep the side of Colleague/ }).click()
    await expect(app.page.getByText('Nothing is in conflict')).toBeVisible({ timeout: 60_000 })
    await expect(app.page.getByText('root came back a day later').first()).toBeVisible()

    await app.presses('Journal')
    const lines = app.page.getByRole('grid', { name: 'Journal' }).getByRole('row')
    await lines.filter({ hasText: 'of a bundle signed by Colleague' }).click()
    await app.asks(/^Undo: took in/)
    await expect(app.sees('navigation', 'Entries').getByText('root came back a day later')).toHaveCount(0)
  },
)
