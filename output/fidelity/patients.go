package fidelity

import "math"

// mostAccounts is how many accounts have their pairs with persons kept.
const mostAccounts = 1000

// pair is an account and a person.
type pair struct {
	account int
	person  uint64
}

// patients asks who is looked up: how old and how ill (B1), from where (B2), with
// which doctor (B3), and after how many days again (B4).
type patients struct {
	age     map[string]*moments // by profile
	ill     map[string]*ratio
	away    map[string]*ratio
	next    ratio // of those from elsewhere: of a département that borders on
	paris   ratio // the same for practices in Paris
	doctor  [3]int64
	borders map[[2]string]bool

	step int // accounts sampled: one in so many
	last map[pair]int
	gaps map[string]*[64]int64 // days between two days with the same person
}

func newPatients(w *world) *patients {
	return &patients{age: map[string]*moments{}, ill: map[string]*ratio{}, away: map[string]*ratio{},
		borders: adjacent(),
		step:    len(w.accounts)/mostAccounts + 1, last: map[pair]int{}, gaps: map[string]*[64]int64{}}
}

func (p *patients) event(e *entry) {
	if !e.found() {
		return
	}
	p.place(e)
	p.again(e)
	if e.person == nil {
		return
	}
	profile := e.profile()
	entryOf(p.age, profile).add(e.date.Sub(e.person.born).Hours() / 24 / 365.25)
	entryOf(p.ill, profile).add(e.person.ald)
	if profile != "gp" || e.account.RPPS == "" {
		return
	}
	switch e.person.doctor {
	case e.account.RPPS:
		p.doctor[0]++
	case "":
		p.doctor[2]++
	default:
		p.doctor[1]++
	}
}

// place compares the départements of person and practice.
func (p *patients) place(e *entry) {
	of := e.PatientDept
	if of == "" {
		return
	}
	home := e.account.Dept
	entryOf(p.away, e.profile()).add(of != home)
	if of == home || e.profile() == "lab" || e.profile() == "hospital_desk" {
		return
	}
	near := p.borders[[2]string{home, of}]
	p.next.add(near)
	if home == "75" {
		p.paris.add(near)
	}
}

// again counts the days since the account last found the same person.
func (p *patients) again(e *entry) {
	if e.account.number%p.step != 0 {
		return
	}
	key := pair{e.account.number, e.Person()}
	if before, known := p.last[key]; known && before != e.day {
		entryOf(p.gaps, e.profile())[min(e.day-before, 63)]++
	}
	p.last[key] = e.day
}

// spike is how far day 28 stands above the days beside it.
func (p *patients) spike(profile string) (times float64, n int64) {
	g := entryOf(p.gaps, profile)
	return float64(g[28]) / (float64(g[26]+g[27]+g[29]+g[30]) / 4), g[26] + g[27] + g[28] + g[29] + g[30]
}

func (p *patients) figures() []Figure {
	expenses := "assumed, after what care is paid for by age (CNAM)"
	mean := func(profile string, bound float64) Figure {
		return asked{"B1", "mean age of persons looked up: " + profile, AtLeast(bound),
			"population 42, its care older", expenses}.
			mean(Years, *entryOf(p.age, profile))
	}
	ill := func(profile string, bound float64) Figure {
		return asked{"B1", "long-term illness among persons looked up: " + profile, AtLeast(bound), "population 18 %",
			expenses}.
			share(*entryOf(p.ill, profile))
	}
	away := func(profile string, least, most float64) Figure {
		return asked{"B2", "persons from another département: " + profile, Between(least, most),
			"8–25 % by profession and town", "assumed"}.share(*entryOf(p.away, profile))
	}
	all := p.doctor[0] + p.doctor[1] + p.doctor[2]
	pharmacy, n := p.spike("pharmacy")
	nurse, m := p.spike("nurse")
	g := entryOf(p.gaps, "gp")
	if math.IsNaN(pharmacy) || math.IsInf(pharmacy, 0) {
		n = 0
	}
	if math.IsNaN(nurse) || math.IsInf(nurse, 0) {
		m = 0
	}
	const nobody = "assumed, after the law on referring doctors"
	return []Figure{
		mean("gp", 50), mean("pharmacy", 53), mean("nurse", 60), ill("pharmacy", 0.28), ill("nurse", 0.35),
		away("gp", 0.04, 0.25), away("pharmacy", 0.05, 0.3), away("nurse", 0.02, 0.25),
		asked{"B2", "persons from elsewhere whose département borders on the practice's", AtLeast(0.4), "most",
			"assumed"}.share(p.next),
		asked{"B2", "persons from elsewhere whose département borders on Paris", AtLeast(0.5),
			"most, from 92, 93, 94", "assumed"}.share(p.paris),
		asked{"B3", "persons a GP finds who declared this GP", Between(0.7, 0.95), "80–90 %", nobody}.
			share(ratio{p.doctor[0], all}),
		asked{"B3", "persons a GP finds who declared another", Between(0.02, 0.2), "5–10 %", nobody}.
			share(ratio{p.doctor[1], all}),
		asked{"B4", "pharmacies: the same person after 28 days, over the days beside", AtMost(3),
			"spread over a week", "assumed"}.
			value(Number, pharmacy, n),
		asked{"B4", "nurses: the same person after 28 days, over the days beside", AtMost(3), "spread over a week",
			"assumed"}.value(Number, nurse, m),
		asked{"B4", "GPs: the same person again on the next day", AtMost(0.06), "few come twice", "assumed"}.
			share(ratio{g[1], sum(g[:])}),
	}
}
