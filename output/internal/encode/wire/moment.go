package wire

import "github.com/breachsim/breachsim/scenarios/measure"

// AppendMoment appends a time in microseconds since 1970 as [Stamp] does, for
// times in no order. It reaches from the year 0 to 9999.
func AppendMoment(dst []byte, ts int64) []byte {
	inDay := uint64(floorMod(ts, measure.Day))
	y, m, d := civil((ts - int64(inDay)) / measure.Day)
	sec := uint32(inDay / measure.Second)
	dst = Append2(dst, y/100)
	dst = Append2(dst, y%100)
	dst = append(dst, '-')
	dst = Append2(dst, m)
	dst = append(dst, '-')
	dst = Append2(dst, d)
	dst = append(dst, 'T')
	dst = Append2(dst, sec/3600)
	dst = append(dst, ':')
	dst = Append2(dst, sec/60%60)
	dst = append(dst, ':')
	dst = Append2(dst, sec%60)
	dst = append(dst, '.')
	us := uint32(inDay % measure.Second)
	dst = Append2(dst, us/10_000)
	dst = Append2(dst, us/100%100)
	dst = Append2(dst, us%100)
	return append(dst, 'Z')
}

// civil returns the date of a day counted from 1970-01-01, in the Gregorian
// calendar. Years run from March here, so that the leap day is their last; the
// months from there on begin after 0, 31, 61, 92, … days, which is
// (153·month + 2) / 5.
func civil(days int64) (year, month, day uint32) {
	const era, toMarch0 = 146_097, 719_468 // days of 400 years; from 1 March 0 to 1970
	days += toMarch0
	of := uint32(floorMod(days, era))
	n := (days - int64(of)) / era
	y := (of - of/1460 + of/36_524 - of/146_096) / 365
	inYear := of - (365*y + y/4 - y/100)
	m := (5*inYear + 2) / 153
	day = inYear - (153*m+2)/5 + 1
	year = uint32(n*400) + y
	if m < 10 {
		return year, m + 3, day
	}
	return year + 1, m - 9, day
}
