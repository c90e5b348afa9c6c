// Package export writes the books and figures of a period into files that others can open: a workbook, CSV, and of each
// community's journal what may be told to anybody, as lines of JSON. It is the command export.
package export
