package population

import (
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/record"
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

// mailHosts are domains under .example, which RFC 2606 keeps from being real, with the
// share of addresses there in hundredths: one large provider, those of the operators,
// small ones. The shares are assumed after the order of French providers.
var mailHosts = [...]struct {
	name  string
	share uint64
}{
	{"courriel.example", 43}, {"messagerie.example", 17}, {"boite.example", 16}, {"fibre-mail.example", 8},
	{"poste-web.example", 5}, {"abonne.example", 4}, {"lettre-web.example", 3}, {"mel-prive.example", 2},
	{"asso-mail.example", 1}, {"domaine-perso.example", 1},
}

// Streets have a kind and a name. All of these are found in any town.
var (
	streetKinds = [...]string{
		"rue", "rue", "rue", "rue", "rue", "rue", "rue", "rue", "avenue", "avenue", "chemin", "chemin", "impasse",
		"allée", "boulevard", "place", "route", "route", "square", "passage", "résidence", "quai",
	}
	streetNames = [...]string{
		"des Tilleuls", "de la Fontaine", "du Moulin", "des Platanes", "des Lilas", "du Lavoir", "des Acacias",
		"de l'Étang", "des Chênes", "du Verger", "de la Halle", "des Carrières", "des Vignes", "du Four",
		"des Érables", "de la Tuilerie", "Haute", "Basse", "des Prés", "du Puits", "de la Forêt", "des Jardins",
		"du Pressoir", "des Saules", "de l'Église", "de la Mairie", "des Écoles", "du Stade", "de la Gare",
		"du Château", "de la Poste", "du Cimetière", "de la Croix", "des Rosiers", "des Peupliers", "des Marronniers",
		"du Bois", "de la Plaine", "du Clos", "des Champs", "de la Source", "du Ruisseau", "de la Rivière",
		"du Vieux Pont", "des Remparts", "du Marché", "de la République", "de la Liberté", "de la Paix",
		"du 8 Mai 1945", "du 11 Novembre", "du 14 Juillet", "des Alouettes", "des Hirondelles", "des Mésanges",
		"des Coquelicots", "des Violettes", "des Genêts", "des Bruyères", "des Sorbiers", "des Noisetiers",
		"des Cerisiers", "des Pommiers", "du Tertre", "de la Colline", "de Bellevue", "du Midi", "du Levant",
		"de la Chapelle", "du Prieuré", "de l'Abbaye", "des Forges", "de la Scierie", "de la Briqueterie",
		"de l'Industrie", "des Artisans", "du Commerce", "de l'Ancien Hôpital", "du Canal", "de l'Écluse",
	}
	hamlets = [...]string{
		"La Grange Neuve", "Le Bas Bourg", "Les Quatre Vents", "La Croix Blanche", "Le Petit Bois", "La Métairie",
		"Les Grands Champs", "Le Moulin Vieux", "La Ferme du Haut", "Les Essarts", "Le Pré Long", "La Fontaine Froide",
	}
)

// Contact fills c with what the insurer holds to reach person i, all of it in
// ranges that reach nobody. A child has its holder's phone, address and
// account, and no e-mail address; partners have one address.
func (q *People) Contact(i uint32, c *record.Contact) {
	f := q.open(i)
	q.contact(&f, c)
}

func (q *People) contact(of *file, c *record.Contact) {
	p, s := q.p, &of.Subject
	*c = record.Contact{NIR: of.number, Ref: of.ref}
	r := p.key.Stream(streamContact).At(uint64(s.Holder)).Rand()
	dep := &facts.Departments()[s.Dept]
	q.start()
	q.text(q.appendMail(q.buf, of, &r))
	block := phoneBlocks[0]
	if r.Below(100) < 18 && s.Dept < birthplace.OverseasFirst {
		block = landline(dep.Region)
	}
	q.text(appendDigitsOf(append(q.buf, block...), r.Below(10_000), 4))
	home := p.key.Stream(streamContact).At(homeAddress | uint64(s.Home)).Rand()
	q.text(appendAddress(q.buf, s.Dept, of.commune, &home))
	q.text(appendIBAN(q.buf, r.Uint64()))
	q.finish(&c.Email, &c.Phone, &c.Address, &c.IBAN)
}

// mailless is the share without an address, in hundredths, below 60, below 75 and
// above: assumed.
func mailless(age uint8) uint64 {
	switch {
	case age < 60:
		return 10
	case age < 75:
		return 26
	}
	return 62
}

// appendMail appends an address for most adults, made from first name, surname and
// often some digits, without accents.
func (q *People) appendMail(dst []byte, of *file, r *random.Rand) []byte {
	s := &of.Subject
	has, host, form := r.Below(100), r.Below(100), r.Below(100)
	digits, place := r.Below(100), r.Below(2)
	if s.Holder != s.Index || s.Spot.Cell < 2*residence.HolderAge || has < mailless(s.Spot.Cell/2) {
		return dst
	}
	first := func(dst []byte) []byte {
		from := len(dst)
		if of.first != "" {
			return plainFirst(append(dst, of.first...), from)
		}
		return plainFirst(q.p.names.AppendNewFirstNames(dst, s), from)
	}
	last := func(dst []byte) []byte {
		from := len(dst)
		if of.born != "" { // s is its own holder
			return plain(append(dst, of.born...), from)
		}
		return plain(q.p.names.AppendOwnSurname(dst, s.Index, s.Birth), from)
	}
	if place == 0 {
		digits = uint64(q.p.register.Year(s.Birth.Cell)) % 100 // half of the digits are the year of birth
	}
	switch {
	case form < 31:
		dst = last(append(first(dst), '.'))
	case form < 43:
		dst = first(append(last(dst), '.'))
	case form < 54:
		dst = last(first(dst))
	case form < 66: // initial and surname
		from := len(dst)
		dst = last(append(first(dst)[:from+1], "."[:form%2]...))
	case form < 72:
		dst = last(append(first(dst), '_'))
	case form < 90:
		dst = appendDigitsOf(last(append(first(dst), "."[:form%2]...)), digits, 2)
	default:
		dst = appendDigitsOf(first(dst), digits, 2)
	}
	dst = append(dst, '@')
	for _, h := range mailHosts[:len(mailHosts)-1] {
		if host < h.share {
			return append(dst, h.name...)
		}
		host -= h.share
	}
	return append(dst, mailHosts[len(mailHosts)-1].name...)
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

// appendAddress appends number, street and commune, or a hamlet. There is no post code:
// all of them belong to real communes.
func appendAddress(dst []byte, d uint8, commune int, r *random.Rand) []byte {
	if r.Below(100) < 6 {
		dst = append(dst, hamlets[r.Below(uint64(len(hamlets)))]...)
	} else {
		// Low numbers are more frequent: streets are short.
		dst = appendInt(dst, min(r.Below(140), r.Below(140))+1)
		if r.Below(100) < 4 {
			dst = append(dst, " bis"...)
		}
		dst = append(dst, ' ')
		dst = append(dst, streetKinds[r.Below(uint64(len(streetKinds)))]...)
		dst = append(dst, ' ')
		dst = append(dst, streetNames[r.Below(uint64(len(streetNames)))]...)
	}
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
	from := len(dst)
	dst = append(dst, "00000000000000000000"[:width]...)
	for j := len(dst) - 1; j >= from; j-- {
		dst[j] = byte('0' + v%10)
		v /= 10
	}
	return dst
}

func appendInt(dst []byte, v uint64) []byte {
	if v >= 10 {
		dst = appendInt(dst, v/10)
	}
	return append(dst, byte('0'+v%10))
}
