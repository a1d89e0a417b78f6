package calendar

import "time"

// span is a school holiday: from the first day off to the last, both as
// year·10000 + month·100 + day.
type span struct{ from, to int }

// common holidays are the same in the three zones; zone ones differ. Figures:
// the school calendars published by the ministry of education for 2019-2020
// to 2024-2025, with the spring of 2021 as it was moved to one date for all
// zones on 31 March. Days beyond the table have no school holidays.
var (
	common = []span{
		{20191019, 20191103}, {20191221, 20200105}, {20200704, 20200831},
		{20201017, 20201101}, {20201219, 20210103}, {20210410, 20210425}, {20210706, 20210901},
		{20211023, 20211107}, {20211218, 20220102}, {20220707, 20220831},
		{20221022, 20221106}, {20221217, 20230102}, {20230708, 20230903},
		{20231021, 20231105}, {20231223, 20240107}, {20240706, 20240901},
		{20241019, 20241103}, {20241221, 20250105}, {20250705, 20250831},
	}
	zoned = [3][]span{
		{{20200222, 20200308}, {20200418, 20200503}, {20210206, 20210221},
			{20220212, 20220227}, {20220416, 20220501}, {20230204, 20230219}, {20230408, 20230423},
			{20240217, 20240303}, {20240413, 20240428}, {20250222, 20250309}, {20250419, 20250504}},
		{{20200215, 20200301}, {20200411, 20200426}, {20210220, 20210307},
			{20220205, 20220220}, {20220409, 20220424}, {20230211, 20230226}, {20230415, 20230501},
			{20240224, 20240310}, {20240420, 20240505}, {20250208, 20250223}, {20250405, 20250421}},
		{{20200208, 20200223}, {20200404, 20200419}, {20210213, 20210228},
			{20220219, 20220306}, {20220423, 20220508}, {20230218, 20230305}, {20230422, 20230508},
			{20240210, 20240225}, {20240406, 20240421}, {20250215, 20250302}, {20250412, 20250427}},
	}
)

// SchoolYearsFrom is the first day for which the school holidays are known.
func SchoolYearsFrom() time.Time { return time.Date(2019, time.September, 2, 0, 0, 0, 0, time.UTC) }

func onHoliday(zone int, date time.Time) bool {
	y, m, d := date.Date()
	n := y*10000 + int(m)*100 + d
	for _, list := range [][]span{common, zoned[zone]} {
		for _, s := range list {
			if s.from <= n && n <= s.to {
				return true
			}
		}
	}
	return false
}

// zoneDepts lists the departments of zones A and B by code; the other
// mainland departments are zone C. Corsica and overseas keep calendars of
// their own, which are not modelled.
var zoneDepts = [2]string{
	"01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86 87 89 90",
	"02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59 60 61 62 67 68 72 76 80 83 84 85 88",
}

// Zone returns the school zone of a department code: 0 to 2 for A to C, 3 for
// none.
func Zone(dept string) int {
	for z, list := range zoneDepts {
		for i := 0; i+2 <= len(list); i += 3 {
			if list[i:i+2] == dept {
				return z
			}
		}
	}
	if len(dept) == 3 || dept == "2A" || dept == "2B" {
		return 3
	}
	return 2
}
