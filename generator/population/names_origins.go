package population

// originNames are names of persons born abroad, by group of countries: common
// ones of the group's largest communities in France, and syllables for the
// rest. A first list: the frequencies are even, not published.
type originNames struct {
	first        [2][]string // men, women
	last         []string
	starts, ends []string // made surnames: start + end
}

var namesAbroad = [origins]originNames{
	SouthernEurope: {
		first: [2][]string{
			{"ANTONIO", "MANUEL", "JOSE", "CARLOS", "FERNANDO", "JOAQUIM", "LUIS", "PAULO", "RUI", "JORGE", "MIGUEL", "NUNO", "PEDRO", "GIUSEPPE", "GIOVANNI", "SALVATORE", "FRANCESCO", "VINCENZO", "ANGELO", "DOMINGOS", "FRANCISCO", "JUAN", "RAMON", "RAFAEL", "VITOR"},
			{"MARIA", "ANA", "ROSA", "ISABEL", "FERNANDA", "LUCIA", "CARMEN", "DOLORES", "TERESA", "ANTONIA", "CONCEICAO", "FATIMA", "GRACA", "HELENA", "PAULA", "SANDRA", "CARLA", "CRISTINA", "FRANCESCA", "GIUSEPPINA", "PILAR", "ENCARNACION", "SUSANA", "OLGA", "LIDIA"},
		},
		last:   []string{"DA SILVA", "PEREIRA", "FERREIRA", "RODRIGUES", "FERNANDES", "GONCALVES", "DOS SANTOS", "MARTINS", "ALVES", "GOMES", "LOPES", "DA COSTA", "RIBEIRO", "CARVALHO", "TEIXEIRA", "MOREIRA", "PINTO", "MARQUES", "SOARES", "GARCIA", "MARTINEZ", "LOPEZ", "SANCHEZ", "PEREZ", "RUIZ", "ROMANO", "ESPOSITO", "RUSSO", "CONTI", "GRECO"},
		starts: []string{"ALM", "BARR", "CARD", "COEL", "FARI", "LEM", "MONT", "NOGU", "PACH", "QUIN", "SARD", "TAV", "VAL", "ZAMB"},
		ends:   []string{"EIDA", "OSO", "EIRO", "HO", "ETTI", "INI", "UEZ", "ERA", "ADA", "ELLI", "ALHO", "ARES"},
	},
	OtherEurope: {
		first: [2][]string{
			{"PIOTR", "ANDREI", "MIHAI", "IVAN", "DRAGAN", "HANS", "PETER", "STEFAN", "THOMAS", "JOHN", "DAVID", "ANDREW", "MARK", "KLAUS", "NIKOLAI", "VASILE", "BOGDAN", "MAREK", "JAN", "DIRK", "LUC", "ERIK", "ALEXANDRU", "GORAN", "SERGIU"},
			{"ELENA", "ANNA", "IRINA", "NATALIA", "OLGA", "KATARZYNA", "EWA", "MONIKA", "CHRISTINE", "URSULA", "HELGA", "SUSAN", "KAREN", "MARGARET", "SVETLANA", "TATIANA", "MIHAELA", "IOANA", "DANIELA", "JELENA", "VESNA", "INGRID", "SABINE", "BARBARA", "OKSANA"},
		},
		last:   []string{"POPESCU", "IONESCU", "NOWAK", "KOWALSKI", "PETROVIC", "JOVANOVIC", "MULLER", "SCHMIDT", "WEBER", "FISCHER", "WAGNER", "SMITH", "JONES", "TAYLOR", "BROWN", "WILSON", "PEETERS", "JANSSENS", "MAES", "IVANOV", "PETROV", "SHEVCHENKO", "MELNYK", "HORVAT", "NAGY"},
		starts: []string{"BAL", "BRAN", "DOBR", "GRAB", "HOR", "KAL", "KRAV", "LESZ", "MIL", "NOV", "OST", "RAD", "STAN", "VOL"},
		ends:   []string{"ESCU", "EANU", "SKI", "CHENKO", "OVIC", "MANN", "ENKO", "STEIN", "EVA", "ER", "AK", "IK"},
	},
	Maghreb: {
		first: [2][]string{
			{"MOHAMED", "AHMED", "ALI", "SAID", "RACHID", "KARIM", "MUSTAPHA", "ABDELKADER", "OMAR", "BRAHIM", "HASSAN", "YOUSSEF", "KHALED", "NABIL", "SAMIR", "FARID", "HAMID", "AZIZ", "DRISS", "LAKHDAR", "MOHAND", "TAHAR", "HICHAM", "SOFIANE", "AMINE"},
			{"FATIMA", "KHADIJA", "AICHA", "ZOHRA", "MALIKA", "NAIMA", "SAMIRA", "NADIA", "FATIHA", "RACHIDA", "LATIFA", "SOUAD", "HALIMA", "YAMINA", "KHEIRA", "HOURIA", "LEILA", "SAIDA", "JAMILA", "HAYAT", "ZINEB", "MERIEM", "IMANE", "HANANE", "NOURA"},
		},
		last:   []string{"BENALI", "BELKACEM", "BENAMAR", "BOUZID", "HADDAD", "KACI", "MANSOURI", "SAIDI", "SLIMANI", "TOUATI", "ZIANI", "CHERIF", "BRAHIMI", "HAMIDI", "LAHLOU", "ALAOUI", "BENNANI", "TRABELSI", "BEN SALAH", "BOUAZIZ", "MEZIANI", "AMRANI", "RAHMANI", "KADDOUR", "FERHAT"},
		starts: []string{"BEN ", "BEL", "BOU", "EL ", "AIT ", "OUL"},
		ends:   []string{"ABBAS", "AMER", "CHAIB", "DAOUD", "FARES", "GHALI", "HAMMOU", "KHALFA", "LARBI", "MAHDI", "NACER", "OUALI", "RABAH", "SALEM", "TALEB", "YAHIA", "ZERROUK", "MEFTAH", "HACHEM", "KASSEM", "LAMRI", "MERZOUG", "SEDDIK", "TIJANI"},
	},
	OtherAfrica: {
		first: [2][]string{
			{"MAMADOU", "MOUSSA", "IBRAHIMA", "OUSMANE", "AMADOU", "CHEIKH", "ABDOULAYE", "BOUBACAR", "SEKOU", "SOULEYMANE", "JEAN", "PATRICK", "SERGE", "ALAIN", "EMMANUEL", "SAID", "ALI", "YOUSSOUF", "ISSA", "SAMBA", "DEMBA", "KOFFI", "KWAME", "JOSEPH", "PAPA"},
			{"FATOU", "AMINATA", "AISSATOU", "MARIAMA", "FATOUMATA", "KADIATOU", "AWA", "MARIE", "GRACE", "CHANTAL", "SOLANGE", "ROKIA", "ASSETOU", "HAWA", "BINTA", "RAMATOULAYE", "ANNE", "ECHATI", "ZAINABA", "CLARISSE", "NADEGE", "MIREILLE", "ADJOUA", "OUMOU", "SALIMATA"},
		},
		last:   []string{"TRAORE", "DIALLO", "KONE", "COULIBALY", "DIARRA", "CAMARA", "KEITA", "SISSOKO", "BA", "NDIAYE", "DIOP", "FALL", "SOW", "SY", "CISSE", "TOURE", "BAMBA", "OUATTARA", "KOUASSI", "MBAYE", "GUEYE", "FOFANA", "SAID", "ABDOU", "RAKOTO"},
		starts: []string{"MBA", "NGO", "NKO", "MA", "KA", "BOU", "DIA", "SA", "TCHA", "LU", "OU", "KOU"},
		ends:   []string{"MBA", "NGO", "LA", "KAMBA", "DJI", "KO", "TALA", "NDOU", "RE", "SSI", "WA", "ZOLA", "MBE", "NGA", "YE"},
	},
	MiddleEast: {
		first: [2][]string{
			{"MEHMET", "MUSTAFA", "AHMET", "ALI", "HASAN", "HUSEYIN", "IBRAHIM", "OSMAN", "RAMAZAN", "YUSUF", "GEORGES", "ELIAS", "FADI", "HAGOP", "KHALED", "MAHER", "OMER", "REZA", "SERKAN", "TAREK"},
			{"FATMA", "AYSE", "EMINE", "HATICE", "ZEYNEP", "ELIF", "MERYEM", "SULTAN", "ZELIHA", "OZLEM", "LEILA", "RIMA", "HALA", "NADA", "MARYAM", "SHIRIN", "ANAHIT", "DILEK", "SEVIM", "YASEMIN"},
		},
		last:   []string{"YILMAZ", "KAYA", "DEMIR", "SAHIN", "CELIK", "YILDIZ", "OZTURK", "AYDIN", "ARSLAN", "DOGAN", "KILIC", "ASLAN", "KOC", "KURT", "POLAT", "KHOURY", "HADDAD", "SARKISSIAN", "TOPAL", "ERDOGAN"},
		starts: []string{"AK", "BAL", "CAN", "DEMIR", "ER", "GUL", "KARA", "OZ", "SARI", "TAS", "UN", "YAL"},
		ends:   []string{"BAS", "CAN", "DAG", "KAYA", "LI", "OGLU", "SOY", "TAN", "TEKIN", "YAN"},
	},
	OtherAsia: {
		first: [2][]string{
			{"VAN", "MINH", "HUNG", "TUAN", "WEI", "JIAN", "MING", "SOPHAL", "RAJ", "KUMAR", "MOHAMMAD", "ABDUL", "SURESH", "SIVA", "RAVI", "KHAN", "SAMBATH", "PHONG", "LONG", "JUN", "HIROSHI", "DINESH", "IMRAN", "TENZIN", "SOMCHAI"},
			{"THI", "LAN", "HUONG", "MAI", "LI", "MEI", "XIAO", "YAN", "FANG", "SREY", "PRIYA", "LAKSHMI", "SHANTI", "ANITA", "NOY", "KIM", "HONG", "JING", "YUKO", "NAOMI", "SUMATHI", "RANI", "FATEMA", "DAWA", "MALEE"},
		},
		last:   []string{"NGUYEN", "TRAN", "LE", "PHAM", "HUYNH", "VO", "DANG", "CHEN", "WANG", "LI", "ZHANG", "LIN", "HU", "WU", "CHEA", "SOK", "SINGH", "KHAN", "AHMED", "HOSSAIN", "KUMAR", "SIVA", "XIONG", "YANG", "VANG"},
		starts: []string{"KANA", "MAHA", "NAVA", "PONNA", "RAJA", "SELVA", "SIVA", "SUBRA", "THAVA", "VIJAYA", "SOUVAN", "PHOM"},
		ends:   []string{"RATNAM", "RAJAH", "LINGAM", "SAMY", "MANI", "NATHAN", "VONG", "SAVATH", "PILLAI", "DEVAN", "PHENG", "THAM"},
	},
	Americas: {
		first: [2][]string{
			{"JEAN", "JOSEPH", "CARLOS", "LUIS", "WILNER", "JAMES", "MICHAEL", "ROBERT", "FRITZ", "PIERRE", "JOAO", "MARCOS", "RAFAEL", "DIEGO", "ANDRES", "JORGE", "KENNETH", "WILSON", "EDUARDO", "STANLEY", "FRANTZ", "RICARDO", "WILLIAM", "LEONEL", "HERNAN"},
			{"MARIE", "ROSE", "MARIA", "ANA", "JULIANA", "PATRICIA", "SANDRA", "CLAUDIA", "GUERLINE", "ROSELINE", "MIRLANDE", "LUCIANA", "FERNANDA", "GLADYS", "JENNIFER", "MARY", "LINDA", "YOLANDE", "NATACHA", "CAROLINA", "ANDREA", "ADRIANA", "DANIELA", "ALEJANDRA", "BEATRIZ"},
		},
		last:   []string{"JOSEPH", "PIERRE", "JEAN", "LOUIS", "CHARLES", "SAINT LOUIS", "ALEXIS", "FRANCOIS", "DA SILVA", "DOS SANTOS", "OLIVEIRA", "SOUZA", "GOMEZ", "RODRIGUEZ", "GONZALEZ", "HERNANDEZ", "RAMIREZ", "TORRES", "JOHNSON", "WILLIAMS", "MILLER", "DAVIS", "TOUSSAINT", "ETIENNE", "NOEL"},
		starts: []string{"DES", "SAINT-", "BEL", "DOR", "MONT", "CAR", "VIL", "FLEUR", "PET", "GRAND"},
		ends:   []string{"AMOURS", "CIUS", "FORT", "LIEN", "MEUS", "NOR", "RISTIL", "SAINVIL", "TINOR", "VAL", "VILUS", "ZIL"},
	},
}
