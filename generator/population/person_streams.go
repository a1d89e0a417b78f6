package population

import "breachsim/generator/internal/random"

// Streams of the draws about persons. Numbers are part of the output: never
// reuse one for another purpose.
const (
	_             random.Stream = 100 + iota // Ages and sexes: package residence
	_                                        // order of persons inside a department: package residence
	_                                        // birthplaces: package birthplace
	_                                        // order and months: package birthplace
	streamSlot                               // commune code and order number
	streamDay                                // day of birth
	streamBirths                             // phase of births over mothers' ages
	streamChild                              // order of children of one age
	streamMother                             // which women of one age are mothers
	streamSibling                            // which children are siblings
	streamFamily                             // phase of family sizes
	streamCommune                            // commune of residence
	streamFirstName
	streamSurname
	streamPartner // partner's surname and marriage
	streamRights
	streamDoctor
	streamContact
	streamUnassigned
	streamTwin      // which births bring twins, and whose
	streamCouple    // who lives with whom
	streamTemporary // who has a temporary number, and which
	streamCommunity // country of origin inside a group of countries
)

// Draws under one of these streams that are about more than one thing: each is
// part of the key, above the bits that say whom it is about. Never reuse one.

// About who lives with whom; 0 is the order of the men of a cell.
const (
	ownLineOrder    = (1 + iota) << 32 // order of those born in a column, and how far their own line goes
	ownLineGap                         // gap of ages in such a line
	commonLineGap                      // gap of ages in the common line
	sameSexAge                         // age of a partner of one's own sex
	mothersMix                         // order of the mothers of a cell
	sameSexRounding                    // how many live with one of their own sex
	loneRounding                       // how many mothers live alone in a small department
	couplesRounding                    // how many couples it has
	ageRounding                        // and of which ages
	rankOrder                          // who of them with whom
)

// About rights; 0 is a person's own.
const (
	sharedDraw = (1 + iota) << 32 // what a holder shares with the children
	schemeDraw                    // scheme and fund of a holder
	periodDraw                    // period of a holder's rights
)

// About how to reach somebody; 0 is the holder's phone, mail and account.
const homeAddress = 1 << 32

// About twins; 0 is the order of pairs of a department and age.
const (
	pairDraws = 1 << 48 // of one pair
	pairDay   = 1       // under a pair: its day of birth
)

// About names of places and rare surnames, which are the same for every seed;
// 0 is the order of a department's communes by size.
const (
	shortTailNames = (1 + iota) << 32 // surnames of a start and an end
	longTailNames                     // surnames with a syllable between
)
