import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { barriers } from '../player/audit'
import { expect, story } from '../player/story'
import type { App } from '../player/app'

const ALERTS = `06/28-01:04:22.120000  [**] [1:100001:2] SSH session [**] [Classification: Misc activity] [Priority: 3] {TCP} 203.0.113.5:3675 -> 198.18.20.14:22
06/28-01:05
`

/** Nobody is kept out of what is on screen, or of the part of it that is new. */
async function isOpenToAll(app: App, what: string, within?: string) {
  await app.settles()
  expect.soft(await barriers(app.page, within), what).toEqual([])
}

story('the first page and its dialogs are open to everybody @browser', async ({ app, place }) => {
  writeFileSync(join(place.home, 'torn.btz'), 'not a bundle')
  await isOpenToAll(app, 'first page')
  await app.presses('Make case')
  await isOpenToAll(app, 'first page with what is missing')
  await app.page.getByRole('combobox', { name: 'Case zone' }).click()
  await isOpenToAll(app, 'zones')
  await app.page.keyboard.press('Escape')
  await app.presses('Open bundle…')
  await isOpenToAll(app, 'path browser')
  const paths = app.page.getByRole('dialog')
  await paths.getByText('torn.btz').click()
  await paths.getByRole('button', { name: 'Choose bundle' }).click()
  await expect(app.page.getByText('not as signed').first()).toBeVisible()
  await isOpenToAll(app, 'a bundle that is none')
})

story('overview, hosts, sessions, detections and evidence are open to everybody @browser', async ({ app, place }) => {
  await app.opens('Odd IRC connections')
  await isOpenToAll(app, 'overview')
  await app.commands('Case settings')
  await expect(app.page.getByRole('dialog')).toBeVisible()
  await isOpenToAll(app, 'case settings', '[role=dialog]')
  await app.page.keyboard.press('Escape')

  await app.goesTo('Hosts')
  await isOpenToAll(app, 'hosts')
  await app.page.getByRole('grid', { name: 'Hosts' }).getByRole('row').filter({ hasText: '198.18.20.14' }).first().click()
  await isOpenToAll(app, 'dossier')

  await app.goesTo('Sessions')
  await isOpenToAll(app, 'sessions')
  await app.page.getByRole('grid', { name: 'Sessions' }).getByRole('row').nth(1).click()
  await isOpenToAll(app, 'session')
  await app.presses('Attempts at this service')
  await isOpenToAll(app, 'one service')

  await app.goesTo('Detections')
  await isOpenToAll(app, 'detections')
  await app.opensDetection(/about every 5 min/)
  await app.presses('Dismiss because…')
  await isOpenToAll(app, 'detection')

  await app.goesTo('Coverage')
  await app.page.getByRole('gridcell', { name: /^Logins, 2009-06-28/ }).click()
  await isOpenToAll(app, 'coverage')

  await app.goesTo('Evidence')
  await isOpenToAll(app, 'ledger')
  writeFileSync(join(place.home, 'fast.alert'), ALERTS)
  await app.presses('Add files')
  await app.page.getByRole('dialog').getByText('fast.alert').click()
  await app.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Choose/ })
    .click()
  await expect(app.page.getByRole('listbox', { name: 'Files' })).toBeVisible()
  await isOpenToAll(app, 'preview with a rejected record')
  await app.presses(/^Add 1 file/)
  await app.presses('Show the ledger')
  await app.page.getByRole('grid').getByRole('row').filter({ hasText: 'fast.alert' }).click()
  await app.page.getByRole('combobox', { name: /zone/i }).fill('-04:00')
  await app.page.keyboard.press('Enter')
  await app.presses('Show the effect')
  await isOpenToAll(app, 'source with a zone being corrected')
  await app.presses('Exclude')
  await isOpenToAll(app, 'exclusion', '[role=dialog]')
})

story('searching is open to everybody @browser', async ({ app }) => {
  const { page } = app
  await app.opens('Odd IRC connections')
  await app.goesTo('Investigate')
  await app.looksBack('25 d')
  await isOpenToAll(app, 'investigate')
  await app.filters('port:22')
  await app.picks('inbound')
  await isOpenToAll(app, 'an event')
  await page.getByTestId('event-pane').getByRole('button', { name: 'Pivot to' }).click()
  await isOpenToAll(app, 'pivots of an event', '[role=menu]')
  await page.keyboard.press('Escape')
  await page.getByRole('combobox', { name: /Stack/ }).click()
  await isOpenToAll(app, 'what the chart is stacked by')
  await page.keyboard.press('Escape')
  await app.presses('Show as table')
  await isOpenToAll(app, 'the chart as a table')

  const line = page.getByRole('search').getByRole('combobox', { name: 'Filter' })
  await line.click()
  await line.pressSequentially('type:')
  await expect(page.getByRole('option').first()).toBeVisible()
  await isOpenToAll(app, 'completion')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toBeVisible()
  await isOpenToAll(app, 'a filter that does not read', '[role=search]')
  await page.keyboard.press('Control+K')
  await isOpenToAll(app, 'command palette', '[role=dialog]')
  await page.keyboard.press('Escape')
  await app.commands('Keyboard')
  await isOpenToAll(app, 'all keys', '[role=dialog]')
})

story('notebook, report and bundle are open to everybody @browser', async ({ app }) => {
  const { page } = app
  await app.opens('Odd IRC connections')
  await app.goesTo('Notebook')
  await isOpenToAll(app, 'empty notebook')
  await app.goesTo('Investigate')
  await app.filters('name:TNM-Long*')
  await app.picks('TNM-Long')
  await page.keyboard.press('c')
  await isOpenToAll(app, 'where a citation goes', '[role=dialog]')
  await page.keyboard.press('Escape')
  await app.cites('A session of hours')
  await isOpenToAll(app, 'a message')

  await app.goesTo('Notebook')
  await page.getByRole('navigation', { name: 'Entries' }).getByRole('button').first().click()
  await page.getByRole('button', { name: /^E1/ }).click()
  await isOpenToAll(app, 'finding with its citation')
  await app.commands('New lesson')
  await isOpenToAll(app, 'lesson')
  await app.commands('Journal')
  await isOpenToAll(app, 'journal')

  await app.goesTo('Report')
  await expect(page.getByRole('img', { name: 'Page 1 of' })).toBeVisible()
  await isOpenToAll(app, 'report')
  await app.presses(/^Write bundle/)
  await isOpenToAll(app, 'bundle', '[role=dialog]')
})

story('a person whose engine is gone is told so whoever they are @browser', async ({ app, shell }) => {
  shell.killEngine()
  await expect(app.page.getByRole('alertdialog')).toBeVisible()
  expect(await barriers(app.page)).toEqual([])
})
