package audit

import (
	"math"
	"testing"
	"time"
)

func near64(a, b, by float64) bool { return math.Abs(a-b) <= by }

func TestMannWhitney(t *testing.T) {
	// Negatives 1, 2, 2; positives 2, 3. Pairs in favour: 2>1, and 3>1, 3>2 twice;
	// 2=2 twice counts half: (1 + 1 + 3) / 6.
	r := mannWhitney([]cell{{3, 0, 1}, {1, 1, 0}, {2, 2, 1}})
	if want := 5.0 / 6; !near64(r.auc, want, 1e-12) {
		t.Errorf("AUC %v, want %v", r.auc, want)
	}
	// Var = (N + 1 − Σ(t³−t)/(N(N−1)))/(12·n₊·n₋) with one tie of 3 among 5.
	if want := (6 - 24.0/20) / 72; !near64(r.variance, want, 1e-12) {
		t.Errorf("variance %v, want %v", r.variance, want)
	}
	if r := mannWhitney([]cell{{1, 5, 0}}); r.auc != 0.5 || r.p() != 1 {
		t.Errorf("one class only: %+v", r)
	}
}

func TestKolmogorovSmirnov(t *testing.T) {
	d, p := kolmogorovSmirnov([]uint32{10, 10, 0, 0}, []uint32{0, 0, 10, 10})
	if d != 1 || p > 1e-6 {
		t.Errorf("apart: D %v, p %v", d, p)
	}
	if d, p := kolmogorovSmirnov([]uint32{5, 5}, []uint32{50, 50}); d != 0 || p != 1 {
		t.Errorf("alike: D %v, p %v", d, p)
	}
	// Q(1.36) is 0.049: the 5 % point of the Kolmogorov distribution.
	n := 1e6
	k := uint32(1.36 / math.Sqrt(n/2) * n)
	if _, p := kolmogorovSmirnov([]uint32{uint32(n/2) + k, uint32(n/2) - k}, []uint32{uint32(n / 2), uint32(n / 2)}); !near64(p, 0.049, 0.001) {
		t.Errorf("5 %% point: p %v", p)
	}
}

func TestMutualInformation(t *testing.T) {
	if got := mutualInformation([]cell{{1, 5000, 0}, {2, 0, 5000}}); !near64(got, 1, 1e-3) {
		t.Errorf("value and label the same: %v bits, want 1", got)
	}
	if got := mutualInformation([]cell{{1, 50, 50}, {2, 70, 70}}); got != 0 {
		t.Errorf("independent: %v bits", got)
	}
}

func TestBinomial(t *testing.T) {
	if got := binomialTwoSided(0, 10, 0.5); !near64(got, 2.0/1024, 1e-12) {
		t.Errorf("0 of 10 at a half: %v", got)
	}
	if got := binomialTwoSided(8, 10, 0.5); !near64(got, 2*56.0/1024, 1e-9) {
		t.Errorf("8 of 10 at a half: %v", got)
	}
}

func TestBestF1(t *testing.T) {
	s := newSketch()
	for _, v := range []float64{1, 2, 4, 8} {
		s.add(v, false)
	}
	s.add(100, true)
	s.add(3, true)
	// Rules: ≥100 gives P 1, R 1/2; ≥3 gives P 2/4, R 1. Both F1 2/3.
	if f1, _, _ := s.bestF1(); !near64(f1, 2.0/3, 1e-12) {
		t.Errorf("F1 %v, want 2/3", f1)
	}
}

// A value that only one account has says nothing: it is judged on the other
// half of the accounts.
func TestCrossFittingForgetsIdentities(t *testing.T) {
	ids, kinds := newTarget(), newTarget()
	for i := range uint32(400) {
		positive := i%8 == 0
		ids.add(i, int(i/8)%2, positive)
		kinds.add(1+uint32(class(positive)), int(i/8)%2, positive)
	}
	if r := ids.test(); r.auc != 0.5 {
		t.Errorf("identities: AUC %v, want 0.5", r.auc)
	}
	if r := kinds.test(); r.auc != 1 {
		t.Errorf("a telling kind: AUC %v, want 1", r.auc)
	}
}

func TestPearson(t *testing.T) {
	var c pearson
	for _, p := range [][2]float64{{1, 2}, {2, 4}, {3, 6}, {4, 8}} {
		c.add(p[0], p[1])
	}
	if !near64(c.r(), 1, 1e-12) {
		t.Errorf("r %v of a line", c.r())
	}
}

func TestBankHolidays(t *testing.T) {
	for date, want := range map[string]bool{
		"2022-04-18": true, "2022-05-26": true, "2022-06-06": true, "2024-04-01": true, "2025-04-21": true, "2022-07-14": true,
		"2022-04-17": false, "2022-03-28": false, "2024-03-31": false,
	} {
		d, err := time.Parse(time.DateOnly, date)
		if err != nil {
			t.Fatal(err)
		}
		if got := bankHoliday(d); got != want {
			t.Errorf("%s: %v, want %v", date, got, want)
		}
	}
}

func TestFakeSpace(t *testing.T) {
	for _, x := range []struct {
		name string
		good func(string) bool
		in   []string
		out  []string
	}{
		{"nir", fakeNIR, []string{"1840569985123", "2910475976001", "260112A988004", "1030697185001", "1750675910001"},
			[]string{"1850578006048", "2691054958815", "1840599101123", "1030697405001", "x"}},
		{"rpps", fakeRPPS, []string{"99765411667"}, []string{"10003879623", "99700296140", "99765411668"}},
		{"phone", fakePhone, []string{"0199001234", "+33 6 39 98 00 01"}, []string{"0612345678", "0639970000"}},
		{"address", fakeAddress, []string{"240.1.2.3", "3fff:115::1", "203.0.113.9"}, []string{"81.2.69.142", "255.255.255.255", "2a01::1", ""}},
		{"domain", fakeDomain, []string{"cabinet.example", "a.example.org", "localhost"}, []string{"cabinet.fr", "example.fr", "notexample"}},
		{"site", fakeSite, []string{"996006680", "004343505"}, []string{"750712184", "99600668"}},
		{"asn", fakeASN, []string{"64496", "65551"}, []string{"3215", "65552"}},
		{"iban", fakeIBAN, []string{"FR0000000000003071761890935"}, []string{"FR1420041010050500013M02606"}},
		{"hosts", fakeHosts, []string{"Mozilla/5.0", "Bot (+https://bot.example/info)"}, []string{"Bot (+http://bot.com)", "x http://8.8.8.8/"}},
	} {
		for _, s := range x.in {
			if !x.good(s) {
				t.Errorf("%s %q is in the fake space", x.name, s)
			}
		}
		for _, s := range x.out {
			if x.good(s) {
				t.Errorf("%s %q is not in the fake space", x.name, s)
			}
		}
	}
}
