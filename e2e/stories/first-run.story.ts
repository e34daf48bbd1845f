import { expect, story } from '../player/story'

story('a person starts the workbench and is offered the sample case', async ({ app }) => {
  await expect(app.page).toHaveTitle(/Backtrail/)
  await expect(app.page.getByRole('button', { name: /sample/i }).first()).toBeVisible()
})
