package locales

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// built lists the ids that the program puts together: each beginning, as it stands in the sources, with all its ends.
// An end that begins with "." is itself one of several that may follow.
func built() map[string][]string {
	waits := words("intake screening findings confirm plan planned gist votes referral session meeting ballot publish " +
		"carried submitted " +
		"window approval decision assign task rating")
	kins := words("below beside")
	outcomes := words("solved partly explained answered declined merged referred withdrawn")
	rooms, tracks, grounds := words("council wall"), words("big small urgent hard"),
		words("policy ordered discriminatory other")
	verdicts, rulings := words("accept decline merge answer refer"), words("upheld dismissed")
	forms := words("resolution covenant rule scheme")
	choices, replies, manners := words("yes no abstain"), words("yes no maybe"), words("one several")
	kinds := words("intake screening research deliberation publicity approval implementation evaluation")
	results := words("adopted rejected no_quorum tied void lost replaced")
	pages := words("public private renew key nokey")
	settings := words("echo_every zone procedure language country quiet place")
	options := slices.Concat(words("named anonymous yes no maybe abstain A B C solved partly unsolved satisfied "+
		"unsatisfied answered unanswered settled back"), forms,
		rooms, tracks, grounds, verdicts, rulings, settings, pages, manners)
	tables := words("topics research minutes handling figures")
	roles := words("convener secretary member supervisor authority handler expert")
	all := map[string][]string{
		"wait.":         slices.Concat(waits, each(waits, ".by"), words("closed objections lead received counts")),
		"hint.":         slices.Concat(waits, words("closed objections lead received counts")),
		"echo.closed.":  slices.Concat(outcomes, each(outcomes, ".plain")),
		"echo.entered.": words("taken supported time judged talked"),
		"echo.ballot.":  words("resolution screening"), "notice.vote.": words("resolution screening"),
		"echo.round.":   words("rejected no_quorum tied"),
		"echo.settled.": rulings, "act.settled.": rulings, "receipt.settled.": rulings, "button.settle.": rulings,
		"receipt.screened.": append(verdicts, "several"), "button.screen.": verdicts,
		"button.brought.": words("settled back"), "motion.": verdicts,
		"receipt.rsvp.": replies, "button.rsvp.": replies, "button.vote.": choices, "choice.": choices,
		"evaluator.": words("residents members authority"),
		"no.":        words("again refer screening research plan deliberation implementation"),
		"choices.":   manners, "manner.": manners, "ballot.rule.": manners,
		"button.rate.": words("solved partly unsolved"),
		"button.do.": words("screen research confirm schedule resolve publish settle approve assembly assign progress " +
			"done extend"),
		"form.":      forms,
		"demo.page.": pageTexts(), "media.": words("video voice file picture place"),
		"bot.shut.": words("muted removed topic"), "bot.place.": words("group council wall"),
		"books.": append(tables, each(tables, ".head")...),
		"books.figure.": words("raised answered silent settled solved unjudged satisfied again realised meetings " +
			"attended persons opinions overdue"),
		"class.": words("A B C"), "base.": words("entitled present cast"), "track.": tracks, "ground.": grounds,
		"kin.": append(kins, "above"), "receipt.link.": kins, "button.link.": kins,
		"count.":   words("adopted rejected no_quorum void lost replaced"),
		"outcome.": outcomes, "stage.": append(kinds, "closed"), "rule.": kinds, "room.": rooms, "setting.": settings,
		"button.page.": words("public private"),
		"page.result.": results, "moment.ballot.": results, "moment.motion.": results,
		"page.meeting.": words("scheduled open over called_off"),
		"role.":         append(words("resident raiser supporter stakeholder admin owner"), roles...),
		"problem.": words("words left_over long case cases choice meeting number option date no_such_date hour " +
			"person role span"),
		"option.":        options,
		"span.":          words("days workdays hours minutes seconds"),
		"ballot.head.":   words("resolution screening"),
		"ballot.result.": results,
		"meeting.head.":  words("scheduled open over called_off"),
		"word.":          slices.Concat(options, roles, pages, words("confirm cancel skip support issue nothing"), kins),
		// The beginnings of these are variables.
		"echo.approved": words(".plan"), "echo.confirmed": words(".plan"), "echo.research": words(".plan"),
		"receipt.approved":  words(".plan"),
		"receipt.confirmed": words(".plan"), "receipt.returned": words(".plan"), "task.approve": words(".plan"),
		"task.confirm": words(".plan"),
		"mine":         words(".list .line .none"), "queue": words(".list .line .none"),
		"receipt.voted":   words(".secret .again.secret"),
		"format.date":     words(".year"),
		"format.datetime": words(".year"),
	}
	for _, more := range []map[string][]string{builtOfMeetings(), builtOfFigures()} {
		for prefix, ends := range more {
			all[prefix] = slices.Concat(all[prefix], ends)
		}
	}
	return merged(peoplesIDs(), all)
}

// builtOfFigures are the ids of the figures on the web.
func builtOfFigures() map[string][]string {
	shares := words("answered solved satisfied realised")
	return map[string][]string{
		"button.print.":      words("minutes notice"),
		"report.by.":         words("track source topic"),
		"report.chart.":      append(shares, "raised", "settled"),
		"page.figures.":      append(shares, words("months quarters ended days track source topic members")...),
		"page.figures.head.": words("raised settled meetings people cases median longest there rate opinions"),
		"page.figure.": words(`
		raised answered silent settled solved unsolved judged unjudged again realised unrealised overdue
		meetings attended persons opinions`),
	}
}

// pageTexts are what the demo's page says.
func pageTexts() []string {
	return words(`title people chat wall panes group private write send attach commands reply cancel edited photo
		sticker pinned pinnedBy joined added left unread nothing never start noWall badPicture speed skip
		hour day week lang restart wait close`)
}

func words(s string) []string { return strings.Fields(s) }

// each puts an end behind every word.
func each(all []string, end string) []string {
	var made []string
	for _, w := range all {
		made = append(made, w+end)
	}
	return made
}

// source is what the program's sources say of messages.
type source struct {
	literals map[string]bool   // every string
	asked    map[string]string // the ids asked for by name, and the beginnings of those put together, with where
}

// ofVerbs tells whether an id is of a verb: its line in a menu or in the help, or the question for one of its fields.
// Those are held against the verbs themselves, in package bot.
func ofVerbs(id string) bool {
	kind, _, _ := strings.Cut(id, ".")
	return slices.Contains([]string{"command", "help", "ask"}, kind)
}

// speakers are the functions that take the id of a message.
func speakers() []string {
	return words("New Msg refuse refusal answer echo tell text Message Render moment")
}

func sources(t *testing.T) source {
	t.Helper()
	s := source{map[string]bool{}, map[string]string{}}
	for _, root := range []string{"../flows", "../bot", "../cmd"} {
		if _, err := os.Stat(root); err != nil {
			continue
		}
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err == nil && strings.HasSuffix(path, ".html") {
				return s.template(path)
			}
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			return s.read(path)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func (s source) read(path string) error {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if text, ok := literal(n); ok {
				s.literals[text] = true
			}
		case *ast.CallExpr:
			if slices.Contains(speakers(), called(n)) {
				for _, a := range n.Args {
					if text, ok := literal(leftmost(a)); ok {
						s.asked[text] = set.Position(a.Pos()).String()
					}
				}
			}
		}
		return true
	})
	return nil
}

// template reads which messages a page asks for.
func (s source) template(path string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for _, found := range regexp.MustCompile(`\bTell "([^"]+)"`).FindAllStringSubmatch(string(raw), -1) {
		s.literals[found[1]], s.asked[found[1]] = true, path
	}
	return nil
}

func called(n *ast.CallExpr) string {
	switch f := n.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// leftmost is what a sum of strings begins with.
func leftmost(e ast.Expr) ast.Expr {
	for {
		sum, ok := e.(*ast.BinaryExpr)
		if !ok {
			return e
		}
		e = sum.X
	}
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

func TestNothingOrphaned(t *testing.T) {
	c, s, made := loaded(t), sources(t), map[string]bool{}
	for prefix, ends := range comesRound(built()) {
		for _, end := range ends {
			made[prefix+end] = true
		}
	}
	for _, id := range c.IDs(Default) {
		_, end, _ := strings.Cut(id, ".")
		if !s.literals[id] && !made[id] && !ofVerbs(id) && !slices.Contains(c.languages, end) {
			t.Errorf("%s is said nowhere", id)
		}
	}
}

func TestNothingMissing(t *testing.T) {
	c, s, made := loaded(t), sources(t), comesRound(built())
	looksLikeID := regexp.MustCompile(`^[a-z]+(\.[a-z_]+)+$`)
	for text, where := range s.asked {
		switch {
		case strings.HasSuffix(text, ".") && len(text) > 1:
			if made[text] == nil && !ofVerbs(text) {
				t.Errorf("%s: ids that begin with %q are put together; say in this test with which ends", where, text)
			}
		case looksLikeID.MatchString(text) && c.messages[Default][text] == nil:
			t.Errorf("%s: there is no message %q", where, text)
		}
	}
	for prefix, ends := range made {
		if !s.literals[prefix] && prefix != wordPrefix {
			t.Errorf("nothing in the sources begins with %q any more", prefix)
		}
		for _, end := range ends {
			if c.messages[Default][prefix+end] == nil {
				t.Errorf("there is no message %q", prefix+end)
			}
		}
	}
}
