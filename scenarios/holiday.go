package scenarios

import "time"

// BankHoliday reports whether a day is a public holiday of the country whose
// calendar a scenario keeps: in France the eleven of the mainland (Code du
// travail, article L3133-1); of other countries none is known.
func BankHoliday(country string, y int, m time.Month, d int) bool {
	if country != "FR" {
		return false
	}
	switch {
	case m == time.January && d == 1, m == time.May && (d == 1 || d == 8), m == time.July && d == 14,
		m == time.August && d == 15, m == time.November && (d == 1 || d == 11), m == time.December && d == 25:
		return true
	}
	easter := easterSunday(y)
	for _, after := range [...]int{1, 39, 50} { // Easter Monday, Ascension, Whit Monday
		if _, em, ed := easter.AddDate(0, 0, after).Date(); em == m && ed == d {
			return true
		}
	}
	return false
}

// easterSunday is the Gregorian computus in the form of Meeus (Astronomical
// Algorithms, 1991, chapter 8).
func easterSunday(y int) time.Time {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return time.Date(y, time.Month(n/31), n%31+1, 0, 0, 0, 0, time.UTC)
}
