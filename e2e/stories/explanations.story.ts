import { expect, story } from '../player/story'

const COLUMNS = ['Botnet', 'A bot that boasts', 'We lack the evidence']
const LOUD = 'Port 6667 is used'
const QUIET = 'Log-ins from three networks before it began'

story('an analyst weighs explanations: what is loud tells nothing apart, what is quiet does @browser', async ({ app }) => {
  await app.opens('Odd IRC connections')
  await app.goesTo('Notebook')
  const { page } = app
  const toMatrix = () => page.getByRole('button', { name: 'Explanations' }).click()
  await toMatrix()
  for (const title of COLUMNS) {
    await page.getByRole('button', { name: 'New hypothesis' }).first().click()
    await page.getByRole('textbox', { name: 'Title' }).fill(title)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('navigation', { name: 'Entries' }).getByText(title)).toBeVisible()
    await toMatrix()
  }
  for (const text of [LOUD, QUIET]) {
    await page.getByRole('textbox', { name: 'What was observed, or would be' }).fill(text)
    await page.getByRole('button', { name: 'Add observation' }).click()
    await expect(page.getByRole('rowheader', { name: text })).toBeVisible()
  }
  const rates = async (row: string, ratings: readonly string[]) => {
    for (const [column, word] of ratings.entries()) {
      const cell = page.getByRole('combobox', { name: `How expected “${row}” is under “${COLUMNS[column]}”` })
      await cell.click()
      await page.getByRole('option', { name: word, exact: true }).click()
      await expect(cell).toHaveText(word)
    }
  }
  await rates(LOUD, ['expected', 'expected', 'expected'])
  await rates(QUIET, ['neither', 'very expected', 'unexpected'])
  const rows = page.getByRole('table', { name: 'Explanations' }).getByRole('row')
  await expect(rows.nth(1)).toContainText(QUIET)
  await expect(rows.nth(2)).toContainText('tells nothing apart')
  await expect(page.getByText('No explanation is innocent.')).toBeVisible()
})
