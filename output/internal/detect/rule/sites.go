package rule

// Sites numbers the sites of accounts from 0 on, in the order in which they are asked for.
// An account without a site is a site of its own.
type Sites struct {
	names   map[string]string // by account
	numbers map[string]int32
}

// NewSites returns the sites of accounts of which nothing is known yet.
func NewSites() *Sites { return &Sites{names: map[string]string{}, numbers: map[string]int32{}} }

// Know says at which site an account is; "" is none.
func (s *Sites) Know(account, site string) { s.names[account] = site }

// Len is how many sites have a number.
func (s *Sites) Len() int { return len(s.numbers) }

// Of returns the number of an account's site.
func (s *Sites) Of(account string) int32 {
	name := s.names[account]
	if name == "" {
		name = "account " + account
	}
	n, ok := s.numbers[name]
	if !ok {
		n = int32(len(s.numbers))
		s.numbers[name] = n
	}
	return n
}
