import { barriers } from '../player/audit'
import { expect, story } from '../player/story'

story('stating who may log in turns four quiet sessions into sessions that are not authorised', async ({ app }) => {
  await app.opens('Odd IRC connections')
  await app.goesTo('Access')
  const verdicts = app.page.getByRole('list', { name: 'What the register says of the sessions' }).getByRole('listitem')
  await expect(verdicts.nth(0)).toContainText(/not authorised\s*0/)

  await app.page.getByRole('button', { name: 'State an access' }).first().click()
  await app.page.getByLabel('For (source)').fill('198.18.0.0/16')
  await app.page.getByLabel('On (target)').fill('198.18.20.14')
  await app.page.getByLabel('Service', { exact: true }).fill('tcp/22')
  await expect(app.page.getByRole('dialog').getByRole('status')).toContainText('by address alone')
  await app.presses('Record')
  await app.settles()
  await expect(app.page.getByRole('table', { name: 'Register' }).getByRole('row').nth(1)).toContainText('address alone')
  await expect(verdicts.nth(0)).toContainText(/not authorised\s*\d{3}/)

  await app.presses('Show in Investigate: not authorised')
  await app.filters('direction:inbound duration:>=60s')
  expect(await app.counts()).toBeGreaterThanOrEqual(4)

  await app.goesTo('Detections')
  await app.opensDetection(/192\.0\.2\.8 held a session of 71 s/)
  await expect(app.page.getByText(/the access register does not authorise it/)).toBeVisible()

  await app.goesTo('Access')
  await app.page.getByRole('button', { name: /Change tcp\/22/ }).click()
  await app.presses('Take out of the register')
  await app.settles()
  await expect(verdicts.nth(0)).toContainText(/not authorised\s*0/)
})

story('the access register and its dialogs are open to everybody @browser', async ({ app }) => {
  await app.opens('Odd IRC connections')
  await app.goesTo('Access')
  await app.settles()
  expect.soft(await barriers(app.page), 'an empty register').toEqual([])
  await app.presses(/^Look over and state/)
  await app.presses('Record')
  await app.settles()
  expect.soft(await barriers(app.page), 'a register').toEqual([])
  await app.page.getByRole('button', { name: 'State an access' }).first().click()
  await app.presses('Record')
  expect.soft(await barriers(app.page, '[role=dialog]'), 'what is missing').toEqual([])
  await app.page.keyboard.press('Escape')
  await app.presses(/^Sheet for owners/)
  expect.soft(await barriers(app.page, '[role=dialog]'), 'the sheet').toEqual([])
})
