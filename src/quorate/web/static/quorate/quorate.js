// Makes pages quicker to use. Every page works without this file.
import {
  createAll, Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, Radios, SkipLink
} from './govuk-frontend.min.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
for (const component of [
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, Radios, SkipLink
]) {
  createAll(component)
}

// A filter answers as soon as it is changed; its own button stays for those who want it.
for (const form of document.querySelectorAll('form[data-submit-on-change]')) {
  form.addEventListener('change', (event) => {
    if (event.target.matches('select, input[type=checkbox], input[type=radio]')) form.requestSubmit()
  })
}

// A table behind a chart is opened for printing and closed again.
const opened = new Set()
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('details[data-print-open]:not([open])')) {
    details.open = true
    opened.add(details)
  }
})
addEventListener('afterprint', () => {
  for (const details of opened) details.open = false
  opened.clear()
})
