package population

import (
	"breachsim/generator/facts"
	"breachsim/generator/internal/random"
	"breachsim/generator/population/birthplace"
	"breachsim/generator/population/geo"
	"breachsim/generator/population/kin"
	"breachsim/generator/population/residence"
	"breachsim/generator/record"
)

// phoneBlocks are the six blocks of 10,000 numbers that the French regulator
// keeps for fiction (ARCEP, numbering plan of 2018): a mobile block, and one a
// zone of the landline network. 60,000 numbers serve all persons, so that each
// is borne by many in a large population.
var phoneBlocks = [...]string{"063998", "019900", "026191", "035301", "046571", "053649"}

// landline gives the landline block of a region.
func landline(region string) string {
	switch region {
	case "11":
		return phoneBlocks[1]
	case "24", "28", "52", "53":
		return phoneBlocks[2]
	case "27", "32", "44":
		return phoneBlocks[3]
	case "84", "93", "94":
		return phoneBlocks[4]
	}
	return phoneBlocks[5]
}

// mailHosts are domains under .example, which RFC 2606 keeps from being real.
var mailHosts = [...]string{
	"courriel.example", "boite.example", "messagerie.example", "poste-web.example", "fibre-mail.example",
}

var streets = [...]string{
	"rue des Tilleuls", "rue de la Fontaine", "rue du Moulin", "avenue des Platanes", "rue des Lilas",
	"chemin du Lavoir", "impasse des Acacias", "rue de l'Étang", "allée des Chênes", "rue du Verger",
	"place de la Halle", "rue des Carrières", "chemin des Vignes", "rue du Four", "boulevard des Érables",
	"rue de la Tuilerie", "rue Haute", "rue Basse", "sentier des Prés", "rue du Puits", "avenue de la Forêt",
	"rue des Jardins", "cour du Pressoir", "quai des Saules",
}

// Contact fills c with what the insurer holds to reach person i, all of it in
// ranges that reach nobody. A child has its holder's phone, address and
// account, and no e-mail address; partners have one address.
func (q *People) Contact(i uint32, c *record.Contact) {
	p := q.p
	s := p.kin.Of(i)
	number := p.numbers.of(i, s.Spot, s.Birth)
	*c = record.Contact{NIR: number, Ref: q.refs.Ref(number)}
	r := p.key.Stream(streamContact).At(uint64(s.Holder)).Rand()
	dep := &facts.Departments()[s.Dept]
	q.start()
	q.text(q.appendMail(q.buf, &s, &r))
	block := phoneBlocks[0]
	if r.Below(100) < 18 && s.Dept < birthplace.OverseasFirst {
		block = landline(dep.Region)
	}
	q.text(appendDigitsOf(append(q.buf, block...), r.Below(10_000), 4))
	home := p.key.Stream(streamContact).At(homeAddress | uint64(s.Home)).Rand()
	q.text(appendAddress(q.buf, s.Dept, communeOf(p.res, s.Home), &home))
	q.text(appendIBAN(q.buf, r.Uint64()))
	q.finish(&c.Email, &c.Phone, &c.Address, &c.IBAN)
}

// appendMail appends an address for four adults in five: first name, surname
// and two digits, without accents.
func (q *People) appendMail(dst []byte, s *kin.Subject, r *random.Rand) []byte {
	has, host, digits := r.Below(5) < 4, r.Below(uint64(len(mailHosts))), r.Below(100)
	if !has || s.Holder != s.Index || s.Spot.Cell < 2*residence.HolderAge {
		return dst
	}
	from := len(dst)
	dst = q.p.names.AppendFirstNames(dst, s)
	dst = append(plainFirst(dst, from), '.')
	from = len(dst)
	dst = plain(q.p.names.AppendOwnSurname(dst, s.Index, s.Birth), from)
	dst = appendDigitsOf(dst, digits, 2)
	return append(append(dst, '@'), mailHosts[host]...)
}

// plainFirst keeps the first of several names, without accents.
func plainFirst(dst []byte, from int) []byte {
	for j := from; j < len(dst); j++ {
		if dst[j] == ' ' {
			dst = dst[:j]
		}
	}
	return plain(dst, from)
}

// plain rewrites dst[from:] in small letters without accents and spaces; it
// knows the capitals that the name tables use.
func plain(dst []byte, from int) []byte {
	to := from
	for j := from; j < len(dst); j++ {
		c := dst[j]
		switch {
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		case c == 0xc3 && j+1 < len(dst): // U+00C0 to U+00DF
			j++
			c = plainLatin(dst[j])
		case c == 0xc5 && j+1 < len(dst): // Œ, Ÿ
			j++
			c = 'o'
			if dst[j] == 0xb8 {
				c = 'y'
			}
		case c == '-' || c >= '0' && c <= '9':
		default:
			continue
		}
		dst[to] = c
		to++
	}
	return dst[:to]
}

// plainLatin maps the second byte of a capital between À and Ü.
func plainLatin(c byte) byte {
	const letters = "aaaaaaaceeeeiiiidnooooo-ouuuuy-s"
	return letters[c&0x1f]
}

// appendAddress appends number, street and commune. There is no post code: all
// of them belong to real communes.
func appendAddress(dst []byte, d uint8, commune int, r *random.Rand) []byte {
	dst = appendInt(dst, r.Below(98)+1)
	dst = append(dst, ' ')
	dst = append(dst, streets[r.Below(uint64(len(streets)))]...)
	dst = append(dst, ", "...)
	dst = append(dst, geo.CommuneName(d, commune)...)
	dst = append(dst, " ("...)
	return append(append(dst, facts.Departments()[d].Code...), ')')
}

// appendIBAN appends the form of a French account number that no bank can have
// given: check digits are 98 less a remainder of 97, so 02 to 98 and never 00,
// and no bank has the code 00000.
func appendIBAN(dst []byte, u uint64) []byte {
	dst = append(dst, "FR000000000000"...) // FR, check digits 00, bank 00000, branch 00000
	return appendDigitsOf(dst, u%10_000_000_000_000, 13)
}

// appendDigitsOf appends v with leading zeros.
func appendDigitsOf(dst []byte, v uint64, width int) []byte {
	for j := range width {
		d, div := v, width-1-j
		for range div {
			d /= 10
		}
		dst = append(dst, byte('0'+d%10))
	}
	return dst
}

func appendInt(dst []byte, v uint64) []byte {
	if v >= 10 {
		dst = appendInt(dst, v/10)
	}
	return append(dst, byte('0'+v%10))
}
