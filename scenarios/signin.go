package scenarios

import "time"

// SignInShares says how the accounts of a profile sign in, in shares of them.
type SignInShares struct {
	Password Share // with a password, until the summer of 2022
	Card     Share // with a card, for good
	Mobile   Share // with the card's mobile form, for good
	ToCard   Share // of those with a password, who take the card in the summer of 2022
	ToMobile Share // of those with a password, who take its mobile form then
}

// Shares of methods from the end of 2022 on, in every profile.
const (
	passwordKept Share = 150_000
	cardInTheEnd Share = 530_000
)

// SignIn returns the shares of sign-in methods in a profile. Assumptions: all
// three methods were in use in March 2022, and passwords ran out from 1 July 2022
// on.
func (p Profile) SignIn() SignInShares {
	s := [NumProfiles]SignInShares{
		GP: {Password: 400_000, Card: 450_000}, Pharmacy: {Password: 450_000, Card: 480_000},
		Nurse: {Password: 500_000, Card: 280_000}, Other: {Password: 480_000, Card: 320_000},
		HospitalDesk: {Password: 500_000, Card: 480_000}, Lab: {Password: 550_000, Card: 400_000},
		Vaccination: {Password: 450_000, Card: 400_000},
	}[p]
	s.Mobile = one - s.Password - s.Card
	s.ToCard = cardInTheEnd - s.Card
	s.ToMobile = s.Password - passwordKept - s.ToCard
	return s
}

// FirstToTheCard is the day, in any zone, on which the first accounts give their
// passwords up: two months before 1 July 2022.
func FirstToTheCard() (year int, month time.Month, day int) { return 2022, time.May, 2 }

// Insiders counts the accounts, at least, for every seed, that an insider may
// work at in a profile (NumProfiles: in all together): busy ones that are not
// signed in to with the card's mobile form, which asks on the owner's telephone.
func Insiders(s *Scenario, p Profile) (n int) {
	c := Cast(&s.Population)
	if p < NumProfiles {
		return insiders(p, c.Of(p, BusyAccount), s.Time.End)
	}
	for q := range NumProfiles {
		n += insiders(q, c.Of(q, BusyAccount), s.Time.End)
	}
	return n
}

// insiders counts them among n busy accounts of a profile. Where the scenario
// goes on into the summer of 2022, those who may have taken the mobile form
// until its end count as if they had.
func insiders(p Profile, n int, end time.Time) int {
	shares := p.SignIn()
	n -= shares.Mobile.Nearest(n)
	year, month, day := FirstToTheCard()
	if end.After(time.Date(year, month, day, 0, 0, 0, 0, end.Location())) {
		passwords := n - shares.Card.Part(one-shares.Mobile).Of(n)
		n -= shares.ToMobile.Part(shares.Password).Nearest(passwords)
	}
	return n
}
