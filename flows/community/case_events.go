package community

import (
	"slices"

	"echowall/flows/cases"
	"echowall/flows/permission"
	"echowall/flows/procedure"
	"echowall/flows/say"
)

// CaseRaised opens a case in the first stage of the procedure.
type CaseRaised struct {
	Case      int      `json:"case"`
	Title     string   `json:"title"`
	Text      string   `json:"text"`
	Photos    []string `json:"photos,omitempty"`
	Raiser    int      `json:"raiser"`
	Anonymous bool     `json:"anonymous,omitempty"`
	Procedure string   `json:"procedure"`
	Version   int      `json:"version"`
	// Via says how a case came that no person of the community raised.
	Via string `json:"via,omitempty"`
	// From is the case of the community below that was handed up; nobody here has raised it. Supported is how many supported it there.
	From      *cases.Link `json:"from,omitempty"`
	Supported int         `json:"supported,omitempty"`
	// EnteredBy is who entered it for a raiser without Telegram, Through the relative by whom the raiser hears of it.
	EnteredBy int          `json:"entered_by,omitempty"`
	Through   int          `json:"through,omitempty"`
	Source    cases.Source `json:"source,omitempty"`
}

func (e CaseRaised) apply(s *State, m Meta) {
	head := edit[Community](s.Book, headKey)
	head.Cases = e.Case
	head.Open = append(head.Open, e.Case)
	c := &cases.Case{
		Number: e.Case, Title: e.Title, Text: e.Text, Photos: e.Photos, Raiser: e.Raiser, Anonymous: e.Anonymous,
		Raised: m.At, Via: e.Via, Procedure: e.Procedure, Version: e.Version, Echoed: m.At,
		EnteredBy: e.EnteredBy, Through: e.Through, Source: e.Source,
	}
	if e.From != nil {
		c.Followers = []cases.Link{*e.From}
	}
	if p, ok := s.methods.Get(e.Procedure, e.Version); ok {
		c.Enter(p, 0, s.local(m.At), s.Days())
	}
	put(s.Book, caseKey(e.Case), c)
}

func (e CaseRaised) announce(s *State, m Meta, n *Notices) {
	c := s.Case(e.Case)
	n.card(e.Case)
	if len(e.Photos) > 0 {
		n.add(say.Notice{
			To: say.Address{Room: say.Group}, Message: say.New("case.photos", caseArgs(c)),
			Photos: e.Photos, Under: say.CardView(e.Case), Quiet: true,
		})
	}
	n.wall()
	if e.From != nil {
		n.mail(s, e.From.Community, Letter{Subject: LetterOpened, Case: c.Number, Yours: e.From.Case})
	}
	office := s.officers()
	n.asks(office, say.New("task.screen", caseArgs(c, say.Args{
		"By": raiserArg(c), "Text": say.Text(c.Text), "Next": say.Arg{Msg: ptr(s.Wait(c).Message())},
	})), "", screenButtons(c)...)
}

// Support is the record of one supporter; its key says who and of what.
type Support struct{}

// CaseSupported adds a supporter.
type CaseSupported struct {
	Case   int `json:"case"`
	Person int `json:"person"`
	Count  int `json:"count"`
}

func (e CaseSupported) apply(s *State, m Meta) {
	edit[cases.Case](s.Book, caseKey(e.Case)).Supporters = e.Count
	put(s.Book, supportKey(e.Case, e.Person), &Support{})
}

func (e CaseSupported) announce(_ *State, _ Meta, n *Notices) { n.card(e.Case) }

// CaseReworded follows an edit of the message the case came from.
type CaseReworded struct {
	Case  int    `json:"case"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

func (e CaseReworded) apply(s *State, _ Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Title, c.Text = e.Title, e.Text
}

func (e CaseReworded) announce(_ *State, _ Meta, n *Notices) {
	n.card(e.Case)
	n.wall()
}

// PhotosAdded adds photos of the same album.
type PhotosAdded struct {
	Case   int      `json:"case"`
	Photos []string `json:"photos"`
}

func (e PhotosAdded) apply(s *State, _ Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Photos = append(c.Photos, e.Photos...)
}

func (e PhotosAdded) announce(_ *State, _ Meta, n *Notices) { n.card(e.Case) }

// StakeholderInvited makes a person one of those concerned by a case (the X of 1+7+X).
type StakeholderInvited struct {
	Case   int `json:"case"`
	Person int `json:"person"`
	// Code is the start link that was used.
	Code string `json:"code,omitempty"`
}

func (e StakeholderInvited) apply(s *State, _ Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Stakeholders = append(c.Stakeholders, e.Person)
	s.useCode(e.Code)
}

func (e StakeholderInvited) announce(s *State, _ Meta, n *Notices) {
	n.card(e.Case)
	n.person(e.Person, say.New("notice.involved", caseArgs(s.Case(e.Case))))
}

// Quietly is the reason of a stage that the next event of the same command leaves or explains at once.
const Quietly = "quietly"

// Collected is the reason of a stage entered on the day of collecting, with all that was raised.
const Collected = "collected"

// StageEntered moves a case into a stage. Why names what moved it where no other event tells: "taken", "supported", "collected", "time".
type StageEntered struct {
	Case  int    `json:"case"`
	Stage int    `json:"stage"`
	Why   string `json:"why,omitempty"`
}

func (e StageEntered) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Enter(s.Method(c), e.Stage, s.local(m.At), s.Days())
	if c.Kind(s.Method(c)) == procedure.Evaluation {
		c.Evaluation.Asked = len(s.judges(c))
	}
	c.Touch(m.At)
}

func (e StageEntered) announce(s *State, m Meta, n *Notices) {
	c := s.Case(e.Case)
	if e.Why == Quietly {
		return
	}
	if e.Why != "" {
		n.echo(s, c, "echo.entered."+e.Why, say.Args{"Count": say.Num(c.Supporters)})
	}
	if e.Why != Collected { // then the officers are asked once for all
		s.call(c, n)
	}
}

// call asks those who are now waited for.
func (s *State) call(c *cases.Case, n *Notices) {
	if c.Lead != nil {
		return // what another community leads, nobody here is asked to do
	}
	w := s.Wait(c)
	args := caseArgs(c, say.Args{"Next": say.Arg{Msg: ptr(w.Message())}})
	switch c.Kind(s.Method(c)) {
	case procedure.Screening:
		n.asks(s.officers(), say.New("task.screen.now", args), "", screenButtons(c)...)
	case procedure.Research:
		id := "task.research"
		if s.Method(c).Stage(c.Stage).Plan {
			id = "task.plan"
		}
		n.asks(append(slices.Clone(w.Persons), s.Holders().Of(w.Roles...)...), say.New(id, args), line(permission.Research, num(c.Number)))
	case procedure.Approval:
		id := s.planned(c, "task.approve")
		switch {
		case c.Resolution != nil:
			args["Text"] = say.Text(c.Resolution.Text)
		case c.Findings != nil:
			args["Text"] = say.Text(c.Findings.Text)
		}
		n.asks(s.Holders().Of(w.Roles...), say.New(id, args), "", approveButtons(c)...)
	case procedure.Evaluation:
		s.callRatings(c, args, n)
	default:
		n.asks(s.officers(), say.New("task.next", args), "", s.doButtons(w)...)
	}
}

// doButtons offer what is waited for: at once where a press says all, else as a press that asks for the rest.
func (s *State) doButtons(w Wait) [][]say.Button {
	c := s.Case(w.Case)
	switch w.Verb {
	case "", permission.Open, permission.Minutes:
		return nil
	case permission.Screen:
		return screenButtons(c)
	case permission.Vote:
		return BallotButtons(s.Ballot(c.Talk.Ballot), "")
	case permission.Rate:
		return RateButtons(c.Number)
	case permission.Done:
		return workButtons(c, s.nextTask(c))
	case permission.Approve:
		return approveButtons(c)
	case permission.Fix:
		return [][]say.Button{say.Row(say.Press(say.New("button.do.fix"), line(w.Verb, "M"+num(c.Talk.Meeting))))}
	}
	return [][]say.Button{say.Row(say.Press(say.New("button.do."+string(w.Verb)), line(w.Verb, num(w.Case))))}
}

// aboutDoing lets people answer in words what is waited for; "" where words alone would not do.
func (s *State) aboutDoing(w Wait) string {
	switch w.Verb {
	case permission.Research, permission.Confirm, permission.Rate:
		return line(w.Verb, num(w.Case))
	case permission.Vote:
		return line(w.Verb, s.Case(w.Case).Talk.Ballot)
	case permission.Done:
		c := s.Case(w.Case)
		return workLine(c, s.nextTask(c))
	}
	return ""
}

func approveButtons(c *cases.Case) [][]say.Button {
	return [][]say.Button{say.Row(
		say.Press(say.New("button.approve"), line(permission.Approve, num(c.Number))),
		say.Press(say.New("button.return"), line(permission.Return, num(c.Number))))}
}

func screenButtons(c *cases.Case) [][]say.Button {
	press := func(word string, wish ...string) say.Button {
		return say.Press(say.New("button.screen."+word), line(permission.Screen, append([]string{num(c.Number), word}, wish...)...))
	}
	return [][]say.Button{
		say.Row(press("accept", "?"), press("decline")),
		say.Row(press("merge"), press("answer"), press("refer")),
	}
}

// CaseClosed ends a case.
type CaseClosed struct {
	Case int           `json:"case"`
	How  cases.Closing `json:"how"`
}

func (e CaseClosed) apply(s *State, m Meta) {
	how := e.How
	how.At = m.At
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	c.Close(how)
	c.Touch(m.At)
	head := edit[Community](s.Book, headKey)
	head.Open = slices.DeleteFunc(head.Open, func(n int) bool { return n == e.Case })
	s.noteClosed(e.Case)
	if how.Outcome == cases.Merged {
		s.mergeInto(c, how.Into)
	}
}

// mergeInto lets the supporters and the raiser of a merged case move along.
func (s *State) mergeInto(c *cases.Case, into int) {
	target := edit[cases.Case](s.Book, caseKey(into))
	for _, p := range s.moving(c, target) {
		put(s.Book, supportKey(into, p), &Support{})
		target.Supporters++
	}
	target.Followers = append(target.Followers, c.Followers...)
}

func (e CaseClosed) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	args := say.Args{"Reason": say.Text(e.How.Reason), "Into": say.Num(e.How.Into)}
	if e.How.Ground != "" {
		args["Ground"] = say.Msg("ground." + string(e.How.Ground))
	}
	ev := c.Evaluation
	args["Solved"], args["Partly"], args["Unsolved"] = say.Num(ev.Solved), say.Num(ev.Partly), say.Num(ev.Unsolved)
	args["Satisfied"], args["Count"] = say.Num(ev.Satisfied), say.Num(ev.Count())
	if c.Resolution != nil {
		args["Text"] = say.Text(c.Resolution.Text)
	}
	id := "echo.closed." + string(e.How.Outcome)
	if e.How.Reason == "" {
		id += ".plain"
	}
	if e.How.Outcome == cases.Solved && ev.Count() == 0 {
		// Silence is nobody's word: it is told that the work was done, not that it was judged.
		id = "echo.closed.unjudged"
	}
	if e.How.Outcome == cases.Declined && e.How.Ground != "" {
		// Each exclusion is explained in its own words, whatever else is said.
		id = "echo.declined." + string(e.How.Ground)
	}
	if c.Lead != nil && e.How.Outcome != cases.Referred {
		id = "echo.closed.lead"
		args["Name"], args["Outcome"] = say.Text(c.Lead.Name), say.Msg("outcome."+string(e.How.Outcome))
	}
	n.echo(s, c, id, args)
	if e.How.Outcome == cases.Merged {
		n.card(e.How.Into)
	}
	e.tellFollowers(s, c, n)
}

// tellFollowers tells the communities whose cases follow this one that it is closed, or that from now on they follow another.
func (e CaseClosed) tellFollowers(s *State, c *cases.Case, n *Notices) {
	how := e.How
	how.Into = 0
	for _, f := range c.Followers {
		if e.How.Outcome == cases.Merged {
			n.mail(s, f.Community, Letter{Subject: LetterOpened, Case: e.How.Into, Yours: f.Case})
		} else {
			n.mail(s, f.Community, Letter{Subject: LetterClosed, Case: c.Number, Yours: f.Case, How: &how})
		}
	}
}

// CaseReopened takes a closed case, or one judged unsolved, back into a stage.
type CaseReopened struct {
	Case   int    `json:"case"`
	Stage  int    `json:"stage"`
	Reason string `json:"reason"`
	// Lead says that it was reopened in the community it follows.
	Lead bool `json:"lead,omitempty"`
}

func (e CaseReopened) apply(s *State, m Meta) {
	c := edit[cases.Case](s.Book, caseKey(e.Case))
	if c.Closed != nil {
		head := edit[Community](s.Book, headKey)
		head.Open = append(head.Open, e.Case)
		slices.Sort(head.Open)
	}
	lead := c.Lead
	c.Reopen(s.Method(c), e.Stage, s.local(m.At), s.Days())
	if c.Lead = nil; e.Lead && lead != nil {
		c.Follow(*lead)
	}
	c.Touch(m.At)
}

func (e CaseReopened) announce(s *State, _ Meta, n *Notices) {
	c := s.Case(e.Case)
	n.echo(s, c, "echo.reopened", say.Args{"Reason": say.Text(e.Reason)})
	for _, f := range c.Followers {
		n.mail(s, f.Community, Letter{Subject: LetterReopened, Case: c.Number, Yours: f.Case, Text: e.Reason})
	}
	s.call(c, n)
}
