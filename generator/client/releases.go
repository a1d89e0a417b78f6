package client

import "strconv"

// release is one version of a browser: the day it came out (days since
// 1970-01-01) and what stands in the user agent.
type release struct {
	day     int32
	version string
}

// The tracks of releases.
const (
	chromiumTrack = iota
	edgeTrack
	androidTrack
	firefoxTrack
	esrTrack
	safariTrack
	phoneTrack
	numTracks
)

// apple stands in the user agents of Safari.
const apple = "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/"

// chromiumRelease is one stable version of Chromium: its day, major number,
// and while user agents still showed it the build of Chrome and Edge. From
// version 101 on they show zeros.
type chromiumRelease struct {
	day          int32
	major        int
	chrome, edge string
}

// chromiumReleases lists the stable versions from the end of 2021, after the
// publisher's calendar.
var chromiumReleases = [...]chromiumRelease{
	{18_946, 96, "96.0.4664.110", "96.0.1054.62"}, {18_996, 97, "97.0.4692.99", "97.0.1072.69"},
	{19_024, 98, "98.0.4758.102", "98.0.1108.56"}, {19_052, 99, "99.0.4844.74", "99.0.1150.46"},
	{19_080, 100, "100.0.4896.75", "100.0.1185.36"},
	{19_108, 101, "", ""}, {19_136, 102, "", ""}, {19_164, 103, "", ""}, {19_206, 104, "", ""}, {19_234, 105, "", ""},
	{19_262, 106, "", ""}, {19_290, 107, "", ""}, {19_325, 108, "", ""}, {19_367, 109, "", ""}, {19_395, 110, "", ""},
	{19_423, 111, "", ""}, {19_451, 112, "", ""}, {19_479, 113, "", ""}, {19_507, 114, "", ""}, {19_556, 115, "", ""},
	{19_584, 116, "", ""}, {19_612, 117, "", ""}, {19_640, 118, "", ""}, {19_661, 119, "", ""}, {19_696, 120, "", ""},
	{19_745, 121, "", ""}, {19_773, 122, "", ""}, {19_801, 123, "", ""}, {19_829, 124, "", ""}, {19_857, 125, "", ""},
	{19_885, 126, "", ""}, {19_927, 127, "", ""}, {19_955, 128, "", ""}, {19_983, 129, "", ""}, {20_011, 130, "", ""},
	{20_039, 131, "", ""}, {20_102, 132, "", ""}, {20_123, 133, "", ""}, {20_151, 134, "", ""}, {20_179, 135, "", ""},
	{20_207, 136, "", ""}, {20_235, 137, "", ""}, {20_263, 138, "", ""}, {20_305, 139, "", ""}, {20_333, 140, "", ""},
	{20_361, 141, "", ""}, {20_389, 142, "", ""},
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

// safariRelease is one version of Safari with that of the telephone's system.
type safariRelease struct {
	day             int32
	version, system string
}

var safariReleases = [...]safariRelease{
	{18_925, "15.1", "15_1"}, {18_974, "15.2", "15_2_1"}, {19_018, "15.3", "15_3_1"}, {19_065, "15.4", "15_4_1"},
	{19_128, "15.5", "15_5"}, {19_193, "15.6", "15_6_1"}, {19_247, "16.0", "16_0_3"}, {19_289, "16.1", "16_1_2"},
	{19_339, "16.2", "16_2"}, {19_380, "16.3", "16_3_1"}, {19_443, "16.4", "16_4_1"}, {19_495, "16.5", "16_5_1"},
	{19_562, "16.6", "16_6_1"}, {19_618, "17.0", "17_0_3"}, {19_655, "17.1", "17_1_2"}, {19_702, "17.2", "17_2_1"},
	{19_744, "17.3", "17_3_1"}, {19_787, "17.4", "17_4_1"}, {19_856, "17.5", "17_5_1"}, {19_933, "17.6", "17_6_1"},
	{19_982, "18.0", "18_0_1"}, {20_024, "18.1", "18_1_1"}, {20_068, "18.2", "18_2_1"}, {20_115, "18.3", "18_3_2"},
	{20_178, "18.4", "18_4_1"}, {20_220, "18.5", "18_5"}, {20_298, "18.6", "18_6"},
}

// clientReleases composes the tracks.
func clientReleases() (out [numTracks][]release) {
	for _, c := range chromiumReleases {
		chrome, edge := c.chrome, c.edge
		if chrome == "" {
			chrome, edge = majorText(c.major), majorText(c.major)
		}
		out[chromiumTrack] = append(out[chromiumTrack], release{c.day, chrome})
		out[androidTrack] = append(out[androidTrack], release{c.day + 1, chrome})
		out[edgeTrack] = append(out[edgeTrack], release{c.day + 2, "Chrome/" + chrome + " Safari/537.36 Edg/" + edge})
	}
	for i, day := range firefoxDays {
		out[firefoxTrack] = append(out[firefoxTrack], release{day, firefoxText(firefoxFirst + i)})
	}
	for _, e := range esrReleases {
		out[esrTrack] = append(out[esrTrack], release{e.day, firefoxText(e.major)})
	}
	for _, s := range safariReleases {
		out[safariTrack] = append(out[safariTrack], release{s.day, s.version})
		out[phoneTrack] = append(out[phoneTrack], release{s.day,
			s.system + " like Mac OS X) " + apple + s.version + " Mobile/15E148 Safari/604.1"})
	}
	return out
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
