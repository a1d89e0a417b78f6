package background

import (
	"testing"
	"time"
)

func TestBankHolidays(t *testing.T) {
	for date, want := range map[string]bool{
		"2022-04-18": true, "2022-05-26": true, "2022-06-06": true, "2024-04-01": true, "2025-04-21": true, "2022-07-14": true,
		"2022-04-17": false, "2022-03-28": false, "2024-03-31": false,
	} {
		d, err := time.Parse(time.DateOnly, date)
		if err != nil {
			t.Fatal(err)
		}
		if got := bankHoliday(d); got != want {
			t.Errorf("%s: %v, want %v", date, got, want)
		}
	}
}
