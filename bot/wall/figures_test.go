package wall_test

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"echowall/flows"
	"echowall/flows/community"
	"echowall/flows/desk"
	"echowall/flows/life"
	"echowall/flows/permission"
	"echowall/flows/say"
)

// goes takes a case the whole way, from the door to the residents' judgement.
func (v *village) goes(n, meeting int, source, topic string, judged ...string) {
	day := 24 * time.Hour
	v.say(secretary, fmt.Sprintf("screen %d accept small", n))
	v.say(secretary, fmt.Sprintf("sort %d %s %s", n, source, topic))
	v.say(secretary, fmt.Sprintf("schedule %d %s 村部", n, v.Now().Add(2*day).Format("2006-01-02 15:04")))
	v.later(2 * day)
	v.tick(fmt.Sprintf("meeting:%d", meeting))
	for _, who := range []int64{member, lawyer}[:1+n%2] {
		v.say(who, fmt.Sprintf("checkin M%d", meeting))
		v.say(who, fmt.Sprintf("statement %d 先做急的，后做缓的。", n))
	}
	v.say(secretary, fmt.Sprintf("resolve %d A 由供电所办理。", n))
	for _, who := range []int64{member, lawyer, convener} {
		v.say(who, fmt.Sprintf("vote %d.1 yes", n))
	}
	v.say(secretary, fmt.Sprintf("minutes M%d 同意。", meeting))
	v.say(secretary, fmt.Sprintf("publish %d", n))
	v.later(time.Duration(8+n) * day)
	v.tick(fmt.Sprintf("case:%d", n))
	v.say(authority, fmt.Sprintf("approve %d", n))
	v.say(secretary, fmt.Sprintf("assign %d 供电所 %s 按决议办", n, v.Now().Add(10*day).Format(time.DateOnly)))
	v.later(5 * day)
	v.say(handler, fmt.Sprintf("done %d 办好了。", n))
	for i, rating := range judged {
		v.say([]int64{resident, neighbour, member}[i], fmt.Sprintf("rate %d %s", n, rating))
	}
	if judged == nil {
		v.later(20 * day) // nobody says anything, and the time is over
		v.tick(fmt.Sprintf("case:%d", n))
		return
	}
	v.say(secretary, fmt.Sprintf("close %d 办好了。", n))
}

// year lets the village live until November: enough is raised, settled and judged that shares can be told, and some of
// it is not.
func (v *village) year() {
	sources := []string{"walk door", "recommended watched", "called door", "set plan", "proposal reported", "called door"}
	for i, x := range sources {
		v.say(resident, fmt.Sprintf("raise named 第%d组的水渠要清淤", i+1))
		source, topic, _ := strings.Cut(x, " ")
		judged := [][]string{{"solved satisfied", "solved satisfied"}, {"solved satisfied"}, {"partly unsatisfied 只清了一半"},
			nil}[i%4]
		v.goes(i+1, i+1, source, topic, judged...)
	}
	for i := range 4 {
		v.say(neighbour, fmt.Sprintf("raise named 第%d组问公交几点到", i+1))
		v.say(secretary, fmt.Sprintf("screen %d answer 八点。", i+7))
		v.later(5 * 24 * time.Hour)
	}
	v.say(neighbour, "raise named 要求给村干部涨工资")
	v.say(secretary, "screen 11 decline policy 工资标准由上级规定。")
	v.say(resident, "raise named 消防通道被私家车堵住")
}

// reported is what /report tells of a period, by the ids of its lines.
func (v *village) reported(period string) map[string]say.Args {
	v.t.Helper()
	lines := map[string]say.Args{}
	must(v.t, flows.Read(context.Background(), v.store, v.config.Methods, v.id, func(s *life.State) error {
		told, err := community.Decide(s, life.Command{
			Verb: permission.Report, By: 1, Values: desk.Period{Word: period}, At: v.Now(),
		})
		if err != nil {
			return err
		}
		for _, l := range told.Answer.Message.Args["Lines"].Lines {
			lines[l.Msg.ID] = l.Msg.Args
		}
		return nil
	}))
	return lines
}

// within is what stands on a page in the element of an id, its words set apart by blanks.
func within(t *testing.T, page, id string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	must(t, err)
	for n := range root.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "id" && a.Val == id {
				var words []string
				for x := range n.Descendants() {
					if x.Type == html.TextNode {
						words = append(words, strings.Fields(x.Data)...)
					}
				}
				return strings.Join(words, " ")
			}
		}
	}
	t.Fatalf("nothing has the id %s", id)
	return ""
}

// The page tells the figures of /report, the same numbers of the same period.
func TestFiguresAreThoseOfTheReport(t *testing.T) {
	v := found(t)
	v.year()
	for _, period := range []string{"2026", "2026-Q3", "2026-07"} {
		page := v.shows("figures?lang=en&period=" + period)
		told := v.reported(period)
		if len(told) < 5 {
			t.Fatalf("%s: /report tells only %v", period, told)
		}
		for line, id := range map[string]string{
			"report.answered": "answered", "report.solved": "solved", "report.satisfied": "satisfied",
			"report.realised": "realised",
		} {
			args, ok := told[line]
			want := "none"
			if ok {
				want = fmt.Sprintf("%d of %d", *args["Yes"].Num, *args["Of"].Num)
				if rate := args["Rate"].Rate; rate != nil {
					if rate := v.config.Words.Percent("en", *rate, true); !strings.Contains(within(t, page, id), rate) {
						t.Errorf("%s, %s: the page does not tell %s", period, id, rate)
					}
				}
			}
			if got := within(t, page, id); !strings.Contains(got, want) {
				t.Errorf("%s, %s: %q, and /report tells %q", period, id, got, want)
			}
		}
		sums := within(t, page, "sums")
		for line, label := range map[string]string{
			"report.raised": "Raised", "report.settled": "Settled", "report.overdue": "Late now",
			"report.again": "Had been reopened", "report.meetings": "Deliberations",
		} {
			n := 0
			if args, ok := told[line]; ok {
				n = *args["Count"].Num
			}
			if want := label + " " + strconv.Itoa(n); !strings.Contains(sums+" ", want+" ") {
				t.Errorf("%s: %q does not say %q", period, sums, want)
			}
		}
	}
}

// Every number that is a link leads to just as many cases or meetings.
func TestEachFigureHasItsCases(t *testing.T) {
	v := found(t)
	v.year()
	link := regexp.MustCompile(`<a href="([^"]*/(?:figures/|meetings\?period)[^"]*)">(\d+)</a>`)
	shown := regexp.MustCompile(`<li class="case|<div class="meeting `)
	seen := 0
	for _, period := range []string{"2026", "2026-Q3", "2026-06", "2026-10"} {
		for _, m := range link.FindAllStringSubmatch(v.shows("figures?period="+period), -1) {
			path, n := strings.ReplaceAll(m[1], "&amp;", "&"), m[2]
			seen++
			v.later(time.Second) // nobody reads faster
			if got := len(shown.FindAllString(v.shows(path), -1)); strconv.Itoa(got) != n {
				t.Errorf("%s shows %d, the figure is %s", path, got, n)
			}
		}
	}
	if seen < 60 {
		t.Errorf("only %d figures have a link", seen)
	}
}

// There are no figures of a time that has not begun, nor of one before the community.
func TestNoFiguresOfNoTime(t *testing.T) {
	v := found(t)
	v.live()
	for _, path := range []string{
		"figures?period=2025", "figures?period=2027", "figures?period=soon", "figures?period=2026-05",
		"figures/raised?period=2027", "figures/cats",
		"figures/days.closed", "figures/ended.lost",
	} {
		if rec := v.get(path); rec.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", path, rec.Code)
		}
	}
	if body := v.shows("figures?lang=zh-Hans"); !strings.Contains(body, "2026年") || !strings.Contains(body, "数量太少") {
		t.Error("of a small village no small numbers are told")
	}
}
