package client

import (
	"slices"
	"strconv"
	"time"
)

// release is one build of a browser: the day it came out (days since
// 1970-01-01) and what stands in the user agent.
type release struct {
	day     int32
	version string
}

// The tracks of releases.
const (
	chromiumTrack = iota // Chrome on Mac and Linux
	windowsTrack         // Chrome on Windows
	edgeTrack
	androidTrack
	firefoxTrack
	esrTrack
	safariTrack
	phoneTrack
	samsungTrack
	numTracks
)

// apple stands in the user agents of Safari.
const apple = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/"

// build is one build of a browser: the day on which its publisher let it out, and
// the version that its user agent shows.
type build struct{ out, version string }

// chromeBuilds are the builds of Chrome for desktops, while user agents still showed
// them, by the announcements of the publisher (Chrome Releases, "Stable Channel Update
// for Desktop").
var chromeBuilds = [...]build{
	{"2021-12-13", "96.0.4664.110"}, {"2022-01-04", "97.0.4692.71"}, {"2022-01-19", "97.0.4692.99"},
	{"2022-02-01", "98.0.4758.80"}, {"2022-02-14", "98.0.4758.102"}, {"2022-03-01", "99.0.4844.51"},
	{"2022-03-15", "99.0.4844.74"}, {"2022-03-25", "99.0.4844.84"}, {"2022-03-29", "100.0.4896.60"},
	{"2022-04-04", "100.0.4896.75"}, {"2022-04-11", "100.0.4896.88"}, {"2022-04-14", "100.0.4896.127"},
}

// windowsBuilds are those that Windows has besides, in place of the one of the same day
// or after it. 98 came out as .80, .81 and .82 at once; which of them a machine has is
// for life. That 99.0.4844.82 followed for Windows alone is from memory, the day of it
// uncertain.
var windowsBuilds = [...]build{{"2022-03-18", "99.0.4844.82"}}

// windowsTwins are the builds that came out side by side on Windows, by the one that
// other systems have. A twin is as frequent as it stands here: .82 was the commonest
// one seen, in what proportion is assumed.
var windowsTwins = map[string][numTwins]string{
	"98.0.4758.80": {
		"98.0.4758.80", "98.0.4758.82", "98.0.4758.82", "98.0.4758.81", "98.0.4758.82", "98.0.4758.82", "98.0.4758.80",
		"98.0.4758.82",
	},
}

// numTwins is how many kinds of machines take different ones of them.
const numTwins = 8

// androidBuilds are those of Chrome for Android, which have numbers of their own.
var androidBuilds = [...]build{
	{"2021-12-13", "96.0.4664.104"}, {"2022-01-04", "97.0.4692.70"}, {"2022-01-12", "97.0.4692.87"},
	{"2022-01-19", "97.0.4692.98"}, {"2022-02-01", "98.0.4758.87"}, {"2022-02-14", "98.0.4758.101"},
	{"2022-03-01", "99.0.4844.48"}, {"2022-03-04", "99.0.4844.58"}, {"2022-03-15", "99.0.4844.73"},
	{"2022-03-28", "99.0.4844.88"}, {"2022-03-29", "100.0.4896.58"}, {"2022-04-06", "100.0.4896.79"},
	{"2022-04-11", "100.0.4896.88"}, {"2022-04-14", "100.0.4896.127"},
}

// chromiumMajors are the days of the versions from 101 on, after the publisher's
// calendar. From 101 on the user agent of Chrome shows nothing but zeros after the
// major number, and from 110 on that of Android names no model (Chromium, User-Agent
// Reduction, phases 4 and 6).
var chromiumMajors = [...]struct {
	day   int32
	major int
}{
	{19_108, 101}, {19_136, 102}, {19_164, 103}, {19_206, 104}, {19_234, 105}, {19_262, 106}, {19_290, 107},
	{19_325, 108}, {19_367, 109}, {19_395, 110}, {19_423, 111}, {19_451, 112}, {19_479, 113}, {19_507, 114},
	{19_556, 115}, {19_584, 116}, {19_612, 117}, {19_640, 118}, {19_661, 119}, {19_696, 120}, {19_745, 121},
	{19_773, 122}, {19_801, 123}, {19_829, 124}, {19_857, 125}, {19_885, 126}, {19_927, 127}, {19_955, 128},
	{19_983, 129}, {20_011, 130}, {20_039, 131}, {20_102, 132}, {20_123, 133}, {20_151, 134}, {20_179, 135},
	{20_207, 136}, {20_235, 137}, {20_263, 138}, {20_305, 139}, {20_333, 140}, {20_361, 141}, {20_389, 142},
}

// edgeBuilds are the builds of Edge with the Chromium that each names, by the
// publisher's release notes of the stable channel and the user agents seen of them; a
// few days are inferred from the weekly rhythm. Edge went on naming the whole build of
// Chromium until 104.
var edgeBuilds = [...]struct{ out, chromium, version string }{
	{"2021-12-17", "96.0.4664.110", "96.0.1054.62"},
	{"2022-01-06", "97.0.4692.71", "97.0.1072.55"}, {"2022-01-13", "97.0.4692.71", "97.0.1072.62"},
	{"2022-01-20", "97.0.4692.99", "97.0.1072.69"}, {"2022-01-27", "97.0.4692.99", "97.0.1072.76"},
	{"2022-02-03", "98.0.4758.80", "98.0.1108.43"}, {"2022-02-10", "98.0.4758.80", "98.0.1108.50"},
	{"2022-02-16", "98.0.4758.102", "98.0.1108.55"}, {"2022-02-18", "98.0.4758.102", "98.0.1108.56"},
	{"2022-02-24", "98.0.4758.102", "98.0.1108.62"},
	{"2022-03-03", "99.0.4844.51", "99.0.1150.30"}, {"2022-03-07", "99.0.4844.51", "99.0.1150.36"},
	{"2022-03-10", "99.0.4844.51", "99.0.1150.39"}, {"2022-03-17", "99.0.4844.74", "99.0.1150.46"},
	{"2022-03-24", "99.0.4844.74", "99.0.1150.52"}, {"2022-03-26", "99.0.4844.74", "99.0.1150.55"},
	{"2022-04-01", "100.0.4896.60", "100.0.1185.29"}, {"2022-04-07", "100.0.4896.75", "100.0.1185.36"},
	{"2022-04-11", "100.0.4896.75", "100.0.1185.39"}, {"2022-04-15", "100.0.4896.127", "100.0.1185.44"},
	{"2022-04-21", "100.0.4896.127", "100.0.1185.50"},
	{"2022-04-28", "101.0.4951.41", "101.0.1210.32"}, {"2022-05-05", "101.0.4951.54", "101.0.1210.39"},
	{"2022-05-12", "101.0.4951.64", "101.0.1210.47"}, {"2022-05-19", "101.0.4951.64", "101.0.1210.53"},
	{"2022-05-31", "102.0.5005.63", "102.0.1245.30"}, {"2022-06-03", "102.0.5005.63", "102.0.1245.33"},
	{"2022-06-09", "102.0.5005.63", "102.0.1245.39"}, {"2022-06-13", "102.0.5005.124", "102.0.1245.41"},
	{"2022-06-23", "103.0.5060.53", "103.0.1264.37"}, {"2022-06-30", "103.0.5060.66", "103.0.1264.44"},
	{"2022-07-06", "103.0.5060.114", "103.0.1264.49"}, {"2022-07-14", "103.0.5060.114", "103.0.1264.62"},
	{"2022-07-21", "103.0.5060.134", "103.0.1264.71"}, {"2022-07-28", "103.0.5060.134", "103.0.1264.77"},
	{"2022-08-05", "104.0.5112.81", "104.0.1293.47"}, {"2022-08-11", "104.0.5112.81", "104.0.1293.54"},
	{"2022-08-19", "104.0.5112.102", "104.0.1293.63"}, {"2022-08-25", "104.0.5112.102", "104.0.1293.70"},
}

// edgeMajors is the first version of Edge of which the major number alone is listed.
const edgeMajors = 105

// samsungBuilds are the versions of Samsung's own browser, on the days when their
// roll-out began (the month is published, the day is assumed).
var samsungBuilds = [...]build{
	{"2021-11-15", "15.0 Chrome/90.0.4430.210"}, {"2021-12-15", "16.0 Chrome/92.0.4515.166"},
	{"2022-04-12", "16.2 Chrome/92.0.4515.166"}, {"2022-05-11", "17.0 Chrome/96.0.4664.104"},
	{"2022-08-10", "18.0 Chrome/99.0.4844.88"}, {"2022-11-14", "19.0 Chrome/102.0.5005.125"},
	{"2023-02-13", "20.0 Chrome/106.0.5249.126"}, {"2023-05-15", "21.0 Chrome/110.0.5481.154"},
	{"2023-08-14", "22.0 Chrome/111.0.5563.116"}, {"2023-10-30", "23.0 Chrome/115.0.0.0"},
	{"2024-02-05", "24.0 Chrome/117.0.0.0"}, {"2024-04-22", "25.0 Chrome/121.0.0.0"},
	{"2024-08-12", "26.0 Chrome/122.0.0.0"}, {"2024-11-11", "27.0 Chrome/125.0.0.0"},
	{"2025-04-14", "28.0 Chrome/130.0.0.0"},
}

// firefoxDays are the days of Firefox 95 and following: every four weeks,
// with the pauses of the turn of the year.
var firefoxDays = [...]int32{
	18_968, 19_003, 19_031, 19_059, 19_087, 19_115, 19_143, 19_171, 19_199, 19_227, 19_255, 19_283, 19_311, 19_339,
	19_374, 19_402, 19_430, 19_458, 19_486, 19_514, 19_542, 19_570, 19_598, 19_626, 19_654, 19_682, 19_710, 19_745,
	19_773, 19_801, 19_829, 19_857, 19_885, 19_913, 19_941, 19_969, 19_997, 20_025, 20_053, 20_095, 20_123, 20_151,
	20_179, 20_207, 20_235, 20_263, 20_291, 20_319, 20_347, 20_375, 20_403,
}

// firefoxFirst is the version of the first of firefoxDays.
const firefoxFirst = 95

// esrReleases are the extended support versions, on the day when most have
// moved to them.
var esrReleases = [...]struct {
	day   int32
	major int
}{{18_901, 91}, {19_236, 102}, {19_605, 115}, {19_981, 128}, {20_347, 140}}

// safariRelease is one version of the telephone's system with that of its Safari. A
// computer has the same Safari, whose user agent shows nothing of its system.
type safariRelease struct{ out, version, system string }

// safariReleases are the versions by Apple's list of security releases, each point
// release until May 2022; later ones stand for those that follow them.
var safariReleases = [...]safariRelease{
	{"2021-10-25", "15.1", "15_1"}, {"2021-12-13", "15.2", "15_2"}, {"2022-01-12", "15.2", "15_2_1"},
	{"2022-01-26", "15.3", "15_3"}, {"2022-02-10", "15.3", "15_3_1"}, {"2022-03-14", "15.4", "15_4"},
	{"2022-03-31", "15.4", "15_4_1"}, {"2022-05-16", "15.5", "15_5"}, {"2022-07-20", "15.6", "15_6"},
	{"2022-09-12", "16.0", "16_0"}, {"2022-10-24", "16.1", "16_1"}, {"2022-12-13", "16.2", "16_2"},
	{"2023-01-23", "16.3", "16_3"}, {"2023-03-27", "16.4", "16_4"}, {"2023-05-18", "16.5", "16_5"},
	{"2023-07-24", "16.6", "16_6"}, {"2023-09-18", "17.0", "17_0"}, {"2023-10-25", "17.1", "17_1"},
	{"2023-12-11", "17.2", "17_2"}, {"2024-01-22", "17.3", "17_3"}, {"2024-03-05", "17.4", "17_4"},
	{"2024-05-13", "17.5", "17_5"}, {"2024-07-29", "17.6", "17_6"}, {"2024-09-16", "18.0", "18_0"},
	{"2024-10-28", "18.1", "18_1"}, {"2024-12-11", "18.2", "18_2"}, {"2025-01-27", "18.3", "18_3"},
	{"2025-03-31", "18.4", "18_4"}, {"2025-05-12", "18.5", "18_5"}, {"2025-07-29", "18.6", "18_6"},
}

// clientReleases composes the tracks.
func clientReleases() (out [numTracks][]release) {
	for _, b := range chromeBuilds {
		out[chromiumTrack] = append(out[chromiumTrack], release{dayOf(b.out), b.version})
	}
	for _, b := range windowsBuilds {
		out[windowsTrack] = append(out[windowsTrack], release{dayOf(b.out), b.version})
	}
	out[windowsTrack] = append(out[windowsTrack], out[chromiumTrack]...)
	slices.SortFunc(out[windowsTrack], func(a, b release) int { return int(a.day - b.day) })
	for _, b := range androidBuilds {
		out[androidTrack] = append(out[androidTrack], release{dayOf(b.out), b.version})
	}
	for _, b := range edgeBuilds {
		out[edgeTrack] = append(out[edgeTrack], release{dayOf(b.out), edgeText(b.chromium, b.version)})
	}
	for _, b := range samsungBuilds {
		out[samsungTrack] = append(out[samsungTrack], release{dayOf(b.out), b.version})
	}
	for _, c := range chromiumMajors {
		text := majorText(c.major)
		out[chromiumTrack] = append(out[chromiumTrack], release{c.day, text})
		out[windowsTrack] = append(out[windowsTrack], release{c.day, text})
		out[androidTrack] = append(out[androidTrack], release{c.day, text})
		if c.major >= edgeMajors {
			out[edgeTrack] = append(out[edgeTrack], release{c.day + 2, edgeText(text, text)})
		}
	}
	for i, day := range firefoxDays {
		out[firefoxTrack] = append(out[firefoxTrack], release{day, firefoxText(firefoxFirst + i)})
	}
	for _, e := range esrReleases {
		out[esrTrack] = append(out[esrTrack], release{e.day, firefoxText(e.major)})
	}
	for i, s := range safariReleases {
		day := dayOf(s.out)
		if i == 0 || safariReleases[i-1].version != s.version {
			out[safariTrack] = append(out[safariTrack], release{day, s.version})
		}
		out[phoneTrack] = append(out[phoneTrack], release{day,
			s.system + " like Mac OS X) " + apple + s.version + " Mobile/15E148 Safari/604.1"})
	}
	return out
}

// dayOf returns a date of the tables as days since 1970-01-01.
func dayOf(date string) int32 {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err) // a table of this file is wrong
	}
	return int32(t.Unix() / (24 * 60 * 60))
}

// edgeText prints what stands in the user agent of Edge from its Chromium on.
func edgeText(chromium, edge string) string {
	return "Chrome/" + chromium + " Safari/537.36 Edg/" + edge
}

// majorText prints the version of a browser that shows its major number only.
func majorText(major int) string { return strconv.Itoa(major) + ".0.0.0" }

// firefoxText prints the end of Firefox's user agent. From version 110 to 119
// the token rv stayed at 109.0.
func firefoxText(major int) string {
	rv := major
	if major >= 110 && major < 120 {
		rv = 109
	}
	return strconv.Itoa(rv) + ".0) Gecko/20100101 Firefox/" + strconv.Itoa(major) + ".0"
}
