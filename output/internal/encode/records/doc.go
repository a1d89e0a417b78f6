// Package records holds the tables of the records, the contacts and the history,
// with their columns, and writes them in all their forms.
//
// It stands upon schema and wire. One row of a table's [Column]s gives header,
// lines, checks, the data dictionary and the pages. [Table.Lines] makes a form:
// CSV, JSON Lines, COPY, packed rows, FHIR, the public directory.
//
// It decides nothing of what is in a record, and opens no file.
package records
