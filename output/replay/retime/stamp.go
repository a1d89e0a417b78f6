package retime

import "time"

// Times are written over in place: a moved line is as long as it was.

// rfc3339Len is the length of a time such as 2022-03-08T07:15:01.000042Z.
const rfc3339Len = 27

// digits reads a number of n digits; ok is false where a byte is none.
func digits(b []byte, n int) (v int64, ok bool) {
	for _, c := range b[:n] {
		if c < '0' || c > '9' {
			return 0, false
		}
		v = v*10 + int64(c-'0')
	}
	return v, true
}

// put writes a number over n bytes, with leading zeros.
func put(b []byte, n int, v int64) {
	for i := n - 1; i >= 0; i-- {
		b[i] = byte('0' + v%10)
		v /= 10
	}
}

// daysOf counts the days from 1970-01-01 to a date of the proleptic Gregorian
// calendar (the count by eras of 400 years, years from March on).
func daysOf(y, m, d int64) int64 {
	if m <= 2 {
		y--
		m += 12
	}
	era := y / 400 // years here are above 0
	of := y - era*400
	return era*146097 + of*365 + of/4 - of/100 + (153*(m-3)+2)/5 + d - 1 - 719468
}

// dateOf is the date so many days after 1970-01-01.
func dateOf(days int64) (y, m, d int64) {
	z := days + 719468
	era := z / 146097
	of := z - era*146097
	year := (of - of/1460 + of/36524 - of/146096) / 365
	rest := of - (365*year + year/4 - year/100)
	mp := (5*rest + 2) / 153
	d = rest - (153*mp+2)/5 + 1
	m = mp + 3
	if m > 12 {
		m -= 12
		year++
	}
	return year + era*400, m, d
}

// civil reads the 19 bytes YYYY-MM-DD HH:MM:SS, with any byte between date and
// time, as if they were UTC.
func civil(b []byte) (micros int64, ok bool) {
	if len(b) < 19 || b[4] != '-' || b[7] != '-' || b[13] != ':' || b[16] != ':' {
		return 0, false
	}
	y, ok1 := digits(b, 4)
	m, ok2 := digits(b[5:], 2)
	d, ok3 := digits(b[8:], 2)
	if !ok1 || !ok2 || !ok3 || y == 0 || m < 1 || m > 12 || d < 1 || d > 31 {
		return 0, false
	}
	s, ok := clock(b[11:])
	return daysOf(y, m, d)*day + s, ok
}

// clock reads HH:MM:SS, which may tell of a leap second.
func clock(b []byte) (micros int64, ok bool) {
	h, ok1 := digits(b, 2)
	m, ok2 := digits(b[3:], 2)
	s, ok3 := digits(b[6:], 2)
	return (h*3600 + m*60 + s) * second, ok1 && ok2 && ok3 && h < 24 && m < 60 && s <= 60
}

// putCivil writes the 19 bytes that civil reads, but for the one between date and
// time.
func putCivil(b []byte, micros int64) {
	days := micros / day
	if micros%day < 0 {
		days--
	}
	y, m, d := dateOf(days)
	put(b, 4, y)
	put(b[5:], 2, m)
	put(b[8:], 2, d)
	putClock(b[11:], micros-days*day)
}

func putClock(b []byte, micros int64) {
	s := micros / second
	put(b, 2, s/3600)
	put(b[3:], 2, s/60%60)
	put(b[6:], 2, s%60)
}

// utc reads a time of the native form, 27 bytes: microseconds and Z.
func utc(b []byte) (micros int64, ok bool) {
	if len(b) < rfc3339Len || b[10] != 'T' || b[19] != '.' || b[26] != 'Z' {
		return 0, false
	}
	t, ok1 := civil(b)
	f, ok2 := digits(b[20:], 6)
	return t + f, ok1 && ok2
}

func putUTC(b []byte, micros int64) {
	putCivil(b, micros)
	put(b[20:], 6, modSecond(micros))
}

func modSecond(micros int64) int64 {
	if f := micros % second; f < 0 {
		return f + second
	} else {
		return f
	}
}

// ncsaLen is the length of a time such as 08/Mar/2022:08:15:01 +0100.
const ncsaLen = 26

const months = "JanFebMarAprMayJunJulAugSepOctNovDec"

// ncsa reads a time of the combined form.
func ncsa(b []byte) (micros int64, ok bool) {
	if len(b) < ncsaLen || b[2] != '/' || b[6] != '/' || b[11] != ':' || b[20] != ' ' {
		return 0, false
	}
	m := int64(0)
	for i := 0; i < len(months); i += 3 {
		if string(b[3:6]) == months[i:i+3] {
			m = int64(i/3 + 1)
		}
	}
	d, ok1 := digits(b, 2)
	y, ok2 := digits(b[7:], 4)
	s, ok3 := clock(b[12:])
	offset, ok4 := zoneOffset(b[21:])
	if !ok1 || !ok2 || !ok3 || !ok4 || m == 0 || y == 0 {
		return 0, false
	}
	return daysOf(y, m, d)*day + s - offset, true
}

// zoneOffset reads +HHMM, µs east of UTC.
func zoneOffset(b []byte) (int64, bool) {
	h, ok1 := digits(b[1:], 2)
	m, ok2 := digits(b[3:], 2)
	o := (h*3600 + m*60) * second
	switch b[0] {
	case '+':
	case '-':
		o = -o
	default:
		return 0, false
	}
	return o, ok1 && ok2
}

// putNCSA writes a time of the combined form, in a local time that is so many
// seconds east of UTC.
func putNCSA(b []byte, micros int64, offset int) {
	local := micros + int64(offset)*second
	days := local / day
	y, m, d := dateOf(days)
	put(b, 2, d)
	copy(b[3:], months[3*(m-1):3*m])
	put(b[7:], 4, y)
	putClock(b[12:], local-days*day)
	b[21] = '+'
	if offset < 0 {
		b[21], offset = '-', -offset
	}
	put(b[22:], 2, int64(offset/3600))
	put(b[24:], 2, int64(offset/60%60))
}

// moment is a time as messages tell it.
func moment(micros int64) string { return time.UnixMicro(micros).UTC().Format(time.RFC3339Nano) }
