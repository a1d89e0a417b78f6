package fidelity

// band is a band of ages with its figures for men and women, in millionths.
type band struct {
	from  int
	name  string
	share [2]int64
}

// bandOf returns the band of an age; bands begin at rising ages.
func bandOf(bands []band, age int) int {
	j := 0
	for j+1 < len(bands) && bands[j+1].from <= age {
		j++
	}
	return j
}

// aldBands is the share with a long-term illness right: 60 % of men and 46 to
// 48 % of women at 75 to 79 are published; the others are set so that number,
// mean age and share of women come out.
var aldBands = [...]band{
	{0, "0-14", [2]int64{29_000, 23_000}},
	{15, "15-29", [2]int64{42_000, 42_000}},
	{30, "30-39", [2]int64{67_000, 70_000}},
	{40, "40-49", [2]int64{110_000, 110_000}},
	{50, "50-59", [2]int64{205_000, 173_000}},
	{60, "60-64", [2]int64{315_000, 245_000}},
	{65, "65-69", [2]int64{405_000, 310_000}},
	{70, "70-74", [2]int64{505_000, 395_000}},
	{75, "75-79", [2]int64{595_000, 485_000}},
	{80, "80-84", [2]int64{665_000, 580_000}},
	{85, "85 and over", [2]int64{730_000, 695_000}},
}

// sexes name the two columns of a band.
var sexes = [2]string{"men", "women"}

// doctorBands is the share without a declared referring doctor: one in five
// under 30 is published, the others are set so that 11 % come out, 57 % of them
// men.
var doctorBands = [...]band{
	{17, "17-29", [2]int64{244_000, 160_000}},
	{30, "30-44", [2]int64{168_000, 112_000}},
	{45, "45-59", [2]int64{114_000, 78_000}},
	{60, "60-74", [2]int64{66_000, 50_000}},
	{75, "75 and over", [2]int64{62_000, 52_000}},
}
