package columnar

import (
	"fmt"
	"strconv"
	"time"

	"github.com/breachsim/breachsim/output/encode/schema"

	"github.com/parquet-go/parquet-go"
)

func value(k schema.Kind, text []byte) (parquet.Value, error) {
	switch k {
	case schema.Decimal:
		x, err := strconv.ParseFloat(string(text), 64)
		return parquet.DoubleValue(x), err
	case schema.Boolean:
		yes := string(text) == "true"
		if !yes && string(text) != "false" {
			return parquet.Value{}, fmt.Errorf("%q: want true or false", text)
		}
		return parquet.BooleanValue(yes), nil
	case schema.Day:
		days, err := daysOf(text)
		return parquet.Int32Value(days), err
	}
	return parquet.Value{}, fmt.Errorf("no value of kind %v", k)
}

// integerOf reads a number; nearly all are short and without a sign.
func integerOf(text []byte) (n int64, err error) {
	if len(text) == 0 || len(text) > 18 {
		return strconv.ParseInt(string(text), 10, 64)
	}
	for _, c := range text {
		if c < '0' || c > '9' {
			return strconv.ParseInt(string(text), 10, 64)
		}
		n = n*10 + int64(c-'0')
	}
	return n, nil
}

// daysOf counts the days from 1970-01-01 to a date.
func daysOf(text []byte) (int32, error) {
	const form = "2006-01-02"
	bad := len(text) != len(form)
	digits := func(from, to int) (n int) {
		for _, c := range text[from:to] {
			bad = bad || c < '0' || c > '9'
			n = n*10 + int(c-'0')
		}
		return n
	}
	if !bad {
		year, month, day := digits(0, 4), digits(5, 7), digits(8, 10)
		t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
		if !bad && t.Day() == day && int(t.Month()) == month {
			return int32(t.Unix() / 86400), nil
		}
	}
	return 0, fmt.Errorf("%q: want a date such as 2022-03-11", text)
}

// microsOf counts the microseconds from 1970 to a time in UTC.
func microsOf(text []byte) (int64, error) {
	const date, form = len("2006-01-02"), "2006-01-02T15:04:05.000000Z"
	if len(text) != len(form) {
		return 0, fmt.Errorf("%q: want a time such as %s", text, form)
	}
	days, err := daysOf(text[:date])
	us := int64(days) * 24
	for _, part := range [...]struct {
		at, digits int
		unit       int64
	}{{11, 2, 60}, {14, 2, 60}, {17, 2, 1_000_000}, {20, 6, 1}} {
		n := int64(0)
		for _, c := range text[part.at : part.at+part.digits] {
			if c < '0' || c > '9' {
				return 0, fmt.Errorf("%q: want a time such as %s", text, form)
			}
			n = n*10 + int64(c-'0')
		}
		us = (us + n) * part.unit
	}
	return us, err
}
