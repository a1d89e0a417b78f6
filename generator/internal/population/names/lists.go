package names

// Rare names are made, not copied: surnames from three syllables, first names
// from two, with a list of less common ones. Any that exists does so by chance.

var surnameStarts = [...]string{
	"AB", "ALB", "AMB", "ARG", "AUV", "BAL", "BARD", "BEL", "BERN", "BLAV", "BOIR", "BON", "BOUD", "BRAN", "BREL",
	"BRIV", "CAL", "CAMB", "CARR", "CAV", "CHAB", "CHAM", "CHAUV", "CLAV", "COL", "CORD", "COUR", "CREP", "DAL", "DARR",
	"DEL", "DERV", "DOUV", "DUR", "ESCAL", "ESTR", "FALG", "FAV", "FERR", "FLAM", "FONT", "FOUR", "FRAN", "GAL", "GARD",
	"GAV", "GERM", "GIR", "GOR", "GRAV", "GUER", "HAM", "HERB", "HOUD", "JAL", "JOUV", "LAB", "LAMP", "LAV", "LESC",
	"LOR", "MAIL", "MAL", "MARC", "MERL", "MONT", "MORV", "NAD", "NERV", "ORL", "PAL", "PARM", "PERR", "PLANT", "PONS",
	"PRAD", "QUER", "RAB", "RAMP", "RIV", "ROM", "ROUV", "SAL", "SARR", "SERV", "SOUL", "TARD", "THEV", "VAL", "VERM",
}

// surnameMiddles are a consonant and a vowel, joined when used.
var (
	surnameConsonants = [...]string{
		"B", "CH", "D", "F", "G", "GN", "J", "L", "LL", "M", "N", "P", "QU", "R", "RR", "S", "SS", "T", "V", "Z",
	}
	surnameVowels = [...]string{"A", "E", "I", "O", "U", "OU"}
)

var surnameEnds = [...]string{
	"AC", "AL", "AND", "ARD", "AS", "AT", "AUD", "AULT", "AY", "BERT", "BOIS", "CHET", "COURT", "DEAU", "DIER",
	"DOT", "DOUX", "EAU", "EL", "ELLE", "ENC", "ERAT", "ET", "ETTE", "EUX", "EY", "FORT", "GEOT", "GNIER", "GUES",
	"HAUT", "IAT", "ICHE", "IER", "IERE", "IGNAC", "IL", "ILLAT", "IN", "INEAU", "IOT", "IS", "LAIN", "LAND", "LET",
	"LIER", "LIN", "LOT", "MIER", "MOND", "NAT", "NEL", "NET", "NIER", "NOT", "OD", "OL", "ON", "ONNET", "OT",
	"OUD", "OUX", "PIED", "QUET", "QUIN", "RAC", "RAND", "RAT", "REAU", "RET", "RIC", "RIER", "RIN", "ROT", "SAC",
	"SEAU", "SIER", "SON", "TEAU", "TIER", "TIN", "TON", "TRAND", "UCHE", "UEL", "UREL", "USSON", "VAL", "VET", "VIN",
}

// rareOld and rareNew are first names outside the usual lists, for births
// before and from 1975; men, women.
var rareOld = [2][]string{
	{"ACHILLE", "ADHÉMAR", "AIMABLE", "ALCIDE", "ALDO", "AMBROISE", "ANICET", "ANSELME", "ARISTIDE", "ATHANASE",
		"AUBIN", "BASILE", "BLAISE", "CASIMIR", "CÉLESTIN", "CONSTANT", "CYPRIEN", "DONATIEN", "ELIE", "ELOI", "ERNEST",
		"EUSÈBE", "FÉLICIEN", "FIRMIN", "FLORENT", "FULBERT", "GASPARD", "GERVAIS", "HILAIRE", "HIPPOLYTE", "HONORÉ",
		"ISIDORE", "JUSTIN", "LANDRY", "LÉANDRE", "LÉOPOLD", "MÉDARD", "MODESTE", "NARCISSE", "NESTOR", "OCTAVE",
		"ODILON", "OSCAR", "PAULIN", "PROSPER", "QUENTIN", "RODOLPHE", "ROMUALD", "SERAPHIN", "SIXTE", "THÉOPHILE",
		"TITOUAN", "URBAIN", "VALÈRE"},
	{"ADÉLAÏDE", "ADELINE", "AGLAÉ", "ALBERTINE", "ALINE", "ALPHONSINE", "ANGÈLE", "ANTONIA", "APOLLINE", "ARMANDE",
		"ARMELLE", "BÉRENGÈRE", "BLANDINE", "CÉLESTINE", "CLARISSE", "CLOTILDE", "CONSTANCE", "DELPHINE", "EDWIGE",
		"ELVIRE", "ERNESTINE", "EUDOXIE", "EULALIE", "FÉLICIE", "FLAVIE", "GERTRUDE", "GHISLAINE", "HERMANCE",
		"HORTENSE", "IRMA", "ISAURE", "JOSÉPHINE", "LAURE", "LÉOCADIE", "LÉONTINE", "LUDIVINE", "MARCELINE",
		"MATHURINE", "MÉLINA", "NOÉLIE", "OCTAVIE", "ODILE", "OLYMPE", "PERRINE", "PHILOMÈNE", "PRUDENCE", "ROSALIE",
		"SIDONIE", "SOLANGE", "THÉODORA", "VICTORINE", "ZÉLIE"},
}

var rareNew = [2][]string{
	{"ABDALLAH", "ADONIS", "AHMED", "ALAN", "ALASSANE", "ALESSANDRO", "AMADOU", "AMIR", "ANATOLE", "ANDREA", "ANGELO",
		"ANIS", "AUGUSTIN", "AYMERIC", "BASILE", "BILAL", "BORIS", "CALEB", "CÔME", "DANYL", "DIEGO", "DJIBRIL",
		"EDGAR", "ELOUAN", "ERWAN", "ESTEBAN", "EWEN", "FARES", "GAËTAN", "GIANNI", "GUSTAVE", "HAMZA", "IBRAHIMA",
		"ILIAN", "ISMAËL", "JEAN-BAPTISTE", "JOAN", "JONAS", "KAÏS", "KÉLIAN", "KENZO", "LINO", "LOÏS", "LORENZO",
		"LUKAS", "MAHÉ", "MALIK", "MATIS", "MELVIN", "MOUSSA", "NAÏM", "NILS", "OUSMANE", "PABLO", "RUBEN", "SAMI",
		"SOAN", "SULLIVAN", "TANGUY", "TIMOTHÉ", "TITOUAN", "WASSIM", "WILLIAM", "YOUNES", "ZACHARIE"},
	{"ABBY", "AÏCHA", "AÏSSATOU", "ALEXIA", "ALYA", "AMÉLIA", "AMINATA", "ANGÉLINA", "ANOUK", "APOLLINE", "ASMA",
		"ASTRID", "BÉRÉNICE", "CAPUCINE", "CASSANDRE", "CAPRICE", "CÉLESTE", "CONSTANCE", "DAPHNÉ", "DIANE", "DINA",
		"ELÉA", "ELINE", "EMMY", "ESTHER", "FATIMA", "FATOUMATA", "FLAVIE", "FLORE", "GARANCE", "HANAÉ", "HAWA",
		"HELOÏSE", "ILANA", "IMANE", "INDIA", "ISAURE", "JOY", "KADIATOU", "KELYA", "KENZA", "LILA", "LIVIA", "LYNA",
		"MAÏSSA", "MALIA", "MARIAM", "MAYA", "MÉLINE", "NAËLLE", "NAWEL", "NORA", "OLYMPE", "ORIANE", "PAOLA", "RIM",
		"ROMANE", "SALOMÉ", "SELMA", "SOLÈNE", "SONIA", "TESSA", "TINA", "YSÉE", "ZINEB"},
}

// firstStarts and firstEnds make the rarest first names of our time.
var firstStarts = [...]string{
	"AL", "AYL", "CAL", "DAY", "EL", "ELY", "EV", "ILY", "JAY", "KAY", "KEL", "LEY", "LOR", "LYS", "MAY", "MEL", "NAY",
	"NEL", "NOL", "RAY", "SAL", "SHAN", "SOL", "TAY", "THY", "TYL", "YAN", "YSA", "ZAN", "ZEL",
}

var firstEnds = [2][]string{
	{"AM", "AN", "DAN", "DRIC", "ÉO", "IAN", "IO", "LAN", "LIAN", "MAN", "NO", "RICK", "RYN", "SON", "VAN", "YAN"},
	{"A", "ANE", "ANNA", "DIE", "ÉA", "ENA", "IA", "INE", "LIA", "LINE", "LYA", "NAÉ", "NIE", "RINE", "SSA", "YA"},
}
