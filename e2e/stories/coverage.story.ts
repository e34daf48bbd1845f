import { expect, story } from '../player/story'

story('an investigator sees that nobody can tell who logged in, and what to ask for', async ({ app }) => {
  await app.opens('Odd IRC connections')
  await app.goesTo('Coverage')
  const question = app.page.getByRole('row', { name: /^Who logged in\?/ })
  await expect(question).toContainText('not answerable')
  await expect(question).toContainText('no authentication log, no process accounting, no audit trail of 198.18.20.14')
  await expect(app.page.getByRole('table', { name: 'To ask for' }).getByRole('row').nth(1)).toContainText('198.18.20.14')

  await app.page.getByRole('combobox', { name: 'Host' }).click()
  await app.page.getByRole('option', { name: '198.18.20.14 nimbus.cs.example.edu' }).click()
  await app.settles()
  await app.page.getByRole('gridcell', { name: /^Name look-ups, 2009-06-28/ }).click()
  await expect(app.page.getByText(/silent from 2009-06-28T19:31Z to 2009-06-28T21:31Z/).last()).toBeVisible()
  await app.page.keyboard.press('ArrowUp')
  await app.page.keyboard.press('ArrowUp')
  await expect(app.page.getByRole('gridcell', { selected: true })).toHaveAccessibleName(/^Intrusion alerts, 2009-06-28/)
  await app.presses('Show its events')
  await expect(app.page.getByTestId('view-covered')).toBeVisible()
})
