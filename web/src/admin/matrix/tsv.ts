/** Tables as spreadsheets put them on the clipboard: tabs between cells, quotes around a cell that holds a tab, a line or a quote. */

/** Cells by row; a last line break ends the last row and begins none. */
export function readTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (;;) {
    const { cell, end } = cellAt(plain, at);
    row.push(cell);
    if (plain[end] !== "\t") {
      rows.push(row);
      row = [];
    }
    if (end >= plain.length) return rows;
    at = end + 1;
  }
}

function cellAt(text: string, from: number): { cell: string; end: number } {
  const quoted = /"((?:[^"]|"")*)"(?=[\t\n]|$)/y;
  quoted.lastIndex = from;
  const found = quoted.exec(text);
  if (found) return { cell: (found[1] ?? "").replaceAll('""', '"'), end: quoted.lastIndex };
  const bare = /[^\t\n]*/y;
  bare.lastIndex = from;
  return { cell: bare.exec(text)?.[0] ?? "", end: bare.lastIndex };
}

export const writeTsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.join("\t")).join("\r\n");
