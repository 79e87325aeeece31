/** Filters the table of results, and opens every detail for printing. The page says the same without it. */
export const script = `
(() => {
  const form = document.querySelector('.filter');
  const rows = [...document.querySelectorAll('#results tbody tr')];
  const search = document.getElementById('search');
  const status = document.getElementById('status');
  const severity = document.getElementById('severity');
  const shown = document.getElementById('shown');
  const filter = () => {
    const words = search.value.trim().toLowerCase();
    let count = 0;
    for (const row of rows) {
      const fits =
        (words === '' || row.textContent.toLowerCase().includes(words)) &&
        (status.value === '' || row.dataset.status === status.value) &&
        (severity.value === '' || row.dataset.severity === severity.value);
      row.hidden = !fits;
      if (fits) count += 1;
    }
    shown.textContent = count + ' of ' + rows.length + ' results shown';
  };
  form.hidden = false;
  for (const field of [search, status, severity]) field.addEventListener('input', filter);
  filter();
  const opened = new Set();
  addEventListener('beforeprint', () => {
    for (const detail of document.querySelectorAll('details:not([open])')) {
      opened.add(detail);
      detail.open = true;
    }
  });
  addEventListener('afterprint', () => {
    for (const detail of opened) detail.open = false;
    opened.clear();
  });
})();
`;
