package population

import "github.com/breachsim/breachsim/generator/internal/random"

// Streams of the draws about persons. Numbers are part of the output: never reuse one
// for another purpose. The packages below this one take theirs from the same hundred,
// so this is the list of all of them.
const (
	_                random.Stream = 100 + iota // phase of a department's ages and sexes: package residence
	_                                           // order of persons inside a department: package residence
	_                                           // phase of a department's birthplaces: package birthplace
	_                                           // order and months inside sex, year, birthplace: package birthplace
	_                                           // commune code and order number: package birth
	_                                           // day of birth: package birth
	_                                           // phase of births over mothers' ages: package household
	_                                           // order of children of one age: package household
	_                                           // which women of one age are mothers: package household
	_                                           // which children are siblings: package household
	_                                           // phase of family sizes: package household
	_                                           // was meant for the commune of residence, and draws nothing
	_                                           // first names: package names
	_                                           // surnames: package names
	_                                           // partner's surname and marriage: package names
	_                                           // rights: package rights
	_                                           // was meant for doctors, and draws nothing
	streamContact                               // phone, mail, address and account
	streamUnassigned                            // numbers that nobody has
	_                                           // which births bring twins, and whose: package household
	_                                           // who lives with whom: package couple
	streamTemporary                             // who has a temporary number, and which
	_                                           // country of origin inside a group of countries: package names
)

// homeAddress is a draw under the stream of contacts, part of the key above the bits
// that say whom it is about; 0 is the holder's phone, mail and account.
const homeAddress = 1 << 32
