import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { barriers } from '../player/audit'
import { expect, story } from '../player/story'

const TABLE =
  'when,peer a,peer b,account,action,result,note\n' +
  '01/02/2009 10:00:00,203.0.113.1,198.51.100.1,root,sign-in,failure,"=1+1"\n' +
  '03/02/2009 11:00:00,203.0.113.2,198.51.100.1,deploy,sign-in,success,\n' +
  'yesterday,203.0.113.2,198.51.100.1,deploy,sign-in,success,\n'

story('an analyst says what the columns of a table mean before it is added, without a mouse @browser', async ({ app, place }) => {
  const { page } = app
  await app.opens('Odd IRC connections')
  await app.goesTo('Evidence')
  writeFileSync(join(place.home, 'sign-ins.csv'), TABLE)
  await app.presses('Add files')
  await page.getByRole('dialog').getByText('sign-ins.csv').click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Choose/ })
    .click()
  await app.settles()

  const columns = page.getByRole('region', { name: 'Columns' })
  const choice = (name: string) => columns.getByRole('combobox', { name })
  await expect(choice('Read when as')).toHaveText('Time')
  await expect(choice('Read account as')).toHaveText('User')
  await expect(choice('Read peer a as')).toHaveText('Attribute')
  await expect(columns.getByText('assumed month first')).toBeVisible()
  expect(await barriers(page)).toEqual([])

  async function chooses(name: string, words: string) {
    await choice(name).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type(words)
    await page.keyboard.press('Enter')
    await app.settles()
    await expect(choice(name)).toBeFocused()
  }
  await chooses('How times are written', 'Day first')
  await chooses('Read peer a as', 'Source address')
  await chooses('Read peer b as', 'Destination address')
  await expect(columns.getByText('stated by the analyst')).toBeVisible()
  const records = page.getByRole('region', { name: 'First records' })
  await expect(records).toContainText('2009-02-03T16:00:00Z')
  await expect(records).toContainText('198.51.100.1')

  await app.presses(/^Add 1 file/)
  await app.presses('Show the ledger')
  await page.getByRole('grid').getByRole('row').filter({ hasText: 'sign-ins.csv' }).click()
  await app.settles()
  await expect(page.getByRole('combobox', { name: 'Read peer b as' })).toHaveText('Destination address')
  const account = page.getByRole('combobox', { name: 'Read account as' })
  await account.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Host')
  await page.keyboard.press('Enter')
  await app.presses('Show the effect')
  await expect(page.getByRole('status').filter({ hasText: 'Host: account' })).toBeVisible()
  expect(await barriers(page)).toEqual([])
})
