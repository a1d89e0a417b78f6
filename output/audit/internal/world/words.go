package world

// Words are the texts that checks ask for by name.
type Words struct {
	Login, Logout, LookUp, Use, ResetRequest, Reset, Forced, Ban, Unban, unlock, Factor Sym
	Success, Failure                                                                    Sym
	Limited, badCredentials, Banned, Revoked, ResetRequired, changeRequired             Sym
	Forgotten, Expired, Upstream, Closed                                                Sym
	Found, NotFound, BadKey, noRights, lookUpError                                      Sym
	Password, Home                                                                      Sym
	Infopatient                                                                         Sym
}

func newWords(s *Symbols) Words {
	return Words{
		Login: s.Of("login"), Logout: s.Of("logout"), LookUp: s.Of("lookup"), Use: s.Of("service_use"),
		ResetRequest: s.Of("password_reset_request"), Reset: s.Of("password_reset"),
		Forced: s.Of("password_reset_forced"),
		Ban:    s.Of("ip_ban"), Unban: s.Of("ip_unban"), Limited: s.Of("rate_limit"), unlock: s.Of("account_unlock"),
		Factor: s.Of("mfa_challenge"), Success: s.Of("success"), Failure: s.Of("failure"),
		badCredentials: s.Of("bad_credentials"), Banned: s.Of("ip_ban"), Revoked: s.Of("session_revoked"),
		ResetRequired: s.Of("reset_required"), changeRequired: s.Of("password_change_required"),
		Forgotten: s.Of("forgotten_password"),
		Expired:   s.Of("session_expired"), Upstream: s.Of("upstream_error"), Closed: s.Of("service_closed"),
		Found: s.Of("found"), NotFound: s.Of("not_found"), BadKey: s.Of("bad_key"), noRights: s.Of("no_rights"),
		lookUpError: s.Of("error"),
		Password:    s.Of("password"), Home: s.Of("FR"), Infopatient: s.Of("infopatient"),
	}
}
