package survey

import (
	"context"
	"time"

	"github.com/breachsim/breachsim/output/read"
)

// Bands of age, five years each; the last is open.
const (
	Bands  = 20
	bandOf = 5
)

// readAges counts the persons of the records by sex and age at a moment; nobody where there
// are no records as CSV.
func readAges(ctx context.Context, d *read.Dataset, at int64) (of [2][Bands]int64, err error) {
	if !d.Has("records/insured_persons.csv") {
		return of, nil
	}
	start := time.UnixMicro(at).UTC()
	for row, err := range d.Table(ctx, "insured_persons", "sex", "birth_date") {
		if err != nil {
			return of, err
		}
		born, err := time.Parse(time.DateOnly, row.Values[1])
		if err != nil {
			continue // of some the day is not known
		}
		age := start.Year() - born.Year()
		if born.AddDate(age, 0, 0).After(start) {
			age--
		}
		sex := 0
		if row.Values[0] == "F" {
			sex = 1
		}
		of[sex][min(max(age, 0)/bandOf, Bands-1)]++
	}
	return of, nil
}
