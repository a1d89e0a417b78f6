package geo

// Centre is where the places of a département lie.
type Centre struct {
	Lat, Lon  int32  // hundredths of a degree
	Spread    int64  // how far towns lie from the centre, likewise
	Continent string // two letters
}

// CentreOf returns the centre of a département, by its place in
// facts.Departments.
func CentreOf(d uint8) Centre {
	c := &deptCentres[d]
	return Centre{Lat: c.lat, Lon: c.lon, Spread: c.spread(), Continent: c.continent()}
}

// Distance compares distances between départements: a squared length on
// a flat map, in squared hundredths of a degree of latitude.
func Distance(a, b uint8) int64 {
	x, y := &deptCentres[a], &deptCentres[b]
	lat, lon := int64(x.lat-y.lat), int64(x.lon-y.lon)*7/10 // cos 45° is about 7/10
	return lat*lat + lon*lon
}

// deptCentre is where a département lies: its code and approximate centre, in
// hundredths of a degree. Overseas the inhabited coast counts.
type deptCentre struct {
	code     string
	lat, lon int32
}

// deptCentres lists the départements in canonical order, as
// facts.Departments does. Coordinates are read off a map; two decimals.
var deptCentres = [depts]deptCentre{
	{"01", 4610, 535}, {"02", 4956, 356}, {"03", 4639, 319}, {"04", 4411, 624}, {"05", 4466, 626},
	{"06", 4394, 712}, {"07", 4475, 442}, {"08", 4962, 464}, {"09", 4292, 150}, {"10", 4830, 416},
	{"11", 4310, 241}, {"12", 4428, 268}, {"13", 4354, 509}, {"14", 4910, -36}, {"15", 4505, 267},
	{"16", 4572, 20}, {"17", 4578, -67}, {"18", 4706, 249}, {"19", 4536, 188}, {"2A", 4186, 899},
	{"2B", 4239, 921}, {"21", 4742, 477}, {"22", 4844, -286}, {"23", 4609, 202}, {"24", 4510, 74},
	{"25", 4717, 636}, {"26", 4468, 517}, {"27", 4911, 99}, {"28", 4839, 137}, {"29", 4826, -406},
	{"30", 4399, 418}, {"31", 4336, 117}, {"32", 4369, 45}, {"33", 4483, -58}, {"34", 4358, 337},
	{"35", 4815, -164}, {"36", 4678, 158}, {"37", 4726, 69}, {"38", 4526, 558}, {"39", 4673, 570},
	{"40", 4397, -78}, {"41", 4762, 143}, {"42", 4573, 417}, {"43", 4513, 381}, {"44", 4736, -168},
	{"45", 4791, 234}, {"46", 4462, 160}, {"47", 4437, 46}, {"48", 4452, 350}, {"49", 4739, -56},
	{"50", 4908, -133}, {"51", 4895, 424}, {"52", 4811, 523}, {"53", 4815, -66}, {"54", 4879, 617},
	{"55", 4899, 538}, {"56", 4785, -281}, {"57", 4904, 666}, {"58", 4712, 350}, {"59", 5045, 322},
	{"60", 4941, 243}, {"61", 4862, 13}, {"62", 5049, 229}, {"63", 4573, 314}, {"64", 4326, -76},
	{"65", 4305, 16}, {"66", 4260, 252}, {"67", 4867, 755}, {"68", 4786, 727}, {"69", 4587, 464},
	{"70", 4764, 609}, {"71", 4665, 454}, {"72", 4800, 22}, {"73", 4548, 644}, {"74", 4603, 643},
	{"75", 4886, 234}, {"76", 4966, 103}, {"77", 4863, 293}, {"78", 4882, 184}, {"79", 4656, -32},
	{"80", 4996, 228}, {"81", 4379, 217}, {"82", 4409, 128}, {"83", 4346, 622}, {"84", 4401, 519},
	{"85", 4667, -130}, {"86", 4656, 46}, {"87", 4589, 124}, {"88", 4820, 638}, {"89", 4784, 356},
	{"90", 4763, 693}, {"91", 4852, 224}, {"92", 4885, 225}, {"93", 4892, 248}, {"94", 4878, 247},
	{"95", 4908, 213}, {"971", 1620, -6155}, {"972", 1465, -6100}, {"973", 490, -5245},
	{"974", -2112, 5553}, {"976", -1282, 4515},
}

// spread is how far towns lie from the centre, in hundredths of a degree.
func (d *deptCentre) spread() int64 {
	switch d.code {
	case "75":
		return 3
	case "92", "93", "94":
		return 6
	case "90", "971", "972", "974", "976":
		return 9
	}
	return 22
}

// continent returns the two-letter code of the continent.
func (d *deptCentre) continent() string {
	switch d.code {
	case "971", "972":
		return "NA"
	case "973":
		return "SA"
	case "974", "976":
		return "AF"
	}
	return "EU"
}
