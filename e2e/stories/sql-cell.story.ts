import { barriers } from '../player/audit'
import { expect, story } from '../player/story'

const STATEMENT = `SELECT client_ip, count(*) AS sessions
FROM sessions WHERE direction = 'inbound'
GROUP BY client_ip ORDER BY sessions DESC LIMIT 12`

story('an investigator asks in SQL, cites the answer, and sees what may not be asked', async ({ app }) => {
  const { page } = app
  await app.opens('Odd IRC connections')
  await app.goesTo('Notebook')
  await app.presses('New finding')
  await page
    .getByRole('radio', { name: 'SQL' })
    .or(page.getByRole('button', { name: 'SQL', exact: true }))
    .first()
    .click()
  await expect(page.getByRole('button', { name: 'Put sessions at the cursor' })).toBeVisible()
  expect(await barriers(page)).toEqual([])

  const editor = page.getByRole('textbox', { name: 'SQL statement' })
  await editor.click()
  await page.keyboard.type(`SELECT * FROM read_text('/etc/passwd')`)
  await page.keyboard.press('Control+Enter')
  await app.settles()
  await expect(page.getByText('There is no view read_text to ask (character 15).')).toBeVisible()

  await editor.fill('SELECT ses')
  await editor.press('End')
  await page.keyboard.press('Control+Space')
  await expect(page.getByRole('option', { name: /^session_state/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await editor.fill(STATEMENT)
  await page.keyboard.press('Control+Enter')
  await app.settles()
  await expect(page.getByRole('columnheader', { name: 'client_ip' })).toBeVisible()
  await expect(page.getByText('12 rows', { exact: true })).toBeVisible()

  await app.presses('Cite this result')
  await expect(page.getByText('E1').first()).toBeVisible()
  await expect(page.getByText('verified').first()).toBeVisible()
  expect(await barriers(page)).toEqual([])
})
